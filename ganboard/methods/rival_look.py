"""A step of two rivals in slow motion: five stills of the discriminator, then five of the generator."""

from __future__ import annotations

from typing import Any

import numpy as np

from ganboard.backend import tf
from ganboard.i18n import N_, message
from ganboard.methods.still import SHOWN_STILL, Layer, Row, Still, Sum, Term, layers_of, moved, told_apart
from ganboard.objectives import Objective
from ganboard.penalties.none import NoPenalty

DISCRIMINATOR, GENERATOR = message(N_("Discriminator D")), message(N_("Generator G"))
HARDLY = 0.0005
"""A difference that nobody sees."""


class RivalLook:
    """One look at a step: before it at once, after it by :meth:`stills`.

    Args:
        learner: Of a method in which a generator plays against a judge, see :class:`AdversarialLearner` and :class:`SketchLearner`.
        step: Number of the update from 0, int64 scalar tensor.
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
        """Of so many fakes D is told that they are."""
        self.count = min(SHOWN_STILL, self.told, self.method.batch_size)
        self.real_logits, self.fake_logits = (self.found[name].numpy() for name in ("real_logits", "fake_logits"))
        self.pulls = self._pulls()
        self.scale = "score" if self.objective.logistic else "number"

    def _pulls(self) -> tuple[Any, Any, Any]:
        """The ways that lower D's loss over real samples and over fakes, and G's over fakes, as D sees them."""
        real, fake = self.found["seen"]
        with tf.GradientTape(persistent=True) as tape:
            tape.watch([real, fake])
            real_logits, fake_logits = self.learner.verdict(self.found, real, fake)
            of_d = self.objective.discriminator_loss(real_logits, fake_logits[: self.told])
            of_g = self.objective.generator_loss(real_logits, fake_logits)
        slopes = tape.gradient(of_d, real), tape.gradient(of_d, fake), tape.gradient(of_g, fake)
        return tuple(np.zeros(real.shape, np.float32) if each is None else -each.numpy() for each in slopes)  # type: ignore[return-value]

    def stills(self) -> tuple[Still, ...]:
        """What is shown, once the step has been taken."""
        self.after = self.learner.state()
        return (*self._of_discriminator(), *self._of_generator())

    # The discriminator

    def _of_discriminator(self) -> tuple[Still, ...]:
        found, real, fake = self.found, self._scores(self.real_logits), self._scores(self.fake_logits[: self.told])
        actor = {"actor": DISCRIMINATOR, "role": "judge"}
        made = Still(
            "discriminator_made",
            lit=("noise", "generator", "fake"),
            title=message(N_("Noise becomes fakes")),
            sentences=(self._made_sentence(), *self._ahead()),
            rows=(self._given(), self._row("fake", N_("The fakes"), found["fake"])),
            **actor,
        )
        real_seen, fake_seen = found["seen"]
        changed = [message(N_("D sees them changed by chance, as the settings want it."))]
        judged = Still(
            "discriminator_judged",
            lit=("real", "fake", "discriminator", "score"),
            title=message(N_("D looks at real and fake")),
            sentences=(
                message(self._judging(), real=_short(real.mean()), fake=_short(fake.mean())),
                *(changed if real_seen is not found["real"] else ()),
            ),
            rows=(
                self._row("real", N_("Real"), real_seen, self.scale, real),
                self._row("fake", N_("Fake"), fake_seen, self.scale, fake),
            ),
            **actor,
        )
        return made, judged, self._discriminator_loss(actor), self._discriminator_gradients(actor), self._d_moved(actor)

    def _discriminator_loss(self, actor: dict[str, Any]) -> Still:
        found, objective = self.found, self.objective
        of_real, of_fake = own_losses(objective, self.real_logits, self.fake_logits[: self.told])
        terms = (
            Term("real", message(N_("for real ones")), round(float(of_real.mean()), 3)),
            Term("fake", message(N_("for fakes")), round(float(of_fake.mean()), 3)),
        )
        loss, penalty = float(found["discriminator_loss"]), float(found["penalty"])
        more = []
        if not isinstance(self.method.penalty, NoPenalty):
            more.append(Term("plain", message(self.method.penalty.title), round(penalty, 3)))
        rest = float(found["discriminator_total"]) - loss - penalty
        if abs(rest) > HARDLY:
            more.append(
                Term("plain", message(N_("its other tasks: naming what it sees, wrong labels")), round(rest, 3))
            )
        total = sum(term.value for term in terms)
        return Still(
            "discriminator_loss",
            lit=("score", "d_learns"),
            title=message(N_("How wrong was D?")),
            sentences=(
                message(
                    N_("One number says it, the loss: {loss}. The smaller, the better for D."), loss=f"{total:.3f}"
                ),
                message(N_("Below each sample stands what it adds: long bars are D's mistakes."))
                if self.objective.logistic
                else message(N_("Below each sample stands what it adds.")),
            ),
            rows=(
                self._row("real", N_("Real"), found["seen"][0], "number", _each(of_real)),
                self._row("fake", N_("Fake"), found["seen"][1], "number", _each(of_fake)),
            ),
            total=Sum(r"\judge{L_D}", objective.discriminator_formula, terms, round(total, 3), tuple(more)),
            **actor,
        )

    def _discriminator_gradients(self, actor: dict[str, Any]) -> Still:
        real, fake, _ = self.pulls
        return Still(
            "discriminator_gradients",
            lit=("d_learns",),
            title=message(N_("Which way is less wrong?")),
            sentences=(
                message(N_("The gradient tells D, for every weight, which way lowers the loss.")),
                message(
                    N_(
                        "It also shows where D looked: a change in this direction would make D more right. Where nothing is "
                        "marked, D does not care."
                    )
                ),
            ),
            rows=(
                self._row("real", N_("Real"), self.found["seen"][0], pulls=real),
                self._row("fake", N_("Fake"), self.found["seen"][1], pulls=fake),
            ),
            layers=self._layers("D", self.learner.judging, "discriminator_gradients"),
            **actor,
        )

    def _d_moved(self, actor: dict[str, Any]) -> Still:
        self.learner.put(self.start | self._now())
        logits = [each.numpy() for each in self.learner.verdict(self.found, *self.found["seen"])]
        before = self._scores(self.real_logits), self._scores(self.fake_logits[: self.told])
        after = self._scores(logits[0]), self._scores(logits[1][: self.told])
        wider = float((after[0].mean() - after[1].mean()) - (before[0].mean() - before[1].mean()))
        told = N_("One step changes hardly anything: training needs thousands.")
        if abs(wider) > HARDLY:
            told = (
                N_("D tells these apart a little better than before.")
                if wider > 0
                else N_("D tells these apart less well than before: one step can go astray.")
            )
        (real, real_now), (fake, fake_now) = (
            told_apart(float(old.mean()), float(new.mean())) for old, new in zip(before, after, strict=True)
        )
        return Still(
            "discriminator_moved",
            lit=("discriminator", "score"),
            title=message(N_("D moves, and looks again")),
            sentences=(
                self._moved_sentence("D", ("discriminator",)),
                message(
                    N_("The same samples, scored again: real {real} → {real_now}, fake {fake} → {fake_now}."),
                    real=real,
                    real_now=real_now,
                    fake=fake,
                    fake_now=fake_now,
                ),
                message(told),
            ),
            rows=(
                self._row("real", N_("Real"), self.found["seen"][0], self.scale, after[0], before[0]),
                self._row("fake", N_("Fake"), self.found["seen"][1], self.scale, after[1], before[1]),
            ),
            **actor,
        )

    # The generator

    def _of_generator(self) -> tuple[Still, ...]:
        found, fake = self.found, self._scores(self.fake_logits)
        actor = {"actor": GENERATOR, "role": "fake"}
        made = Still(
            "generator_made",
            lit=("noise", "generator", "fake"),
            title=message(N_("G's turn: the same fakes")),
            sentences=(message(N_("G learns from the fakes that D has just seen.")), *self._blind()),
            rows=(self._given(), self._row("fake", N_("The fakes"), found["fake"])),
            **actor,
        )
        judged = Still(
            "generator_judged",
            lit=("fake", "discriminator", "score"),
            title=message(N_("What did D say of them?")),
            sentences=(
                message(self._wanting(), fake=_short(fake.mean())),
                message(N_("This is what D said before it moved.")),
            ),
            rows=(self._row("fake", N_("Fake"), found["seen"][1], self.scale, fake),),
            **actor,
        )
        return made, judged, self._generator_loss(actor), self._generator_gradients(actor), self._generator_moved(actor)

    def _generator_loss(self, actor: dict[str, Any]) -> Still:
        objective = self.objective
        loss = float(objective.generator_loss(self.real_logits, self.fake_logits))
        rest = float(self.found["generator_total"]) - loss
        value = round(loss, 3)
        more: tuple[Term, ...] = ()
        if abs(rest) > HARDLY:
            more = (Term("plain", message(N_("its other tasks: what it was asked for")), round(rest, 3)),)
        own = own_generator_losses(objective, self.real_logits, self.fake_logits)
        return Still(
            "generator_loss",
            lit=("score", "g_learns"),
            title=message(N_("How well did D see through G?")),
            sentences=(
                message(
                    N_("G has a loss of its own: {loss}. It is small where D takes fakes for real."),
                    loss=f"{value:.3f}",
                ),
            ),
            rows=(self._row("fake", N_("Fake"), self.found["seen"][1], "number", _each(own)),),
            total=Sum(r"\fake{L_G}", objective.generator_formula, (), value, more),
            **actor,
        )

    def _generator_gradients(self, actor: dict[str, Any]) -> Still:
        plane = self.found["fake"].shape.rank == 2
        return Still(
            "generator_gradients",
            lit=("g_learns",),
            title=message(N_("Where does D want them?")) if plane else message(N_("The ink that D wants")),
            sentences=(
                message(N_("Each arrow shows which way a fake would have to go to look more real to D."))
                if plane
                else message(N_("The colours show where D wants the fakes lighter and where darker, to look real.")),
                message(
                    N_(
                        "This gradient goes back through D, which stays as it is, and into G: it tells every weight of G which way "
                        "to go."
                    )
                ),
            ),
            rows=(self._row("fake", N_("Fake"), self.found["seen"][1], pulls=self.pulls[2]),),
            layers=self._layers("G", self.learner.trained_generator, "generator_gradients"),
            **actor,
        )

    def _generator_moved(self, actor: dict[str, Any]) -> Still:
        learner, found = self.learner, self.found
        learner.put(self.start | {name: value for name, value in self._now().items() if name.startswith("generator/")})
        fake = learner.made(found)
        real, shown = found["seen"][0], learner.shown(found, fake)
        then = self._scores(learner.verdict(found, real, shown)[1].numpy())
        learner.put(self._now())
        now = self._scores(learner.verdict(found, real, shown)[1].numpy())
        before = self._scores(self.fake_logits)
        told = told_apart(*(float(each.mean()) for each in (before, then, now)))
        return Still(
            "generator_moved",
            lit=("generator", "fake", "score"),
            title=message(N_("G moves, and tries again")),
            sentences=(
                self._moved_sentence("G", ("generator",)),
                message(
                    N_(
                        "The same noise makes slightly other fakes now. D, as it was when G listened to it, says {after} instead of "
                        "{before}."
                    ),
                    before=told[0],
                    after=told[1],
                ),
                message(N_("But D has moved, too. As it is now it says {now}."), now=told[2]),
            ),
            rows=(
                self._row("plain", N_("Before"), found["fake"]),
                self._row("fake", N_("Now"), fake, self.scale, then, before),
            ),
            **actor,
        )

    # What both have in common

    def _now(self) -> dict[str, Any]:
        """What the step made of everything but of what dropout draws from: the same is to be drawn again."""
        return {name: value for name, value in self.after.items() if "/chance_" not in name}

    def _scores(self, logits: np.ndarray) -> np.ndarray:
        """What D says of each sample, float64, (count,): from 0 to 1, or a critic's value."""
        said = self.objective.score(logits)
        return _each(np.asarray(logits, np.float64) if said is None else said)

    def _layers(self, letter: str, network: Any, gradients: str) -> tuple[Layer, ...]:
        return layers_of(letter, network.trainable_variables, self.found[gradients])

    def _given(self) -> Row:
        """What the generator is given."""
        if "sketches" in self.found:
            sketches = self.found["sketches"].numpy()[: self.count]
            return Row("noise", message(N_("The drawings")), "drawing", sketches)
        return Row("noise", message(N_("The noise")), "numbers", self.found["latents"].numpy()[: self.count])

    def _row(
        self,
        role: str,
        title: str,
        samples: Any,
        scale: str = "",
        bars: np.ndarray | None = None,
        before: np.ndarray | None = None,
        pulls: np.ndarray | None = None,
    ) -> Row:
        stored = self.learner.maker.medium.stored(samples[: self.count]).numpy()
        told, earlier = (
            () if each is None else tuple(float(value) for value in each[: self.count]) for each in (bars, before)
        )
        return Row(
            role,
            message(title),
            "samples",
            stored,
            scale if told else "",
            told,
            earlier,
            None if pulls is None else pulls[: self.count],
        )

    def _made_sentence(self) -> dict[str, Any]:
        count, size = self.method.batch_size, self.found["latents"].shape[1]
        if "sketches" in self.found:
            return message(N_("G turns {count} drawings into {count} fakes, as real as it can."), count=count)
        text = N_("G turns {count} lists of {size} random numbers into {count} fakes. At every step they are new ones.")
        return message(text, count=count, size=size)

    def _blind(self) -> tuple[dict[str, Any], ...]:
        """A generator that is shown by how much its fakes differ from real ones is not blind."""
        blind = "likeness" not in type(self.method).model_fields
        return (message(N_("It never sees a real one itself.")),) if blind else ()

    def _ahead(self) -> tuple[dict[str, Any], ...]:
        text = N_("D has learned from other samples already in this step ({turns}×). This is its last turn, and G's.")
        return (message(text, turns=self.turns),) if self.turns else ()

    def _judging(self) -> str:
        if self.objective.logistic:
            return N_(
                "D gives each a score, from 0 (surely fake) to 1 (surely real). On average real ones get {real}, fakes {fake}."
            )
        return N_("D gives each a value: the higher, the more real. On average real ones get {real}, fakes {fake}.")

    def _wanting(self) -> str:
        if self.objective.logistic:
            return N_("On average {fake}. G wants 1: that D takes them for real.")
        return N_("On average {fake}. G wants it higher: the higher, the more real they look to D.")

    def _moved_sentence(self, letter: str, owners: tuple[str, ...]) -> dict[str, Any]:
        far, count = moved(self.start, self.after, owners)
        text = N_("All {count} weights of {network} moved a little, on average by {far}.")
        return message(text, count=f"{count:,}", network=letter, far=f"{far:.2g}")


def _short(value: Any) -> str:
    return f"{float(value):.2f}".replace("-", "−")


def _each(values: np.ndarray) -> np.ndarray:
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
    return objective.real_curve(real), objective.fake_curve(fake)


def own_generator_losses(objective: Objective, real: np.ndarray, fake: np.ndarray) -> np.ndarray:
    """What G loses by each fake; arguments as for :func:`own_losses`."""
    return objective.generator_curve(
        _compared(objective, np.asarray(real, np.float64), np.asarray(fake, np.float64))[1]
    )


def _compared(objective: Objective, real: np.ndarray, fake: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """How far logits lie above those of the other kind, where an objective compares."""
    if not objective.relative:
        return real, fake
    return (real - fake, fake - real) if objective.paired else (real - fake.mean(), fake - real.mean())
