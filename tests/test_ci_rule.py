"""The rule of ``conftest.py``: with ``CI=true`` a browser test that was skipped is a failure."""

import pathlib

import pytest

pytest_plugins = ["pytester"]
SKIPS = {
    "a mark": "import pytest\n@pytest.mark.skip(reason='no browser')\ndef test_it(): pass",
    "a call": "import pytest\ndef test_it(): pytest.skip('no browser')",
    "a fixture": "import pytest\n@pytest.fixture\ndef page(): pytest.skip('no browser')\ndef test_it(page): pass",
    "a whole file": "import pytest\npytest.skip('no browser', allow_module_level=True)",
    "a missing package": "import pytest\npytest.importorskip('no_such_browser')",
}


@pytest.mark.parametrize("skip", SKIPS)
@pytest.mark.parametrize("folder", ["browser", "other"])
@pytest.mark.parametrize("ci", ["true", ""])
def test_a_skip_fails_in_ci_and_only_there(
    skip: str, folder: str, ci: str, pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", ci)
    conftest = pathlib.Path(__file__).with_name("conftest.py").read_text(encoding="utf-8")
    pytester.makeconftest(conftest)
    pytester.makeini("[pytest]\nmarkers = browser: x\naddopts = --import-mode=importlib")
    (pytester.path / folder).mkdir()
    (pytester.path / folder / "test_x.py").write_text(SKIPS[skip])
    (pytester.path / folder / "test_y.py").write_text("def test_fine(): pass")
    outcomes = pytester.runpytest_inprocess("-p", "no:xdist", "-p", "no:cacheprovider").parseoutcomes()
    told = outcomes.get("failed", 0) + outcomes.get("errors", 0)
    assert (told, outcomes.get("skipped", 0)) == ((1, 0) if ci and folder == "browser" else (0, 1))
