"""A step of two rivals in slow motion: what is measured of it. What is said of that stands in ``rival_stills.py``."""

from __future__ import annotations

from typing import Any

import numpy as np

from ganboard.backend import tf
from ganboard.methods.still import SHOWN_STILL, Row, of_samples
from ganboard.objectives import Objective


class RivalLook:
    """One look at a step: before it at once, after it by :meth:`taken`.

    Args:
        learner: Of a method in which a generator plays against a judge, see :class:`AdversarialLearner` and :class:`SketchLearner`.
        step: Number of the update from 0, int64 scalar tensor.

    Attributes:
        turns: How often D has learned in this step before the turn that is looked at.
        found: What that turn computes, see :attr:`Phase.compute`.
        told: Of so many fakes D is told that they are.
        count: Samples that are shown.
        real, fake: What D says of all samples that it is told of, float64, (count,): scores, or a critic's values.
        wanted: What D says of all fakes, those included that it is not told of.
        start, after: All variables before that turn, and after the step.
        pulls: The ways that lower D's loss over real samples and over fakes, and G's over fakes, as D sees them.
    """

    def __init__(self, learner: Any, step: Any) -> None:
        self.learner, self.method, self.objective = learner, learner.method, learner.method.objective
        *ahead, last = learner.phases
        for phase in ahead:
            phase.apply(phase.compute(step))
        self.turns = len(ahead)
        self.start = learner.state()
        self.found = last.compute(step)
        learner.put(self.start)  # what dropout draws from, so that the same is drawn again
        self.told = getattr(self.method, "told_fakes", self.method.batch_size)
        self.count = min(SHOWN_STILL, self.told, self.method.batch_size)
        self.real_logits, self.fake_logits = (self.found[name].numpy() for name in ("real_logits", "fake_logits"))
        self.real, self.wanted = self.scores(self.real_logits), self.scores(self.fake_logits)
        self.fake = self.wanted[: self.told]
        self.pulls = self._pulls()
        self.scale = "score" if self.objective.logistic else "number"

    def _pulls(self) -> tuple[np.ndarray, ...]:
        real, fake = self.found["seen"]
        with tf.GradientTape(persistent=True) as tape:
            tape.watch([real, fake])
            real_logits, fake_logits = self.learner.verdict(self.found, real, fake)
            of_d = self.objective.discriminator_loss(real_logits, fake_logits[: self.told])
            of_g = self.objective.generator_loss(real_logits, fake_logits)
        slopes = tape.gradient(of_d, real), tape.gradient(of_d, fake), tape.gradient(of_g, fake)
        return tuple(np.zeros(real.shape, np.float32) if each is None else -each.numpy() for each in slopes)

    def taken(self) -> None:
        """Note what the step has made, once it has been taken."""
        self.after = self.learner.state()

    def now(self, owner: str = "") -> dict[str, Any]:
        """What the step made of everything but of what dropout draws from: the same is to be drawn again.

        Args:
            owner: What the names begin with, such as "generator/".
        """
        return {name: value for name, value in self.after.items() if "/chance_" not in name and name.startswith(owner)}

    def scored_again(self) -> tuple[np.ndarray, np.ndarray]:
        """What D as it is after the step says of the same real samples and fakes."""
        self.learner.put(self.start | self.now())
        real, fake = self.learner.verdict(self.found, *self.found["seen"])
        return self.scores(real.numpy()), self.scores(fake.numpy())[: self.told]

    def made_again(self) -> tuple[Any, np.ndarray, np.ndarray]:
        """What G as it is after the step makes of the same noise; what D as it was, and D as it is, say of that."""
        learner, found, real = self.learner, self.found, self.found["seen"][0]
        learner.put(self.start | self.now("generator/"))
        fake = learner.made(found)
        shown = learner.shown(found, fake)
        then = self.scores(learner.verdict(found, real, shown)[1].numpy())
        learner.put(self.start | self.now())
        return fake, then, self.scores(learner.verdict(found, real, shown)[1].numpy())

    def scores(self, logits: np.ndarray) -> np.ndarray:
        """What D says of each sample, float64, (count,): from 0 to 1, or a critic's value."""
        said = self.objective.score(logits)
        return each(np.asarray(logits, np.float64) if said is None else said)

    def row(
        self,
        role: str,
        title: str,
        samples: Any,
        scale: str = "",
        bars: np.ndarray | None = None,
        before: np.ndarray | None = None,
        pulls: np.ndarray | None = None,
    ) -> Row:
        """The first samples of a batch; arguments as the attributes of :class:`Row`, of the whole batch."""
        stored = self.learner.maker.medium.stored(samples[: self.count]).numpy()
        if "frames" in self.found:  # of a clip the one that the judge of frames sees
            chosen = self.found["frames"].numpy()
            stored = stored[np.arange(len(stored)), chosen[: len(stored)]]
            pulls = None if pulls is None else pulls[np.arange(len(pulls)), chosen[: len(pulls)]]
        return of_samples(role, title, stored, scale, bars, before, pulls)


def each(values: np.ndarray) -> np.ndarray:
    """One number for each sample: the mean of those of its patches, where a judge looks at patches."""
    return np.asarray(values, np.float64).reshape(len(values), -1).mean(axis=1)


def own_losses(objective: Objective, real: np.ndarray, fake: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """What each real sample and each fake adds to D's loss: the loss is the mean of the former plus the mean of the latter.

    Args:
        objective: Whose loss.
        real: Logits of real samples, (count, ...).
        fake: Logits of fakes, (count, ...).
    """
    real, fake = _compared(objective, np.asarray(real, np.float64), np.asarray(fake, np.float64))
    return each(objective.real_curve(real)), each(objective.fake_curve(fake))


def own_generator_losses(objective: Objective, real: np.ndarray, fake: np.ndarray) -> np.ndarray:
    """What G loses by each fake; arguments as for :func:`own_losses`."""
    compared = _compared(objective, np.asarray(real, np.float64), np.asarray(fake, np.float64))[1]
    return each(objective.generator_curve(compared))


def _compared(objective: Objective, real: np.ndarray, fake: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """How far logits lie above those of the other kind, where an objective compares."""
    if not objective.relative:
        return real, fake
    return (real - fake, fake - real) if objective.paired else (real - fake.mean(), fake - real.mean())
