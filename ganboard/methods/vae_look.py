"""A step of an encoder and a decoder in slow motion: six stills."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from ganboard.backend import tf
from ganboard.i18n import N_, message
from ganboard.methods.still import SHOWN_STILL, Row, Still, Sum, Term, layers_of, moved, of_samples, told_apart

if TYPE_CHECKING:
    from ganboard.methods.vae_learner import VAELearner

FORMULA = (
    r"\mathbb{E}_{\real{x}}\big[-\log p(\real{x} \,|\, \noise{z})\big]"
    r" + \beta\, \mathbb{E}_{\real{x}}\big[\mathrm{KL}\big(\judge{q}(\noise{z} \,|\, \real{x}) \,\|\, N(0, 1)\big)\big]"
)
BOTH = message(N_("Encoder and decoder"))


class VAELook:
    """One look at a step: before it at once, after it by :meth:`stills`.

    Args:
        learner: Encoder and decoder in training.
        step: Number of the update from 0, int64 scalar tensor.
    """

    def __init__(self, learner: VAELearner, step: Any) -> None:
        self.learner, self.start = learner, learner.state()
        self.found = learner.phases[0].compute(step)
        self.count = min(SHOWN_STILL, learner.method.batch_size)
        with tf.GradientTape() as tape:
            tape.watch(self.found["fake"])
            each = learner.misses(self.found["real"], self.found["fake"])
            mean = tf.reduce_mean(each)
        self.misses, self.pulls = each.numpy(), -tape.gradient(mean, self.found["fake"]).numpy()

    def stills(self) -> tuple[Still, ...]:
        """What is shown, once the step has been taken."""
        self.after = self.learner.state()
        found, size = self.found, self.learner.method.latent_size
        actor: dict[str, Any] = {"actor": BOTH, "role": "judge"}
        real = self._row("real", N_("Real"), found["real"])
        middles, codes = self._numbers(N_("Middles of the codes"), "means"), self._numbers(N_("Codes"), "latents")
        spread = float(np.exp(0.5 * found["log_variances"].numpy()).mean())
        encoded = Still(
            "encoded",
            lit=("real", "encoder"),
            title=message(N_("The encoder sums up")),
            sentences=(
                message(
                    N_("The encoder turns each real one into {size} numbers, and says how sure it is of each."),
                    size=size,
                ),
                message(N_("How unsure it is, on average: ±{spread}."), spread=f"{spread:.2f}"),
            ),
            rows=(real, middles),
            **actor,
        )
        code = Still(
            "code",
            lit=("encoder", "noise"),
            title=message(N_("Chance shakes the code")),
            sentences=(
                message(N_("Each number is shaken by chance, as far as the encoder is unsure. That is the code.")),
                message(N_("So near codes have to mean similar things, and noise can become a sample later.")),
            ),
            rows=(middles, codes),
            **actor,
        )
        rebuilt = Still(
            "rebuilt",
            lit=("noise", "generator", "fake"),
            title=message(N_("The decoder rebuilds")),
            sentences=(
                message(N_("From {size} numbers alone the decoder has to make the real one again."), size=size),
            ),
            rows=(codes, self._row("fake", N_("Rebuilt"), found["fake"]), real),
            **actor,
        )
        return encoded, code, rebuilt, self._loss(actor), self._gradients(actor), self._moved(actor)

    def _loss(self, actor: dict[str, Any]) -> Still:
        found, beta = self.found, float(self.learner.dials["beta"])
        parts = round(float(found["reconstruction"]), 3), round(beta * float(found["divergence"]), 3)
        terms = (
            Term("fake", message(N_("error of what was rebuilt")), parts[0]),
            Term("noise", message(N_("price of the codes, β = {beta}"), beta=f"{beta:g}"), parts[1]),
        )
        return Still(
            "loss",
            lit=("real", "fake", "learns"),
            title=message(N_("How far off is it?")),
            sentences=(
                message(
                    N_("The loss is {loss}: what was rebuilt wrongly, and a price for codes that are unlike noise."),
                    loss=f"{sum(parts):.2f}",
                ),
                message(N_("It is counted in nats. Where many numbers are almost right it falls below 0.")),
            ),
            rows=(
                self._row("real", N_("Real"), found["real"]),
                self._row("fake", N_("Rebuilt, and the error of each"), found["fake"], self.misses),
            ),
            total=Sum(r"L", FORMULA, terms, round(sum(parts), 3)),
            **actor,
        )

    def _gradients(self, actor: dict[str, Any]) -> Still:
        learner, gradients = self.learner, self.found["gradients"]
        networks = {"E": (learner.encoder, "trained_encoder"), "D": (learner.decoder, "decoder")}
        layers = [
            layers_of(letter, network.trainable_variables, gradients[name])
            for letter, (network, name) in networks.items()
        ]
        plane = self.found["fake"].shape.rank == 2
        return Still(
            "gradients",
            lit=("learns",),
            title=message(N_("Which way is nearer?")),
            sentences=(
                message(N_("Each arrow shows which way a rebuilt point would have to go."))
                if plane
                else message(N_("The colours show where what was rebuilt should be lighter, and where darker.")),
                message(
                    N_("From there the gradient goes back through the decoder (D) and the code into the encoder (E).")
                ),
            ),
            rows=(self._row("fake", N_("Rebuilt"), self.found["fake"], pulls=self.pulls),),
            layers=tuple(layer for network in layers for layer in network),
            **actor,
        )

    def _moved(self, actor: dict[str, Any]) -> Still:
        learner = self.learner
        again = dict(self.found)
        learner.rebuild(again)
        far, count = moved(self.start, self.after, ("decoder", "trained_encoder"))
        before, after = told_apart(float(self.found["loss"]), float(again["loss"]))
        misses = learner.misses(again["real"], again["fake"]).numpy()
        return Still(
            "moved",
            lit=("encoder", "generator", "fake"),
            title=message(N_("Both move, and try again")),
            sentences=(
                message(
                    N_("All {count} weights moved a little, on average by {far}."), count=f"{count:,}", far=f"{far:.2g}"
                ),
                message(
                    N_("The same samples with the same chance: the loss goes from {before} to {after}."),
                    before=before,
                    after=after,
                ),
            ),
            rows=(
                self._row("real", N_("Real"), again["real"]),
                self._row("plain", N_("Before"), self.found["fake"]),
                self._row("fake", N_("Now, and the error of each"), again["fake"], misses, self.misses),
            ),
            **actor,
        )

    def _numbers(self, title: str, name: str) -> Row:
        return Row("noise", message(title), "numbers", self.found[name].numpy()[: self.count])

    def _row(
        self,
        role: str,
        title: str,
        samples: Any,
        bars: np.ndarray | None = None,
        before: np.ndarray | None = None,
        pulls: np.ndarray | None = None,
    ) -> Row:
        stored = self.learner.maker.medium.stored(samples[: self.count]).numpy()
        return of_samples(role, title, stored, "number", bars, before, pulls)
