"""What a tour is: a goal, and stops, each of which shows a place, waits until something is done there, or asks a question."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

LONGEST_STEP = 10_000_000
"""The highest training step that a stop can wait for."""


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Wait(_Frozen):
    """What a visitor does before a stop is done.

    Attributes:
        kind: ``"click"``: the place that the stop shows is pressed. ``"change"``: it is moved, typed into or chosen from.
            ``"appear"``: it is there to be seen. ``"page"``: the stop's page is open. ``"step"``: the training on the page has
            come to a step.
        step: Of ``"step"``, which; 0 of all others.
    """

    kind: Literal["click", "change", "appear", "page", "step"]
    step: int = Field(0, ge=0, le=LONGEST_STEP)


class Answer(_Frozen):
    """One that there is to choose from; plain text."""

    text: str = Field(min_length=1)
    right: bool


class Question(_Frozen):
    """A question with answers, one of which is right.

    Attributes:
        text: Plain text.
        answers: At least two.
        reason: Why the right one is right; Markdown.
    """

    text: str = Field(min_length=1)
    answers: tuple[Answer, ...]
    reason: str


class Stop(_Frozen):
    """One thing to see, do or answer.

    Attributes:
        heading: Plain text.
        text: Markdown, in which ``[[PLACE]]`` stands for what that place is called on the page.
        page: Where it is, as in an address: ``"explore"``.
        query: What that page's address says besides: ``{"exhibit": "collapse"}``.
        look: The place that is shown, one of ``PLACES``; None for none.
        wait: What is waited for; None where reading is all.
        question: What is asked; None where nothing is.
    """

    heading: str = Field(min_length=1)
    text: str
    page: str
    query: dict[str, str] = {}
    look: str | None = None
    wait: Wait | None = None
    question: Question | None = None


class Tour(_Frozen):
    """A tour in one language.

    Attributes:
        id: The same in every language, as in an address.
        title: Plain text.
        minutes: How long it takes.
        goal: What one knows afterwards, one plain sentence.
        page: Where its first stop is.
        hides: Places that nobody needs on it, out of sight while it lasts.
        stops: In order.
    """

    id: str
    title: str = Field(min_length=1)
    minutes: int = Field(ge=1, le=60)
    goal: str = Field(min_length=1)
    page: str
    hides: tuple[str, ...] = ()
    stops: tuple[Stop, ...]
