"""What every objective has: two losses on logits, their curves, their LaTeX, their paper, and what they are good for."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np
from pydantic import Field, model_validator

from ganboard.backend import keras
from ganboard.errors import ConfigError
from ganboard.i18n import N_
from ganboard.registry import Part, Registry


class Objective(Part):
    r"""A pair of losses, both to be minimised.

    A subclass's docstring ends with ``Reference:`` and ``Differs from the paper:``. Logits are float tensors of shape
    (batch,), as many of fakes as of real images. D's loss is the mean over real images plus the mean over fakes of a function
    of the logit, and G's is a mean over fakes; the three curves are these functions, in pure NumPy. A ``relative`` objective
    looks at how far a logit lies above one of the other kind instead, and its curves are functions of that.

    LaTeX may use the four colour macros ``\real``, ``\fake``, ``\judge`` and ``\noise``; p is the density of real
    images, q that of fakes.
    """

    discriminator_formula: ClassVar[str]
    """LaTeX of the loss that D minimises."""
    generator_formula: ClassVar[str]
    """LaTeX of the loss that G minimises."""
    reference: ClassVar[str]
    """Authors, year, equation and arXiv or DOI number."""
    divergence: ClassVar[str]
    """What G minimises while D is at its best, in one to three plain sentences. Marked for translation."""
    divergence_formula: ClassVar[str]
    """The same in LaTeX."""
    divergence_reference: ClassVar[str]
    """Where this is proven: authors, year, theorem and arXiv or DOI number."""
    when: ClassVar[str]
    """When to use it, in one or two plain sentences. Marked for translation."""

    relative: ClassVar[bool] = False
    """Whether real images and fakes are compared with each other: then no logit means anything by itself."""
    paired: ClassVar[bool] = False
    """Whether each real image is compared with one fake, so that there must be as many of the one as of the other."""
    even: ClassVar[float | None] = 0.0
    """The logit with which D says that it cannot tell; None where no logit means that."""
    logistic: ClassVar[bool] = True
    """Whether D(x) is the sigmoid of the logit, so that V(D, G) has its logarithms."""
    teaches: ClassVar[bool] = True
    """Whether D is to tell real from fake, and G hears of it; where it does not, G's loss is the same whatever D says."""

    @model_validator(mode="before")
    @classmethod
    def _doubts_only_a_target(cls, settings: Any) -> Any:
        """Whoever asks for smoothing where there is none has not misspelled it."""
        if isinstance(settings, dict) and "smoothing" in settings and "smoothing" not in cls.model_fields:
            raise ConfigError(
                "objective.smoothing",
                settings["smoothing"],
                N_("nothing: {name} has no target for real samples that one could doubt; these have one: {able}"),
                name=cls.name,
                able=", ".join(part.name for part in OBJECTIVES if "smoothing" in part.model_fields),
            )
        return settings

    def discriminator_loss(self, real_logits: Any, fake_logits: Any) -> Any:
        """Mean loss of D, a scalar tensor."""
        raise NotImplementedError

    def generator_loss(self, real_logits: Any, fake_logits: Any) -> Any:
        """Mean loss of G, a scalar tensor. Most look at fakes alone; relativistic ones compare them with real images."""
        raise NotImplementedError

    def fake_loss(self, real_logits: Any, fake_logits: Any) -> Any:
        """The part of D's loss that is about fakes, a scalar tensor: what a real sample with a wrong label counts as.

        Args:
            real_logits: Of real samples, (count,).
            fake_logits: Of what shall count as fake, (count,): compared with those where logits mean nothing by themselves.
        """
        raise NotImplementedError

    def score(self, logits: np.ndarray) -> np.ndarray | None:
        """D(x), the probability from 0 to 1 of being real that a logit stands for, float64 of the same shape, in pure NumPy.

        None for a critic: its logit is no probability, and no value of it means guessing.
        """
        return 0.5 * (1.0 + np.tanh(0.5 * np.asarray(logits, np.float64))) if self.logistic else None

    def best(self, real: np.ndarray, fake: np.ndarray) -> np.ndarray | None:
        """The logits of the best D, in pure NumPy; None where they do not follow from the densities at the same place alone.

        Args:
            real: The density of real images at some places, above 0.
            fake: That of fakes, of the same shape.
        """
        return None

    def real_curve(self, logits: np.ndarray) -> np.ndarray:
        """D's loss of a real image with each of these logits, float64 of the same shape."""
        raise NotImplementedError

    def fake_curve(self, logits: np.ndarray) -> np.ndarray:
        """D's loss of a fake with each of these logits, float64 of the same shape."""
        raise NotImplementedError

    def generator_curve(self, logits: np.ndarray) -> np.ndarray:
        """G's loss of a fake with each of these logits, float64 of the same shape."""
        raise NotImplementedError


def smoothing() -> Any:
    """The field for one-sided label smoothing, of objectives that have a target for real images."""
    return Field(
        0.0,
        ge=0,
        lt=0.5,
        title=N_("Doubt about real samples"),
        description=N_(
            "The judge learns to call real samples real with this much doubt (one-sided label smoothing), "
            "so that it never becomes all too sure."
        ),
    )


class CrossEntropy(Objective):
    r"""Of objectives whose D learns by cross-entropy: D(x), the sigmoid of the logit, is the probability of being real.

    The target of real images may lie a little below 1: one-sided label smoothing.

    Reference: Goodfellow et al. 2014, Eq. 1, arXiv:1406.2661; smoothing: Salimans et al. 2016, Section 3.4, arXiv:1606.03498.
    Differs from the papers: nothing; computed from logits with softplus, which neither overflows nor takes log 0.
    """

    discriminator_formula: ClassVar[str] = (
        r"-\mathbb{E}_{\real{x}}[\log \judge{D}(\real{x})]"
        r" - \mathbb{E}_{\noise{z}}[\log(1 - \judge{D}(\fake{G}(\noise{z})))]"
    )

    smoothing: float = smoothing()

    def discriminator_loss(self, real_logits: Any, fake_logits: Any) -> Any:
        """mean softplus(-real) + mean softplus(fake); with smoothing also smoothing * mean real."""
        softplus, mean = keras.ops.softplus, keras.ops.mean
        loss = mean(softplus(-real_logits)) + mean(softplus(fake_logits))
        return loss + self.smoothing * mean(real_logits) if self.smoothing else loss

    def fake_loss(self, real_logits: Any, fake_logits: Any) -> Any:
        """mean softplus(fake)."""
        return keras.ops.mean(keras.ops.softplus(fake_logits))

    def best(self, real: np.ndarray, fake: np.ndarray) -> np.ndarray:
        """D* = (1 - smoothing) p / (p + q), as a logit."""
        return np.log(1 - self.smoothing) + np.log(real) - np.log(fake + self.smoothing * real)

    def real_curve(self, logits: np.ndarray) -> np.ndarray:
        """-(1 - smoothing) log D(x) - smoothing log(1 - D(x)) = softplus(-logit) + smoothing * logit."""
        return np.logaddexp(0.0, -logits) + self.smoothing * logits

    def fake_curve(self, logits: np.ndarray) -> np.ndarray:
        """-log(1 - D(G(z))) = softplus(logit)."""
        return np.logaddexp(0.0, logits)


OBJECTIVES: Registry[Objective] = Registry("objective", "ganboard.objectives", default="nonsaturating")
