"""What learners have in common in which a generator plays against a judge."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from ganboard.backend import tf
from ganboard.methods.adam import Adam
from ganboard.methods.average import WINDOW, average
from ganboard.methods.base import Learner, Phase
from ganboard.methods.begin import Begun, freeze
from ganboard.methods.restraint import Restraint
from ganboard.methods.rival_look import RivalLook
from ganboard.methods.rival_stills import stills
from ganboard.methods.standing import dial_variables
from ganboard.penalties.none import NoPenalty

if TYPE_CHECKING:
    import numpy as np

    from ganboard.methods.still import Still


class RivalLearner(Learner):
    """A generator and a judge in training, however they do it.

    Attributes:
        method: One of :class:`ganboard.methods.rivals.Rivals`.
        seed: The start of all chance.
        trained_generator: What learns on the generator's side, one Keras model.
        judging: What learns on the judge's side, one Keras model.
        discriminator: That part of it which says how real something looks, and is held back.
    """

    method: Any
    seed: int
    trained_generator: Any
    judging: Any
    discriminator: Any

    def begin(self, arrays: Mapping[str, np.ndarray], frozen: int = 0) -> Begun:
        """See :meth:`Learner.begin`."""
        begun = super().begin(arrays, frozen)
        if frozen:
            begun = begun.with_frozen(
                tuple(name for judge in self.each_judge for name in freeze(judge, frozen, begun.taken))
            )
            self._meet_judge()
        return begun

    @property
    def each_judge(self) -> tuple[Any, ...]:
        """The judges, of which each has first layers of its own."""
        return (self.discriminator,)

    def _meet_judge(self) -> None:
        """What moves and holds the judge, which depends on what of it learns."""
        method = self.method
        self.restraint = Restraint(method.penalty, method.constraint, self.discriminator, self.seed)

    def _dials(self, apart: Iterable[str] = ()) -> dict[str, Any]:
        """Those settings of the method and of its restraint that can be turned, but for these; see :attr:`Learner.dials`."""
        own = [name for name in self.method.dials if "." not in name and name not in apart]
        return dial_variables(self.method, own) | self.restraint.dials

    def _penalized(self, loss: Any, penalty: Any) -> Any:
        """The judge's loss with the penalty, if there is one.

        A zero in its place would have gradients added in another order, which changes last bits: the exported script has no line
        for what is switched off.
        """
        return loss if isinstance(self.method.penalty, NoPenalty) else loss + penalty

    def _slower(self, number: Any) -> Any:
        """By what learning rates are multiplied at a step, a number from 1."""
        decay = self.method.decay_steps
        return tf.math.rsqrt(1 + number / decay) if decay else 1.0

    def _judgement(self, computed: dict[str, Any]) -> dict[str, Any]:
        """What the judge says of a step's real ones and fakes, as the method measures it."""
        told = beliefs if self.method.judges_by_probability else verdicts
        return told(computed["real_logits"], computed["fake_logits"])

    def look(self, step: Any) -> Callable[[], tuple[Still, ...]]:
        """See :meth:`Learner.look`."""
        return partial(stills, RivalLook(self, step))

    def shown(self, found: dict[str, Any], fake: Any) -> Any:
        """Fakes as the judge sees them: as they are."""
        return fake


class JointLearner(RivalLearner):
    """One whose networks all move together, once a step.

    Attributes:
        averages: The networks whose weights are running averages of the trained generator's, as one Keras model.
        owners: All networks by what the names of their weights begin with in a checkpoint.
        adams: What moves each of the :attr:`movers`, by name.
    """

    movers: ClassVar[tuple[str, ...]] = ("discriminator", "generator")
    """Which of the owners learn, in the order in which they move."""
    measured: tuple[str, ...]
    """What of a step's computations is measured as it is."""
    window: ClassVar[float] = WINDOW
    """Over which part of the steps so far the average looks back: one in so many."""
    averages: Any
    owners: dict[str, Any]
    adams: dict[str, Adam]

    def _start(self, title: str) -> None:
        """Have all networks begin, when they are there.

        Args:
            title: What the one phase is called; marked for translation.
        """
        self.averages.set_weights(self.trained_generator.get_weights())
        self.phases = (Phase("joint", title, self.compute, self.apply),)
        self._meet_judge()

    def _meet_judge(self) -> None:
        """See :meth:`RivalLearner._meet_judge`."""
        super()._meet_judge()
        method = self.method
        self.adams = {name: Adam(self.owners[name], method.beta_1, method.beta_2) for name in self.movers}
        self.dials = self._dials()
        self.variables = {
            f"{owner}/{w.path}": w.value for owner, network in self.owners.items() for w in network.weights
        }
        for name, adam in self.adams.items():
            self.variables |= {f"{name}_adam/{slot}": variable for slot, variable in adam.slots.items()}
        self.variables |= self.restraint.variables

    def compute(self, step: Any) -> dict[str, Any]:
        """What a step is made of: its real ones and fakes, what is said of both, the losses, and the gradients of all movers.

        Args:
            step: Number of the update from 0, int64 scalar tensor.

        Returns:
            By name, among others ``step``, ``real_logits`` and ``fake_logits``, ``remembered`` of the restraint, what is
            :attr:`measured`, and of each mover its ``..._gradients``.
        """
        raise NotImplementedError

    def apply(self, computed: dict[str, Any]) -> dict[str, Any]:
        """Move all networks, and the average after them."""
        method, number = self.method, tf.cast(computed["step"] + 1, tf.float32)
        slower = self._slower(number)
        gradients = {name: computed[f"{name}_gradients"] for name in self.movers}
        # All gradients belong to the networks as they were: no weight may move before all are known.
        with tf.control_dependencies([tf.convert_to_tensor(one) for each in gradients.values() for one in each]):
            for name in self.movers:
                player = "generator" if name == "generator" else "discriminator"
                self.adams[name].apply(gradients[name], self.dials[method.players[player]] * slower, number)
                if name == "discriminator":
                    self.restraint.settle(computed["remembered"])
            average(self.averages, self.trained_generator, number, method.ema_decay, self.window)
        return {name: computed[name] for name in self.measured} | self._judgement(computed)


def beliefs(real_logits: Any, fake_logits: Any) -> dict[str, Any]:
    """What D says of a batch: the means of D(x), D(G(z)), log D(x) and log(1 - D(G(z))), scalar tensors.

    The logarithms come from softplus, which neither overflows nor takes log 0.

    Args:
        real_logits: Of real images, (count,).
        fake_logits: Of fakes, (count,).

    Reference: Goodfellow et al. 2014, Eq. 1, arXiv:1406.2661: the sum of the last two is V(D, G).
    Differs from the paper: nothing.
    """
    softplus, mean = tf.nn.softplus, tf.reduce_mean
    return {
        "real_score": mean(tf.sigmoid(real_logits)),
        "fake_score": mean(tf.sigmoid(fake_logits)),
        "real_log": -mean(softplus(-real_logits)),
        "fake_log": -mean(softplus(fake_logits)),
    }


def verdicts(real_logits: Any, fake_logits: Any) -> dict[str, Any]:
    """The mean logits that a critic gives to real images and to fakes, scalar tensors."""
    return {"real_logit": tf.reduce_mean(real_logits), "fake_logit": tf.reduce_mean(fake_logits)}
