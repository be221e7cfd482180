"""The whole game in one drawing, whose parts light up as one reads about them."""

from __future__ import annotations

from dataclasses import dataclass

from ganboard.app import prose
from ganboard.app.components import mount
from ganboard.app.paths import base
from ganboard.app.session import _
from ganboard.i18n import N_

PLACES = {"train": N_("Train page"), "explore": N_("Explore page")}


@dataclass(frozen=True)
class Step:
    """One part of the drawing, in the order of a round.

    Attributes:
        name: Plain id, which ``game_drawing.js`` gives to the shapes that light up.
        role: Whose colour it has.
        title: A few words. Marked for translation.
        sentence: What happens there. Marked for translation.
        code: The file and the object in it that does it.
        page: Where a reader can see it.
    """

    name: str
    role: str
    title: str
    sentence: str
    code: str
    page: str


STEPS = (
    Step(
        "noise",
        "noise",
        N_("Noise z"),
        N_("A short list of random numbers. Another list becomes another picture."),
        "ganboard/sampler.py: latents",
        "explore",
    ),
    Step(
        "generator",
        "fake",
        N_("Generator G"),
        N_("A network that turns the numbers into a picture. It never sees a real one."),
        "ganboard/architectures/lean.py: Lean",
        "explore",
    ),
    Step(
        "fake",
        "fake",
        N_("Fake G(z)"),
        N_("The picture that G made. At first it looks as random as the noise."),
        "ganboard/sampler.py: Sampler",
        "train",
    ),
    Step(
        "real",
        "real",
        N_("Real image x"),
        N_("A picture from the data, a handwritten digit for instance."),
        "ganboard/datasets/mnist.py: MNIST",
        "train",
    ),
    Step(
        "discriminator",
        "judge",
        N_("Discriminator D"),
        N_("A network that looks at real images and at fakes. It is not told which is which."),
        "ganboard/methods/adversarial_learner.py: AdversarialLearner.judge",
        "explore",
    ),
    Step(
        "score",
        "judge",
        N_("Score"),
        N_("What D says of a picture: from 0, surely a fake, to 1, surely real."),
        "ganboard/methods/rival_learner.py: beliefs",
        "train",
    ),
    Step(
        "d_learns",
        "judge",
        N_("D learns"),
        N_(
            "D's loss is large where its score was wrong. The gradient of that loss tells every weight of D which way to go."
        ),
        "ganboard/objectives/base.py: CrossEntropy.discriminator_loss",
        "train",
    ),
    Step(
        "g_learns",
        "fake",
        N_("G learns"),
        N_(
            "G's loss is large where D saw through its fakes. The gradient goes back through D, which it leaves as it is, and "
            "changes the weights of G."
        ),
        "ganboard/objectives/nonsaturating.py: NonSaturating.generator_loss",
        "train",
    ),
)


def draw_game() -> None:
    """Put the drawing and its steps on the page, in the visitor's language."""
    mount("theory", "game")(
        key="theory_game",
        data={
            "base": base(),
            "words": words(),
            "steps": [
                {
                    "name": step.name,
                    "role": step.role,
                    "title": _(step.title),
                    "sentence": _(step.sentence),
                    "code": step.code,
                    "place": _(PLACES[step.page]),
                    "address": prose.address(step.page),
                }
                for step in STEPS
            ],
        },
    )


def words() -> dict[str, str]:
    """What stands in the drawing and around it, in the visitor's language."""
    return {
        "play": _("Play a round"),
        "stop": _("Stop"),
        "code": _("Details"),
        "all": _("Light all"),
        "alt": _(
            "The whole game. Noise goes through the generator and becomes a fake. The discriminator gives a score to fakes "
            "and to real images. Two gradients go back: one to the discriminator, one through it to the generator."
        ),
        "lit": _("Lit now: {part}."),
        "noise": _("noise"),
        "generator": _("Generator"),
        "fake": _("fake"),
        "real": _("real image"),
        "discriminator": _("Discriminator"),
        "score": _("score"),
        "surelyFake": _("fake"),
        "surelyReal": _("real"),
        "forward": _("pictures, scores"),
        "back": _("gradients, back"),
    }
