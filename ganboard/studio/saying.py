"""Say it: a sentence becomes pictures, and the judge of creatures says what it sees in them."""

from __future__ import annotations

import time
from typing import Any

import numpy as np

from ganboard.creatures.factors import FACTORS, NAMES, kind_numbers, kinds, never_shown
from ganboard.creatures.parsing import EXAMPLE, Parsed, parse
from ganboard.creatures.rewording import by_chance, without
from ganboard.errors import CaptionError, ConfigError, short
from ganboard.i18n import LANGUAGES, N_, message
from ganboard.metrics.creatures import seen
from ganboard.metrics.features import extractor_for
from ganboard.metrics.intervals import share
from ganboard.runs import Run
from ganboard.sampler import latents
from ganboard.saying import asked, check_told
from ganboard.studio.base import Answer, Scene, glance, question
from ganboard.studio.points import text_of

MOST = 64
"""Pictures in one answer at most."""
LONGEST = 400
"""Letters of a sentence at most."""
UNKNOWN = 5
"""Words that are named as not understood at most."""
EACH = 3
"""Pictures of each kind by which obedience is measured."""
SLICE_SECONDS = 0.08
"""How long obedience is measured in one answer; training waits meanwhile."""
PIECE = 108
"""Pictures of a slice at a time."""
SEED = 648
"""Of the noise by which obedience is measured: the same for every checkpoint, so that a change is the training's."""


@question
def say(scene: Scene, sentence: str, seed: int, count: int = 8) -> Answer:
    """Pictures of a sentence, and how far they are as it says.

    Args:
        scene: Of a training that is told words.
        sentence: English or Chinese, up to ``LONGEST`` letters.
        seed: 0 or more: decides the noise, and what the sentence leaves open.
        count: Pictures, up to ``MOST``.

    Returns:
        ``words``, each with text, start, end, factor and value (None where it is not known) and ``rest``, the sentence without
        it; ``said``, values by factor; ``problem``, a message or None: what was not understood. Where something was understood
        and nothing contradicts itself, pictures, and for each of them, by factor, the value that was ``asked`` and the one that
        is ``seen``, and whether its kind is ``never_shown``; ``obeyed``, how many pictures are as was said, by factor and, as
        ``all``, altogether; and of each picture its noise, ``z``, base64 of float32, and the number of its kind, ``kinds``. Values
        are plain ids.

    Raises:
        ConfigError: a number is out of range, the sentence too long, or the training is told no words.
    """
    check_told(scene.config)
    if not 1 <= count <= MOST:
        raise ConfigError("count", count, N_("a number from {ge} to {le}"), ge=1, le=MOST)
    if not 0 <= seed < 2**31:
        raise ConfigError("seed", seed, N_("a number from {ge} to {le}"), ge=0, le=2**31 - 1)
    if len(sentence) > LONGEST:
        raise ConfigError("sentence", sentence, N_("at most {most} letters"), most=LONGEST)
    parsed = parse(sentence)
    head = {"step": scene.step, "words": _words(parsed), "said": parsed.said, "problem": _problem(parsed)}
    if parsed.conflicts or not parsed.said:
        return {**head, "asked": [], "seen": [], "never_shown": [], "obeyed": {}, "z": [], "kinds": []}, None
    wanted = asked(scene.config, [parsed], count, seed)
    pictures = _made(scene, wanted.latents, wanted.labels)
    found = _seen(scene, pictures)
    right = (found == wanted.factors)[:, [NAMES.index(name) for name in parsed.said]]
    obeyed = dict(zip(parsed.said, right.sum(axis=0).tolist(), strict=True))
    return {
        **head,
        "asked": _values(wanted.factors),
        "seen": _values(found),
        "never_shown": wanted.never_shown.tolist(),
        "obeyed": {**obeyed, "all": int(right.all(axis=1).sum())},
        "z": [text_of(noise) for noise in wanted.latents],
        "kinds": wanted.labels.tolist(),
    }, pictures


