"""Imports point one way; the dashboard never loads TensorFlow; what is imported is what the requirements name."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "ganboard"
FLOORS = (
    (
        "errors",
        "i18n",
        "registry",
        "settings",
        "formats",
        "snapshot",
        "backend",
        "storage",
        "timeline",
        "checkpoint_files",
        "journal",
        "figures",
    ),
    ("media", "creatures"),
    ("datasets", "objectives", "penalties", "constraints", "augmentations", "architectures", "methods", "starts"),
    ("config",),
    ("presets", "device", "sampler", "saying", "changes", "trainer", "slow_motion"),
    (
        "runs",
        "aside",
        "branches",
        "common_past",
        "run_changes",
        "run_checkpoints",
        "run_data",
        "run_start",
        "run_folder",
        "run_lock",
        "run_status",
        "run_steering",
        "metrics",
        "evaluation",
        "race",
        "recording",
        "showing",
        "archive",
        "shipped",
        "archive_checks",
        "latent",
        "drawings",
        "studio",
        "explain",
        "doctor",
        "quiz",
        "exhibits",
        "theory",
        "tours",
    ),
    ("engine", "export", "cli", "__main__", "__init__"),
    ("app",),
)
"""Rooms from the ground up. A line may reach its own floor and those below."""
FLOOR = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}
NAMES = {"PIL": "pillow", "markdown_it": "markdown-it-py", "pydantic_core": "pydantic"}
"""Where a package is imported under another name than it is installed."""
FILES = sorted(PACKAGE.rglob("*.py"))


def room(module: str) -> str:
    """``"engine"`` of ``"ganboard.engine.client"``; ``"__init__"`` of the package itself."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else "__init__"


def module_of(file: Path) -> str:
    return ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


parsed = cache(lambda file: ast.parse(file.read_text(encoding="utf-8")))


def imports(file: Path, everywhere: bool = True) -> Iterator[tuple[int, str]]:
    """(line, module) of every import that runs; with ``everywhere`` also those inside functions."""
    waiting: list[ast.AST] = [parsed(file)]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            waiting.extend(node.orelse)
            continue
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) and not everywhere:
            continue
        if isinstance(node, ast.Import):
            yield from ((node.lineno, name.name) for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}:{node.lineno}: imports are written in full"
            assert node.module
            for name in node.names:  # "from ganboard import figures" imports ganboard.figures
                deeper = f"{node.module}.{name.name}"
                path = ROOT / deeper.replace(".", "/")
                yield node.lineno, deeper if path.with_suffix(".py").exists() or path.is_dir() else node.module
        waiting.extend(ast.iter_child_nodes(node))


def arrows(file: Path) -> Iterator[tuple[int, str, str]]:
    """(line, room, room it imports) of a file's imports within the package."""
    own = room(module_of(file))
    yield from ((line, own, room(module)) for line, module in imports(file) if module.split(".")[0] == "ganboard")


def test_every_room_has_its_floor() -> None:
    rooms = {path.stem for path in PACKAGE.iterdir() if path.suffix == ".py" or any(path.glob("*.py"))}
    assert rooms <= FLOOR.keys(), "name the new room in FLOORS, and in CONTRIBUTING.md"


@pytest.mark.slow
def test_no_arrow_runs_back_up() -> None:
    """In one test for all files: of a thousand, each took longer to begin than to read its file."""
    found = [(file, *arrow) for file in FILES for arrow in arrows(file)]
    assert len(found) > 1_000
    upward = [f"{file}:{line}: {own} imports {other}" for file, line, own, other in found if FLOOR[other] > FLOOR[own]]
    assert not upward


@pytest.mark.slow
def test_rooms_do_not_import_in_circles() -> None:
    pairs = {(me, other) for file in FILES for _, me, other in arrows(file) if me != other}
    reached = {own: {other for me, other in pairs if me == own} for own in FLOOR}
    for start in FLOOR:
        seen, waiting = set(), list(reached[start])
        while waiting:
            other = waiting.pop()
            if other not in seen:
                seen.add(other)
                waiting.extend(reached[other])
        assert start not in seen, f"{start} is imported by what it imports"


@pytest.mark.slow
def test_streamlit_stays_in_the_app_and_tensorflow_out_of_every_import() -> None:
    networks = {"tensorflow", "keras"}
    for file in FILES:
        top = {module.split(".")[0] for _, module in imports(file)}
        within = room(module_of(file)) == "app"
        assert within or "streamlit" not in top, f"{file}: streamlit stays in the app"
        assert not (within and top & networks), f"{file}: no networks in the app"
        heavy = {module.split(".")[0] for _, module in imports(file, everywhere=False)} & networks
        assert not heavy, f"{file}: import tf and keras from ganboard.backend"


def loaded_by(modules: list[str]) -> set[str]:
    """The top-level packages in ``sys.modules`` after importing some modules in a fresh process."""
    code = "import importlib, sys\nfor name in sys.argv[1:]: importlib.import_module(name)\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code, *modules], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    return {name.split(".")[0] for name in done.stdout.split()}


@pytest.mark.slow
def test_the_dashboard_and_its_client_never_load_tensorflow() -> None:
    files = [*(PACKAGE / "app").rglob("*.py"), PACKAGE / "engine" / "client.py"]
    pages = PACKAGE / "app" / "pages"  # a page is a script that Streamlit runs, not a module
    modules = [module_of(file) for file in files if file.exists() and pages not in file.parents]
    assert any(module.startswith("ganboard.app") for module in modules)
    assert not loaded_by(modules) & {"tensorflow", "keras"}


@pytest.mark.slow
def test_describing_a_run_loads_neither_tensorflow_nor_streamlit() -> None:
    modules = ["ganboard", "ganboard.presets", "ganboard.runs", "ganboard.recording", "ganboard.cli"]
    assert not loaded_by(modules) & {"tensorflow", "keras", "streamlit"}


def pins(name: str) -> dict[str, str]:
    """name -> the rest of the line, of a requirements file."""
    lines = [line.split("#")[0].strip() for line in (ROOT / name).read_text(encoding="utf-8").splitlines()]
    return {re.split(r"[=<>~!\[ ]", line)[0]: line for line in lines if line and not line.startswith("-r")}


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_versions_are_pinned(name: str) -> None:
    for package, line in pins(name).items():
        assert re.fullmatch(rf"{re.escape(package)}==[\d.]+", line)


@pytest.mark.slow
def test_what_is_imported_is_what_is_required() -> None:
    files = [*FILES, ROOT / "streamlit_app.py"]
    found = {module.split(".")[0] for file in files if file.exists() for _, module in imports(file)}
    found |= {"tensorflow", "keras"}  # by name, in ganboard/backend.py
    outside = {NAMES.get(name, name) for name in found - set(sys.stdlib_module_names) - {"ganboard", "__future__"}}
    assert outside == set(pins("requirements.txt"))
