"""The command line: ``ganboard app | train | race | sample | translate | evaluate | doctor | export | data | tour | runs``.

Without a command it is ``app``. A command is a module with ``add(commands)``, which adds its parser and sets ``run``, the
function that does the work.
Results go to stdout; progress, notes and errors to stderr. Exit status: 0 done, 1 training broke down or a bug,
2 wrong input or a folder or file that cannot be used, 130 Ctrl-C, 143 SIGTERM.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import traceback
from collections.abc import Sequence
from typing import Any, NoReturn

from ganboard import __version__
from ganboard.cli import app, data, doctor, evaluate, export, race, runs, sample, tour, train, translate
from ganboard.cli.letters import print_in_any_letters
from ganboard.cli.options import called
from ganboard.cli.printing import unprinted
from ganboard.errors import ConfigError, EngineError, GANBoardError, TrainingDiverged, reason
from ganboard.i18n import N_, render
from ganboard.storage import disk_message

DESCRIPTION = "Train generative adversarial networks, and watch them learn."


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line, without the usage that scrolls it away."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"error: {message} (see {self.prog} --help)\n")

    def _print_message(self, message: str, file: Any = None) -> None:
        (file or sys.stderr).write(message)  # argparse itself keeps silent where that is refused


def parser() -> argparse.ArgumentParser:
    """The parser of all commands."""
    root = _Parser(called(), description=f"{DESCRIPTION} Without a command: open the dashboard.", allow_abbrev=False)
    root.add_argument("--version", action="version", version=__version__)
    commands = root.add_subparsers(title="commands", dest="command", metavar="COMMAND", required=True)
    for command in (app, train, race, sample, translate, evaluate, doctor, export, data, tour, runs):
        command.add(commands)
    return root


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and tell what went wrong, if anything, in one line.

    Args:
        argv: The arguments; those of the process if left out.

    Returns:
        The exit status.
    """
    print_in_any_letters()
    try:
        asked = list(sys.argv[1:] if argv is None else argv)
        arguments, unknown = parser().parse_known_args(asked or ["app"])
        if unknown:
            call = f"{called()} {arguments.command} --help"
            raise ConfigError(arguments.command, unknown[0], N_("only options that {help} lists"), help=call)
        status: int = arguments.run(arguments)
        return unprinted() or status
    except SystemExit as leaving:  # argparse: --help, --version or a wrong argument
        return unprinted() or (leaving.code if isinstance(leaving.code, int) else 2)
    except KeyboardInterrupt as interrupt:
        return _complain("Interrupted.", 128 + getattr(interrupt, "signal", signal.SIGINT))
    except BrokenPipeError:  # the reader has seen enough, as in `... | head`
        return unprinted() or 1
    except GANBoardError as error:
        return _complain(f"error: {error}", 1 if isinstance(error, TrainingDiverged | EngineError) else 2)
    except OSError as error:
        if not error.filename and (status := unprinted()):
            return status
        told = render(disk_message(error, "")) if error.filename else f"This did not work: {reason(error)}."
        return _complain(f"error: {told}", 2)
    except Exception as error:  # whatever it is, it must not reach the user as a traceback
        if os.environ.get("GANBOARD_DEBUG") == "1":
            traceback.print_exc()
        if isinstance(error, MemoryError) or type(error).__name__ == "ResourceExhaustedError":
            return _complain("error: There is not enough memory. Try a smaller batch or narrower networks.", 2)
        return _complain(f"error: This is a bug of GANBoard ({reason(error)}). GANBOARD_DEBUG=1 shows where.", 1)


def _complain(text: str, status: int) -> int:
    print(" ".join(text.split()), file=sys.stderr)
    return status
