import json

import pytest

from ganboard import errors
from ganboard.errors import ConfigError, FormatError, GANBoardError, RunError, TrainingDiverged, reason
from ganboard.i18n import N_, best_language, message, render


def test_an_error_is_its_sentence() -> None:
    assert str(RunError("The folder {path} is full.", path="/x")) == "The folder /x is full."


def test_a_config_error_says_what_was_expected_and_what_came() -> None:
    error = ConfigError("penalty.gamma", -1, "a number of at least {ge}", ge=0)
    assert error.field == "penalty.gamma"
    assert str(error) == "penalty.gamma: expected a number of at least 0, but got -1."


def test_a_long_value_is_cut() -> None:
    text = str(ConfigError("seed", "x" * 1000, "a whole number"))
    assert len(text) < 120
    assert "..." in text


def test_divergence_knows_its_step() -> None:
    assert TrainingDiverged(17).step == 17
    assert "step 17" in str(TrainingDiverged(17))


KINDS = {
    kind: kind(3)
    if kind is TrainingDiverged
    else kind("f", 1, "x {y}", y=2)
    if kind is ConfigError
    else kind(3, 2)
    if kind is FormatError
    else kind("a {b}", b=1)
    for kind in (*GANBoardError.__subclasses__(), GANBoardError)
}


@pytest.mark.parametrize("error", KINDS.values(), ids=lambda error: type(error).__name__)
def test_an_error_crosses_to_another_process_and_back(error: GANBoardError) -> None:
    back = GANBoardError.from_dict(json.loads(json.dumps(error.to_dict())))
    assert type(back) is type(error)
    assert str(back) == str(error)
    assert back.to_dict() == error.to_dict()
    if isinstance(error, ConfigError):
        assert back.field == error.field  # type: ignore[attr-defined]
    if isinstance(error, TrainingDiverged):
        assert back.step == error.step  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (TimeoutError(), "TimeoutError"),
        (EOFError(), "EOFError"),
        (MemoryError(), "MemoryError"),
        (AssertionError("  "), "AssertionError"),
        (KeyError("x"), "KeyError: 'x'"),
        (OSError(28, "No space left on device", "/x"), "No space left on device"),
        (OSError("odd"), "OSError: odd"),
        (RunError("The folder {path} is full.", path="/x"), "The folder /x is full."),
    ],
)
def test_every_exception_has_words(error: BaseException, said: str) -> None:
    assert reason(error) == said
    assert len(reason(ValueError("x" * 10_000))) <= 300


def test_an_unknown_kind_keeps_its_sentence() -> None:
    back = GANBoardError.from_dict({"kind": "SystemExit", "template": "a {b}", "values": {"b": 1}})
    assert type(back) is GANBoardError
    assert str(back) == "a 1"


def test_every_error_of_ours_has_the_one_base() -> None:
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, Exception)]
    assert len(kinds) >= 7
    assert all(issubclass(kind, GANBoardError) for kind in kinds)


def test_messages_inside_messages_are_translated_too() -> None:
    words = {"{a} and {b}": "{b} und {a}", "cat {n}": "Katze {n}"}
    sentence = message("{a} and {b}", a=message("cat {n}", n=1), b="dog")
    assert render(sentence) == "cat 1 and dog"
    assert render(sentence, words.__getitem__) == "dog und Katze 1"
    assert N_("{a} and {b}") == "{a} and {b}"


@pytest.mark.parametrize(
    ("browser", "code"),
    [("zh-TW", "zh"), ("zh_CN", "zh"), ("ZH", "zh"), ("en-GB", "en"), ("fr", "en"), ("", "en"), (None, "en")],
)
def test_the_language_that_fits_the_browser(browser: str | None, code: str) -> None:
    assert best_language(browser) == code


def test_numbers_of_steps_have_their_digits_in_groups_and_others_do_not() -> None:
    sentence = message("From step {step} on, with seed {seed}, {share}.", step=4226, seed=4226, share=0.5)
    assert render(sentence) == "From step 4,226 on, with seed 4226, 0.5."
