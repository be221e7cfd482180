"""A visitor's files on their way from the browser: they come some at a time and lie on disk until the visit ends.

Streamlit's own field sends every file in a request of its own, all at once; of a folder of thousands a browser refuses most.
"""

from __future__ import annotations

import json
import secrets
import shutil
import sys
import tempfile
import weakref
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from ganboard.app.numbers import whole
from ganboard.app.origin import same_origin
from ganboard.app.paths import BASE
from ganboard.datasets.picture import PictureError
from ganboard.datasets.sources import FILES, TOTAL_BYTES
from ganboard.datasets.zips import too_large
from ganboard.errors import DatasetError
from ganboard.i18n import N_, best_language, render, translations

AT_ONCE = 100
"""The most files of one request."""
UNREADABLE = N_("The page sent something that cannot be understood. Reload it.")

_trays: weakref.WeakValueDictionary[str, Tray] = weakref.WeakValueDictionary()


class Tray:
    """The files of one visitor.

    Attributes:
        token: Known to this visitor's page alone.
        files: Names, with where the files lie, or why they did not come.
        missing: How many of the last choice have not come, because the page was left or the connection lost.
        version: Another number whenever anything came or went.
        close: Removes everything from the disk; called by itself when nobody holds the tray any more, and at the end.
    """

    def __init__(self) -> None:
        self.token = secrets.token_urlsafe(24)
        self.files: list[tuple[str, Path | PictureError]] = []
        self.missing = self.version = self._bytes = 0
        self._folder = tempfile.mkdtemp(prefix="ganboard-tray-")
        self.close = weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
        _trays[self.token] = self

    def add(self, name: str, file: BinaryIO) -> None:
        """Keep a file.

        Raises:
            DatasetError: there are too many, they hold too much, or the disk does not take it.
        """
        path = Path(self._folder) / str(self.version)
        try:
            with path.open("wb") as copy:
                shutil.copyfileobj(file, copy)
            self._bytes += path.stat().st_size
        except OSError as error:
            raise DatasetError(
                N_("The files could not be kept in {folder} ({problem}). Look for free space there."),
                folder=self._folder,
                problem=error.strerror or type(error).__name__,
            ) from None
        self.note(name, path)

    def note(self, name: str, content: Path | PictureError) -> None:
        """List a file that is kept, or one that did not come.

        Raises:
            DatasetError: there are too many.
        """
        if len(self.files) >= FILES:
            raise DatasetError(
                N_("There are more than {limit} files. Leave some out: a few thousand images are plenty."),
                limit=f"{FILES:,}",
            )
        self.files.append((name, content))
        self.version += 1

    def check(self, more: int) -> None:
        """Whether there is room.

        Args:
            more: Bytes that are to come.

        Raises:
            DatasetError: there is none.
        """
        if self._bytes + more > TOTAL_BYTES:
            raise DatasetError(
                N_("These files are larger than {limit} GB together. Make the images smaller, or leave some out."),
                limit=TOTAL_BYTES // 1_000_000_000,
            )

    def clear(self) -> None:
        """Forget all files."""
        for _name, path in self.files:
            if isinstance(path, Path):
                path.unlink(missing_ok=True)
        self.files = []
        self.missing = self._bytes = 0
        self.version += 1


async def receive(request: Request) -> Response:
    """Some files: ``POST /ganboard/tray/TOKEN?lang=zh`` with a form of ``about``, JSON, and as many ``file`` as it names.

    ``about`` is ``{"names": [...], "large": [...], "closed": [...], "missing": number}``: what the files are called, which
    were too large to send, which the browser could not read, and how many of the choice are still to come. What is wrong
    is answered by a status 4xx and a sentence in the visitor's language.
    """
    translate = translations(best_language(request.query_params.get("lang"))).gettext
    if not await same_origin(request):
        return _sentence(
            403, DatasetError(N_("This page may not send pictures here. Open GANBoard itself.")), translate
        )
    tray = _trays.get(request.path_params["token"])
    if tray is None:
        return _sentence(
            404, DatasetError(N_("This visit has ended. Reload the page and choose the files again.")), translate
        )
    try:
        length = whole(request.headers.get("content-length"), 0, sys.maxsize)
        tray.check(TOTAL_BYTES if length is None else length)
        async with request.form(max_files=AT_ONCE, max_fields=1) as form:
            about = _about(form.get("about"))
            files = [file for file in form.getlist("file") if isinstance(file, UploadFile)]
            if len(files) != len(about["names"]):
                raise DatasetError(UNREADABLE)
            await run_in_threadpool(_keep, tray, about, [file.file for file in files])
    except DatasetError as error:
        return _sentence(413, error, translate)
    except (HTTPException, ClientDisconnect):
        return _sentence(400, DatasetError(UNREADABLE), translate)
    return Response(status_code=204)


def _keep(tray: Tray, about: dict[str, Any], files: list[BinaryIO]) -> None:
    tray.missing = about["missing"] + len(about["names"]) + len(about["large"]) + len(about["closed"])
    for name in about["large"]:
        tray.note(name, too_large())
    for name in about["closed"]:
        tray.note(name, PictureError(N_("the browser could not read it")))
    for name, file in zip(about["names"], files, strict=True):
        tray.add(name, file)
    tray.missing = about["missing"]


def _about(text: Any) -> dict[str, Any]:
    """What was said about the files.

    Raises:
        DatasetError: it is not what our page says.
    """
    try:
        about = json.loads(text)
        lists = [about["names"], about["large"], about["closed"]]
        fine = all(isinstance(names, list) and all(isinstance(name, str) for name in names) for names in lists)
        fine &= type(about["missing"]) is int and 0 <= about["missing"] < sys.maxsize
    except (ValueError, TypeError, KeyError, RecursionError):
        fine = False
    if not fine:
        raise DatasetError(UNREADABLE)
    return dict(about)


def _sentence(status: int, error: DatasetError, translate: Callable[[str], str]) -> Response:
    return Response(render(error.message, translate), status, media_type="text/plain; charset=utf-8")


ROUTES = [Route(f"/{BASE}/tray/{{token}}", receive, methods=["POST"])]
