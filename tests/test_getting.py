"""Getting it anywhere: the wheel holds all that the folder does, and what the container runs needs two folders to write into."""

from __future__ import annotations

import json
import re
import shutil
import signal
import socket
import subprocess
import sys
import tomllib
import urllib.error
import urllib.request
import zipfile
from email.parser import Parser
from pathlib import Path

import pytest

from ganboard.cli.app import DOOR
from tests.surroundings import ROOT, plain
from tests.test_imports import pins
from tests.waiting import until

SOURCES = ("ganboard", "pyproject.toml", "requirements.txt", "README.md", "LICENSE")
"""What a wheel is built from; the Dockerfile copies the same."""
PAGE = """
import sys
from streamlit.testing.v1 import AppTest
from ganboard.engine import EngineClient
EngineClient.start = lambda client: None  # nobody asks it anything
page = AppTest.from_file(sys.argv[1], default_timeout=60).run()
assert not page.exception, page.exception[0].message
page.switch_page("../pages/evaluate.py").run()  # it has links to others
print(sys.modules["ganboard"].__file__, len(page.exception), len(page.main))
"""


def docker(instruction: str) -> list[str]:
    """What an instruction of the Dockerfile says, each time it is there."""
    text = re.sub(r"\\\n\s*", "", (ROOT / "Dockerfile").read_text(encoding="utf-8"))
    return re.findall(rf"^{instruction} (.*)$", text, re.MULTILINE)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package as a wheel, built in a copy: a build leaves files in its folder, and those of an earlier one get in."""
    source, out = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")
    for name in SOURCES:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(
            ROOT / name,
            source / name,
            **({"ignore": shutil.ignore_patterns("__pycache__")} if copy is shutil.copytree else {}),
        )
    pip("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(out), str(source))
    return next(out.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel's files and its command."""
    folder = tmp_path_factory.mktemp("installed")
    pip("install", "--no-deps", "--no-index", "--no-compile", "--target", str(folder), str(wheel))
    return folder


def pip(*arguments: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pip", *arguments], env=plain(), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.slow
def test_the_wheel_holds_all_that_the_folder_does_and_asks_for_the_same_versions(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as file:
        names = file.namelist()
        about = Parser().parsestr(file.read(next(name for name in names if name.endswith("METADATA"))).decode())
    here = {path.relative_to(ROOT).as_posix() for path in (ROOT / "ganboard").rglob("*") if path.is_file()}
    expected = {name for name in here if "__pycache__" not in name and not name.endswith(".po")}
    assert {name for name in names if ".dist-info/" not in name} == expected
    assert sorted(about.get_all("Requires-Dist", [])) == sorted(pins("requirements.txt").values())


@pytest.mark.trial
@pytest.mark.slow
def test_what_the_container_runs_needs_no_other_place_to_write(installed: Path, tmp_path: Path) -> None:
    settings = dict(re.findall(r"(\w+)=(\S+)", " ".join(docker("ENV"))))
    volumes = json.loads(docker("VOLUME")[0])
    assert {settings["GANBOARD_RUNS"], settings["KERAS_HOME"]} == set(volumes)
    home, elsewhere = tmp_path / "home", tmp_path / "elsewhere"
    home.mkdir()
    elsewhere.mkdir()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    moved = {name: str(tmp_path / value.strip("/")) if value in volumes else value for name, value in settings.items()}
    surroundings = plain(**{**moved, "HOME": str(home), "PYTHONPATH": str(installed)})
    script, *options = json.loads(docker("CMD")[-1])
    command = [str(installed / "bin" / script), *(str(port) if option == "8501" else option for option in options)]
    before = sorted(installed.rglob("*"))
    process = subprocess.Popen(
        command, cwd=elsewhere, env=surroundings, stderr=subprocess.STDOUT, stdout=subprocess.PIPE, text=True
    )
    try:
        until(
            lambda: process.poll() is not None or answer(port, "_stcore/health") == "ok",
            "the health check is content",
            60,
        )
        page, ours = answer(port, ""), answer(port, "ganboard/code/explore/core.js")
        with socket.create_connection((socket.gethostbyname(socket.gethostname()), port), timeout=5):
            pass  # the variable has opened it to others
    finally:
        process.send_signal(signal.SIGTERM)
        told = process.communicate(timeout=30)[0]
    assert "<title>" in page, told
    assert "export" in ours, "GANBoard's own addresses are not there"
    assert sorted(installed.rglob("*")) == before
    assert not list(home.iterdir()) + list(elsewhere.iterdir())


@pytest.mark.slow
def test_the_installed_command_and_its_pages_come_from_the_wheel(installed: Path, tmp_path: Path) -> None:
    surroundings = plain(PYTHONPATH=str(installed), GANBOARD_RUNS=str(tmp_path / "runs"))

    def run(*command: str) -> str:
        done = subprocess.run(command, cwd=tmp_path, env=surroundings, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    assert run(str(installed / "bin" / "ganboard"), "--help").startswith("usage: ganboard ")
    door = installed / DOOR.relative_to(ROOT)
    package, exceptions, elements = run(sys.executable, "-c", PAGE, str(door)).split()[-3:]
    assert Path(package).is_relative_to(installed)
    assert exceptions == "0"
    assert int(elements) > 0


def test_no_page_is_named_by_where_the_front_door_lies() -> None:
    said = {
        path.name
        for path in (ROOT / "ganboard" / "app").rglob("*.py")
        if "app/pages" in path.read_text(encoding="utf-8")
    }
    assert not said, "name a page's script with paths.page_file: an installed GANBoard has another front door"


def test_an_installed_one_has_the_settings_of_the_folder() -> None:
    doors = [file.read_text(encoding="utf-8").split('"""', 2)[2] for file in (DOOR, ROOT / "streamlit_app.py")]
    assert doors[0] == doors[1], "what stands around a door is said in ganboard/app/doors.py"
    inside, outside = (folder / ".streamlit" / "config.toml" for folder in (DOOR.parent, ROOT))
    assert inside.read_bytes() == outside.read_bytes(), (
        "copy one over the other: Streamlit reads it beside the script it runs"
    )
    assert tomllib.loads(inside.read_text(encoding="utf-8"))["server"]["address"] == "127.0.0.1"


def test_the_container_is_made_of_what_a_wheel_is_made_of_and_runs_as_nobody() -> None:
    copied = {name for line in docker("COPY") if "--from" not in line for name in line.split()[:-1]}
    assert copied == set(SOURCES)
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").split("\n")
    assert {line[1:] for line in ignored if line.startswith("!")} == copied
    assert docker("USER")[-1].split(":")[0] not in ("0", "root")
    assert docker("HEALTHCHECK")


def test_the_file_for_windows_is_written_for_windows() -> None:
    text = (ROOT / "start-windows.bat").read_bytes()
    assert text.isascii()
    assert text.count(b"\r\n") == text.count(b"\n")
    supported = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["requires-python"]
    assert supported == ">=3.11,<3.14"
    assert b"(3.13 3.12 3.11)" in text


def answer(port: int, path: str) -> str:
    """What a server on this computer says, also where it says no; empty while there is none."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/{path}", timeout=5) as told:
            return told.read().decode()
    except urllib.error.HTTPError as error:
        return f"{error.code}"
    except OSError:
        return ""
