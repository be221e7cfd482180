"""A failed browser test is tried once more: with nothing of the first try, and never silently."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LIVES = ("server starts", "tab opens", "tab closes", "server ends")
CONFTEST = """
import pytest
from tests.second_try import begin_anew

@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    begin_anew(item, "tab")

@pytest.fixture(scope="session")
def server():
    print("server starts", flush=True)
    yield
    print("server ends", flush=True)

@pytest.fixture(scope="module")
def tab(server):
    print("tab opens", flush=True)
    yield []
    print("tab closes", flush=True)

@pytest.fixture(scope="module")
def visitor(tab):
    tab.append("page")
    return tab
"""
TESTS = """
def test_before(visitor):
    visitor.append("left")

def test_shaky(visitor):
    assert visitor == ["page"], f"found {visitor}"
    visitor.append("left too")

def test_after(visitor):
    assert visitor == ["page", "left too"]
"""


@pytest.mark.slow
def test_a_second_try_has_fixtures_of_its_own_and_both_are_told(tmp_path: Path) -> None:
    (tmp_path / "conftest.py").write_text(CONFTEST)
    (tmp_path / "test_shaky.py").write_text(TESTS)
    options = ["-s", "-p", "no:cacheprovider", "--reruns", "1", "-rR", "--rerun-show-tracebacks"]
    command = [sys.executable, "-m", "pytest", *options, f"--rootdir={tmp_path}", "-c", "/dev/null", str(tmp_path)]
    done = subprocess.run(command, check=False, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    assert [done.stdout.count(word) for word in LIVES] == [1, 2, 2, 1], done.stdout
    assert "3 passed, 1 rerun" in done.stdout
    assert "found ['page', 'left']" in done.stdout
