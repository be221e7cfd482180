"""What every method has: networks that learn by phases, and a description of what it measures, draws and needs.

Above the methods nobody knows how many networks there are or what they are called. The loop around the updates is the trainer's.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from ganboard.architectures import NetworkSpec
from ganboard.backend import tf
from ganboard.datasets import DATASETS, Data, Dataset
from ganboard.errors import ConfigError
from ganboard.i18n import N_
from ganboard.methods.begin import SHOWN, Begun, begin
from ganboard.methods.share import Past, Share
from ganboard.registry import Part, Registry

if TYPE_CHECKING:
    import numpy as np

    from ganboard.methods.maker import Maker
    from ganboard.methods.standing import Standing
    from ganboard.methods.still import Still


@dataclass(frozen=True)
class Measure:
    """A number that is taken at every step.

    Attributes:
        name: Plain id, as in the history of a run.
        title: What a visitor reads beside its curve, in the panel. Marked for translation.
        kind: "loss" (what a network tries to make small, and its parts) or "score".
        role: Whose it is, for its colour: "real", "fake", "judge", "noise" or "plain".
        panel: The name of the :class:`Panel` that draws it, or "" for none.
        short: What stands before its value in the shell; "" where it is not shown there.
        alone: What a visitor reads of it where no panel stands around it; "" if the title says it all. Marked for translation.
    """

    name: str
    title: str
    kind: str
    role: str
    panel: str = ""
    short: str = ""
    alone: str = ""


@dataclass(frozen=True)
class Panel:
    """A chart of measures over the steps.

    Attributes:
        name: Plain id.
        title: Marked for translation.
        description: What the chart shows, for those who cannot see it. Marked for translation.
        range: The ends of the vertical axis; None: as the curves need it.
        level: A dashed line across, such as that of pure guessing.
    """

    name: str
    title: str
    description: str
    range: tuple[float, float] | None = None
    level: float | None = None


@dataclass(frozen=True)
class Phase:
    """A part of a step that computes first and changes weights then.

    ``apply(compute(step))`` is the phase: eagerly, to be looked at in between, or compiled into the loop of steps, with the
    same arithmetic and so the same weights.

    Attributes:
        name: Plain id.
        title: Marked for translation.
        compute: From the number of the update from 0, int64 scalar tensor, to all that was computed, by name.
        apply: Takes what ``compute`` gave, changes the weights, and gives measures, float32 scalar tensors, by name.
    """

    name: str
    title: str
    compute: Callable[[Any], dict[str, Any]]
    apply: Callable[[dict[str, Any]], dict[str, Any]]


@dataclass(frozen=True)
class Slot:
    """One thing that a maker is given for each sample.

    Attributes:
        name: Plain id: "latents", "labels", "sketches", "pictures".
        kind: "noise" (standard normal numbers), "classes" (a class, or weights of several), or "picture".
        size: How many numbers, classes, or pixels.
        shape: Of a picture, (height, width, channels).
    """

    name: str
    kind: str
    size: int
    shape: tuple[int, ...] = ()


class Learner:
    """Networks in training.

    Attributes:
        method: Whose settings they follow.
        phases: What happens in a step, in order.
        variables: Everything that changes: weights, optimizer slots, averages, random states, by unique name.
        dials: The settings of :attr:`Method.dials` that are numbers in the computation, float32 scalar variables by name. They
            belong to the config and to its changes, not to what a checkpoint holds.
        maker: What the samples shown are made with (the running average where there is one); its weights are among the
            ``variables``.
    """

    method: Method
    copies: ClassVar[dict[str, tuple[str, ...]]] = {"generator": (SHOWN,)}
    """Networks that learn, each with the names of those networks of the maker whose weights it begins with."""
    phases: tuple[Phase, ...]
    variables: dict[str, Any]
    dials: dict[str, Any]
    maker: Maker

    @property
    def form(self) -> Hashable:
        """What of the dials decides which operations a step is made of: the same form, the same traced step."""
        return ()

    def turn(self, dials: Mapping[str, Standing]) -> None:
        """Take what dials say from here on; the ``phases`` and the ``form`` may be others then.

        Args:
            dials: All of :attr:`Method.dials`, by name.
        """
        for name, variable in self.dials.items():
            variable.assign(dials[name].value)

    def meet_unseen(self, data: Data) -> None:
        """Take samples that nobody learns from, to measure by; called once, before the first step. Most measure nothing of them.

        Args:
            data: What the trainer holds out.
        """

    def judge(self, samples: Any, labels: Any) -> Any:
        """How real samples look, logits, (count,); only where the method has the ability "judge".

        Args:
            samples: As networks see them, a float32 tensor, (count, *shape).
            labels: int32, (count,); None where no class is told.
        """
        raise NotImplementedError

    def begin(self, arrays: Mapping[str, np.ndarray], frozen: int = 0) -> Begun:
        """Take over what fits of what other networks have learnt; the rest stays fresh. Called once, before the first step.

        Args:
            arrays: Weights by the names of the ``maker``'s, see :func:`ganboard.methods.begin.begin`.
            frozen: How many of the judge's first layers shall stay as they are; nothing where no network judges.
        """
        return begin(self.variables, self.maker.networks, self.copies, arrays)

    def look(self, step: Any) -> Callable[[], tuple[Still, ...]]:
        """Take one step apart before it is taken: its phases eagerly, looked at in between.

        Variables may be changed: whoever asks puts them back, see :func:`ganboard.slow_motion.slow_motion`.

        Args:
            step: Number of the update from 0, int64 scalar tensor.

        Returns:
            What, called once the step has been taken, looks at what came of it and gives the stills.
        """
        raise NotImplementedError

    def state(self) -> dict[str, Any]:
        """What all :attr:`variables` hold now, NumPy arrays by name."""
        return {name: variable.numpy() for name, variable in self.variables.items()}

    def put(self, values: Mapping[str, Any]) -> None:
        """Give variables these values, by name; the others stay."""
        for name, value in values.items():
            self.variables[name].assign(value)

    def opinion(self, samples: Any, labels: Any, sketches: Any) -> Any:
        """What the judge thinks of samples, logits, (count,), in a way that changes nothing; None where nobody judges.

        Args:
            samples: As networks see them, a float32 tensor, (count, *shape).
            labels: int32, (count,); None where no class is told.
            sketches: The drawings that they were made of, float32, (count, height, width, 1); None without drawings.
        """

    def update(self, step: Any) -> Any:
        """All phases of one step; traced once into the trainer's loop.

        Args:
            step: Number of this update from 0, int64 scalar tensor. All chance is drawn from it and the config's seed.

        Returns:
            What ``method.measures`` names, in that order, a float32 tensor, (measures,).
        """
        measured: dict[str, Any] = {}
        for phase in self.phases:
            measured |= phase.apply(phase.compute(step))
        return tf.stack([measured[measure.name] for measure in self.method.measures])


class Method(Part):
    """A way of learning. Owns its networks, their phases, and all that is said about them."""

    abilities: ClassVar[frozenset[str]] = frozenset()
    """What its makers can be asked: "make" samples, "judge" them, "encode" one, have their generator "opened" up, "move" one
    creature in every way."""
    story: ClassVar[str]
    """How it works, for those who see it for the first time; {generator}, {discriminator}, {encoder}, {noise} and {real} come
    coloured. Marked for translation."""
    untrained: ClassVar[str] = N_("Nothing is learned yet: the generator turns noise into more noise.")
    """What is to be seen at step 0 of networks that begin from nothing. Marked for translation."""
    scheme: ClassVar[str] = "game"
    """The drawing of how it works, by plain id: "game" (two rivals) or "rebuilding" (encoder and decoder)."""
    networks: ClassVar[tuple[str, ...]]
    """What the networks of its makers are called, see :attr:`Maker.networks`: known without building them."""

    sized_by: ClassVar[tuple[str, ...]] = ()
    """The settings, and the parts with all of theirs, that decide how large its networks are, by flat name. Methods with the same
    ones build their networks alike, so that one can begin with the other's weights."""
    needs: ClassVar[tuple[str, ...]] = ()
    """The columns of the data that it learns from besides the samples, see :attr:`Dataset.columns`."""

    if TYPE_CHECKING:
        batch_size: int  # samples of the data at each step: a field of every method, with limits of its own

    players: ClassVar[dict[str, str]] = {}
    """The networks of which one can learn while the others rest, each with the dial that is its learning rate."""

    @property
    def dials(self) -> tuple[str, ...]:
        """The settings that may be changed between two steps, by flat name, in the order in which they are shown."""
        return ()

    @property
    def judges_by_probability(self) -> bool:
        """Whether its judge's logit, if there is one, stands for a probability of being real, so that one half means guessing."""
        return False

    @property
    def measures(self) -> tuple[Measure, ...]:
        """What is measured at every step, in this order."""
        raise NotImplementedError

    @property
    def panels(self) -> tuple[Panel, ...]:
        """The charts in which measures are drawn."""
        raise NotImplementedError

    def narrate(self, step: int, measures: dict[str, float]) -> dict[str, Any]:
        """What is happening at a step, one sentence that is true for this method and these settings, as a message.

        Args:
            step: At least 1.
            measures: What was measured there; older histories may lack some.
        """
        raise NotImplementedError

    def shares(self, dataset: Dataset, measures: dict[str, float], past: Past) -> tuple[Share, ...]:
        """What is said of a step in bars, above the curves: at most three, always as many for the same settings and data.

        Args:
            dataset: What is learned from.
            measures: What was measured there; empty before the first step.
            past: Gives what was measured up to there.
        """
        return ()

    def ran_away(self, measures: dict[str, float]) -> dict[str, Any] | None:
        """Why these measures are of a training that diverged although all its numbers are finite, a message; None if not."""
        return None

    def missing(self, dataset: Dataset) -> list[str]:
        """The names of what it learns from and the data do not have; a method may need more than columns of one name."""
        return [name for name in self.needs if name not in dataset.columns]

    def check(self, dataset: Dataset) -> None:
        """Whether these settings go with the data; a method adds what else must hold.

        Raises:
            ConfigError: they do not. Where columns are missing, it says which, and which datasets have them.
        """
        missing = self.missing(dataset)
        if missing:
            able = [part.name for part in DATASETS if not self.missing(part())]
            raise ConfigError(
                "dataset",
                dataset.name,
                N_(
                    "a dataset with {missing}, from which the method {method} learns; these have all that it needs: {able}"
                ),
                missing=", ".join(missing),
                method=self.name,
                able=", ".join(able) or "–",
            )

    def suited(self, dataset: Dataset) -> dict[str, Any]:
        """The settings that may be left empty, by name, as they are for these data."""
        return {}

    def network_spec(self, dataset: Dataset) -> NetworkSpec:
        """What the network that makes samples must fit."""
        raise NotImplementedError

    def blueprint(self, dataset: Dataset) -> str:
        """A text that is equal where two makers are built alike, so that one can take the other's weights."""
        raise NotImplementedError

    def slots(self, dataset: Dataset) -> tuple[Slot, ...]:
        """What a maker is given for each sample."""
        raise NotImplementedError

    def maker(self, dataset: Dataset) -> Maker:
        """Networks with fresh weights from Keras' global seed, apart from any training."""
        raise NotImplementedError

    def learner(self, dataset: Dataset, data: Data, seed: int) -> Learner:
        """Networks with fresh weights from a seed, and the data that they learn from."""
        raise NotImplementedError


METHODS: Registry[Method] = Registry("method", "ganboard.methods", default="gan", implied=True)
