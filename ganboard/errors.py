"""Every error GANBoard raises on purpose.

An error is a sentence: what was expected, what came, what to do. It is kept as a template and its values, so that the
dashboard can show the sentence in the visitor's language while ``str(error)`` stays English for the shell and the log.
"""

from __future__ import annotations

from typing import Any, Self

from ganboard.i18n import N_, message, render


class GANBoardError(Exception):
    """Base of all errors that a user can do something about.

    Args:
        template: An English sentence with ``{name}`` places, marked for translation with ``N_``.
        **values: What stands in the places. JSON types only, so that the error can cross from one process to another.
    """

    def __init__(self, template: str, **values: Any) -> None:
        self.message = message(template, **values)
        super().__init__(render(self.message))

    @classmethod
    def saying(cls, sentence: dict[str, Any]) -> Self:
        """An error of this kind from a message, as of :func:`ganboard.i18n.message`."""
        return cls(sentence["template"], **sentence["values"])

    def to_dict(self) -> dict[str, Any]:
        """The error as JSON types: ``{"kind", "template", "values"}``."""
        return {"kind": type(self).__name__, **self.message}

    @staticmethod
    def from_dict(data: dict[str, Any]) -> GANBoardError:
        """The error that :meth:`to_dict` described; an unknown kind becomes the base class."""
        kinds = {kind.__name__: kind for kind in GANBoardError.__subclasses__()}
        error = GANBoardError.__new__(kinds.get(data["kind"], GANBoardError))
        GANBoardError.__init__(error, data["template"], **data["values"])
        return error


class ConfigError(GANBoardError):
    """A setting has a value that cannot be used.

    Args:
        field: The name of the setting, dotted for a setting of a part: ``"penalty.gamma"``.
        value: What came.
        expected: What was expected: a template, marked with ``N_``.
        **values: What stands in the template's places.
    """

    def __init__(self, field: str, value: Any, expected: str, **values: Any) -> None:
        super().__init__(
            N_("{field}: expected {expected}, but got {value}."),
            field=field,
            expected=message(expected, **values),
            value=_short(value),
        )

    @property
    def field(self) -> str:
        """The setting that is wrong."""
        return str(self.message["values"]["field"])


class FormatError(GANBoardError):
    """A file was made by a newer GANBoard.

    Args:
        number: Of the file's format.
        known: The newest that is known here.
    """

    def __init__(self, number: int, known: int) -> None:
        super().__init__(
            N_(
                "It was made by a newer GANBoard (format {number}; this one knows formats up to {known}). Install that version."
            ),
            number=number,
            known=known,
        )


class DatasetError(GANBoardError):
    """Images could not be read, or are not what training needs."""


class CaptionError(GANBoardError):
    """Words that ask for a creature say nothing, contradict themselves or are not known."""


class RunError(GANBoardError):
    """A run folder is missing, damaged, in use or of another kind."""


class CheckpointError(GANBoardError):
    """A checkpoint is missing, damaged or does not fit the networks."""


class TourError(GANBoardError):
    """The file of a tour is not written as it should be."""


class EngineError(GANBoardError):
    """The engine process could not be started or did not answer."""


class TrainingDiverged(GANBoardError):
    """A loss or a weight became NaN or infinite."""

    def __init__(self, step: int) -> None:
        super().__init__(
            N_(
                "Training broke down at step {step}: a loss or a weight became infinite or no number at all. "
                "Go back to an earlier checkpoint, or start anew with a smaller learning rate."
            ),
            step=step,
        )

    @property
    def step(self) -> int:
        """The generator update that gave the first value that is no number."""
        return int(self.message["values"]["step"])


def reason(error: BaseException) -> str:
    """What an exception says, at most 300 characters and never nothing.

    The system's words for an ``OSError``, our own words for one of ours, else kind and text; many exceptions, such as a timeout,
    have no text.
    """
    if isinstance(error, GANBoardError) or type(error).__module__.startswith("ganboard."):
        return str(error)
    text = " ".join(str(error).split())
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return f"{type(error).__name__}: {text}"[:300] if text else type(error).__name__


def short(text: str, most: int = 60) -> str:
    """A text that may come from anywhere, cut so that a sentence around it stays one."""
    return text if len(text) <= most else text[: most - 3] + "..."


def _short(value: Any) -> str:
    return short(repr(value))
