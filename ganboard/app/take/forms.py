"""The files that a run can be taken away as."""

from __future__ import annotations

import io
import re
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ganboard.app.connection import engine
from ganboard.errors import ConfigError
from ganboard.export import clips_file, export_gif, export_script, grid_png
from ganboard.i18n import N_, translations
from ganboard.presets import title_of
from ganboard.runs import Run, find_run

LONGEST = 60
"""Letters of a run's name in the name of a file, at most: folders and mail have names of their own to add."""


@dataclass(frozen=True)
class Asked:
    """What somebody asks for.

    Attributes:
        run: Id of the run.
        step: Of the checkpoint; None for now.
        language: Of the words in it.
        home: The address of GANBoard's pages, for the poster's link.
    """

    run: str
    step: int | None
    language: str
    home: str


@dataclass(frozen=True)
class Form:
    """A kind of file.

    Attributes:
        what: It in the file's name, marked for translation.
        suffix: How that name ends.
        media_type: What browsers and mail call it.
        make: Gives its bytes, and of which step they are; None where its name shall say none.
    """

    what: str
    suffix: str
    media_type: str
    make: Callable[[Run, Asked], tuple[bytes, int | None]]


def _grid(run: Run, asked: Asked) -> tuple[bytes, int | None]:
    """The samples that are on the screen: of a checkpoint, or of now."""
    if asked.step is None:
        view = engine().watch(run.id)  # the page was drawn a while ago
        if view.picture:
            return grid_png(run, view.picture, view.step, asked.language), view.step
    step = run.load(None, only=("meta/",)).step if asked.step is None else asked.step
    return grid_png(run, run.picture(step), step, asked.language), step


def _clips(form: str) -> Callable[[Run, Asked], tuple[bytes, int | None]]:
    """The clips that are on the screen: of a checkpoint, or of now."""

    def make(run: Run, asked: Asked) -> tuple[bytes, int | None]:
        if asked.step is None:
            view = engine().watch(run.id)
            if view.picture:
                return clips_file(run, view.picture, form), view.step
        step = run.load(None, only=("meta/",)).step if asked.step is None else asked.step
        return clips_file(run, run.picture(step), form), step

    return make


def _of_networks(form: str) -> Callable[[Run, Asked], tuple[bytes, int | None]]:
    """What the engine makes. Of now it is made where the training stands by then, which only the file says."""

    def make(run: Run, asked: Asked) -> tuple[bytes, int | None]:
        more = {"language": asked.language, "home": asked.home} if form == "poster" else {}
        return engine().export(run.id, form, asked.step, **more), asked.step

    return make


def _written(form: str, write: Callable[..., Any]) -> Callable[[Run, Asked], tuple[bytes, int | None]]:
    """What a function writes into a file, of which it may tell the name."""

    def make(run: Run, asked: Asked) -> tuple[bytes, int | None]:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / file_name(run, FORMS[form], None, asked.language)
            write(run, path, **({"language": asked.language} if form == "gif" else {}))
            files = sorted(Path(folder).iterdir())
            return (path.read_bytes() if len(files) == 1 else _zipped(files)), None

    return make


def _zipped(files: list[Path]) -> bytes:
    """Several files as one."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in files:
            archive.write(file, file.name)
    return packed.getvalue()


FORMS = {
    "grid": Form(N_("pictures"), ".png", "image/png", _grid),
    "gif": Form(N_("film"), ".gif", "image/gif", _written("gif", export_gif)),
    "clips_gif": Form(N_("clips"), ".gif", "image/gif", _clips("clips_gif")),
    "clips_webp": Form(N_("clips"), ".webp", "image/webp", _clips("clips_webp")),
    "clips_frames": Form(N_("frames"), ".zip", "application/zip", _clips("clips_frames")),
    "poster": Form(N_("poster"), ".html", "text/html; charset=utf-8", _of_networks("poster")),
    "keras": Form(N_("generator"), ".keras", "application/octet-stream", _of_networks("keras")),
    "script": Form(N_("script"), ".py", "text/x-python; charset=utf-8", _written("script", export_script)),
}


def made(form: str, asked: Asked) -> tuple[str, bytes]:
    """A file: its name, and what it holds.

    Raises:
        GANBoardError: the run is gone, or cannot be had in this form.
        OSError: the disk refuses it.
    """
    if form not in FORMS:
        raise ConfigError("form", form, N_("one of {choices}"), choices=", ".join(FORMS))
    run, kind = find_run(engine().root, asked.run), FORMS[form]
    data, step = kind.make(run, asked)
    if form == "script" and zipfile.is_zipfile(io.BytesIO(data)):  # it came with what its networks begin with
        kind = replace(kind, suffix=".zip")
    return file_name(run, kind, step, asked.language), data


def file_name(run: Run, kind: Form, step: int | None, language: str) -> str:
    """What a file is called, in words of a language. Every system takes it: letters, digits and hyphens."""
    translate = translations(language).gettext
    name = title_of(str(run.status()["name"]))
    title = _plain(translate(name))[:LONGEST] if name else ""
    parts = (title or _plain(run.id), _plain(translate(kind.what)), "" if step is None else str(step))
    return "-".join(part.strip("-") for part in parts if part) + kind.suffix


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "-", text.lower()).strip("-")