@glance
def surprise(run: Run | str, seed: int, language: str) -> dict[str, Any]:
    """A sentence by chance: ``sentence``, in one of our languages."""
    return {"sentence": by_chance(seed % 2**31, language if language in LANGUAGES else "en")}


@question
def obedience(scene: Scene) -> Answer:
    """How often all five factors are as asked, over ``EACH`` pictures of each kind. Asked again until ``done``; then it is kept.

    Returns:
        ``done``; ``progress``, 0 to 1; and when done ``shown`` and ``never_shown``: count, right, and value, low and high of the
        part that is right with its 95% interval; ``never_shown`` is None for a training that was shown all kinds.

    Raises:
        ConfigError: the training is told no words.
    """
    check_told(scene.config)
    going: _Obedience = scene.once("obedience", lambda: _Obedience(scene))
    going.advance(scene)
    done = going.done == len(going.factors)
    head = {"done": done, "progress": going.done / len(going.factors), "step": scene.step}
    return ({**head, **going.result()} if done else head), None


class _Obedience:
    """The measuring of one checkpoint, as far as it is."""

    def __init__(self, scene: Scene) -> None:
        # Kinds take turns in an order by chance: whenever somebody stops looking, all factors were asked for.
        self.factors = np.concatenate([np.random.default_rng(SEED + turn).permutation(kinds()) for turn in range(EACH)])
        self.latents = latents(len(self.factors), scene.renderer.spec.latent_size, SEED)
        self.right = np.zeros(len(self.factors), bool)
        kept_from = "never_shown" in scene.config.method.needs
        self.hidden = never_shown(self.factors) if kept_from else np.zeros(len(self.factors), bool)
        self.done = 0

    def advance(self, scene: Scene) -> None:
        until = time.monotonic() + SLICE_SECONDS
        while self.done < len(self.factors):
            piece = slice(self.done, min(self.done + PIECE, len(self.factors)))
            pictures = _made(scene, self.latents[piece], kind_numbers(self.factors[piece]))
            self.right[piece] = (_seen(scene, pictures) == self.factors[piece]).all(axis=1)
            self.done = piece.stop
            if time.monotonic() > until:
                return

    def result(self) -> dict[str, Any]:
        return {"shown": _part(self.right[~self.hidden]), "never_shown": _part(self.right[self.hidden])}


def _part(right: np.ndarray) -> dict[str, Any] | None:
    if not len(right):
        return None
    return {"count": len(right), "right": int(right.sum()), **share(float(right.mean()), len(right)).to_dict()}


def _made(scene: Scene, noise: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Pictures as the generator makes them, all units on: uint8, (count, height, width, channels)."""
    scene.renderer.switch({})
    return scene.renderer.samples(noise, np.eye(scene.renderer.spec.classes, dtype=np.float32)[labels])


def _seen(scene: Scene, pictures: np.ndarray) -> np.ndarray:
    """What the judge of creatures sees: int32, (count, 5)."""
    dataset = scene.config.dataset
    return seen(extractor_for(dataset, dataset.shape).classify(pictures))


def _values(factors: np.ndarray) -> list[dict[str, str]]:
    """Factors as plain ids, of each creature."""
    return [{factor.name: factor.values[value] for factor, value in zip(FACTORS, row, strict=True)} for row in factors]


def _words(parsed: Parsed) -> list[dict[str, Any]]:
    return [
        {
            **{name: getattr(word, name) for name in ("text", "start", "end", "factor", "value")},
            "rest": without(parsed.text, word),
        }
        for word in parsed.words
    ]


def _problem(parsed: Parsed) -> dict[str, Any] | None:
    example = message(EXAMPLE)
    if not parsed.words:
        return message(N_("Say what you want to see, or tap words. For example: {example}"), example=example)
    if parsed.unknown and not parsed.conflicts:
        return message(
            N_(
                "Not understood: {words}. You can say the colour, body, number of eyes, mouth, and what is on the head."
            ),
            words=", ".join(f"“{short(word.text)}”" for word in parsed.unknown[:UNKNOWN]),
        )
    try:
        parsed.check()
    except CaptionError as error:
        return error.message
    return None
