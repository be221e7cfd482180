"""``app``: open the dashboard. What a call without a command does."""

from __future__ import annotations

import argparse
import errno
import re
import runpy
import socket
import sys
from pathlib import Path
from typing import Any

import ganboard
from ganboard.errors import ConfigError, short
from ganboard.i18n import N_

DOOR = Path(ganboard.__file__).parent / "app" / "front" / "front_door.py"
"""What Streamlit runs; its settings lie in ``.streamlit`` beside it."""
FLAGS = {"address": "server.address", "port": "server.port", "prefix": "server.baseUrlPath"}
"""Our options, and what Streamlit calls them."""


def add(commands: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "app",
        help="open the dashboard in a browser (what happens without a command)",
        description=(
            "Open the dashboard in a browser. It listens on this computer alone, unless --address says otherwise. Whatever else "
            "Streamlit can be told is told by its variables, such as STREAMLIT_SERVER_MAX_UPLOAD_SIZE=500."
        ),
        allow_abbrev=False,
    )
    parser.add_argument(
        "--address", metavar="TEXT", help="where it listens; 0.0.0.0: wherever this computer can be reached"
    )
    parser.add_argument("--port", metavar="N", type=_port, help="1 to 65,535 (default: 8501, or the next that is free)")
    parser.add_argument(
        "--prefix", metavar="TEXT", help="what a proxy keeps in front of every address, such as ganboard"
    )
    parser.add_argument("--no-browser", action="store_true", help="open none, only say the address")
    parser.set_defaults(run=_app)


def _app(arguments: argparse.Namespace) -> int:
    """The command. It ends with the server: Streamlit raises ``SystemExit``."""
    if arguments.port is not None:
        _check_free(arguments.address or "127.0.0.1", arguments.port)
    given = {flag: getattr(arguments, name) for name, flag in FLAGS.items() if getattr(arguments, name) is not None}
    options = [f"--{flag}={value}" for flag, value in given.items()]
    options += ["--server.headless=true"] * arguments.no_browser
    # In this process, so that it gets the signals that are meant for it; by name, because only the app's rooms know Streamlit.
    sys.argv = ["streamlit", "run", str(DOOR), "--server.fileWatcherType=none", *options]
    runpy.run_module("streamlit", run_name="__main__", alter_sys=True)
    return 0


def _port(text: str) -> int:
    if not re.fullmatch("[0-9]{1,5}", text) or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"expected a port from 1 to 65,535, but got {short(text)!r}")
    return int(text)


def _check_free(address: str, port: int) -> None:
    """Streamlit says it in words of its own, with a date before them.

    Raises:
        ConfigError: another program listens there.
    """
    try:
        socket.create_server((address, port)).close()
    except OSError as error:
        if error.errno == errno.EADDRINUSE:  # all else is Streamlit's to tell
            raise ConfigError(
                "port", port, N_("a port that no other program uses (without --port: the next that is free)")
            ) from None
