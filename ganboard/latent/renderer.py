"""Samples from any point of a generator's latent space, with classes blended and units switched off, and points of samples."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from ganboard.architectures import NetworkSpec
from ganboard.backend import keras, own_settings, tf
from ganboard.config import TrainConfig
from ganboard.device import configure
from ganboard.errors import ConfigError
from ganboard.i18n import N_
from ganboard.methods.maker import SHOWN
from ganboard.snapshot import Checkpoint

BATCH = 300
"""Samples made at a time."""


class Renderer:
    """The networks of a checkpoint, the generator opened up.

    The generator is rebuilt around its own layers: labels become weights of classes, mixed through the class embedding, and
    behind every block of units stands a switch. With one class at weight 1 and all switches on it makes the same samples as
    the generator itself.

    Args:
        config: Whose networks.

    Attributes:
        spec: What they were built for.
        generator: From latents, or from [latents, class weights (count, classes) float32], to samples as networks see them.
        blocks: Names of the layers whose units can be switched off, from noise to sample, and how many units each has.
        abilities: What the networks can be asked, see ``Method.abilities``.
        holds: Which checkpoint's weights are in the networks, as the one who loads them names it; None if nobody says.
    """

    def __init__(self, config: TrainConfig) -> None:
        configure()
        self.spec: NetworkSpec = config.network_spec
        self._switches: dict[str, Any] = {}
        self._first: Any = None  # the first dense layer that the latents reach: a layer of classes may stand before it
        with own_settings():
            self._maker = config.method.maker(config.dataset)
            self._source = self._maker.generator
            self.generator = self._opened()
        self.blocks = {name: int(mask.shape[0]) for name, mask in self._switches.items()}
        self.abilities, self._title = config.method.abilities, config.method.title
        self.holds: Any = None
        self._off: dict[str, frozenset[int]] = {}
        signature = [tf.TensorSpec([None, self.spec.latent_size], tf.float32)]
        if self.spec.classes:
            signature.append(tf.TensorSpec([None, self.spec.classes], tf.float32))
        self._to_stored = tf.function(self._stored, input_signature=signature)
        self._maps: dict[str, Any] = {}

    @property
    def parts(self) -> Mapping[str, slice]:
        """See :attr:`Maker.parts`."""
        return self._maker.parts

    @property
    def beginnings(self) -> tuple[str, ...]:
        """How the names of all that :meth:`load` needs of a checkpoint begin."""
        return tuple(f"{name}/" for name in self._maker.networks)

    @property
    def discriminator(self) -> Any:
        """The network that judges images, as the architecture built it.

        Raises:
            ConfigError: there is none.
        """
        if "judge" not in self.abilities:
            raise ConfigError(
                "method", self._title, N_("a training in which a judge (discriminator) looks at pictures")
            )
        return self._maker.networks["discriminator"]

    def load(self, checkpoint: Checkpoint, only_shown: bool = False) -> None:
        """Take a checkpoint's weights.

        Args:
            checkpoint: With the weights of the networks.
            only_shown: Whether the generator's alone are taken.

        Raises:
            CheckpointError: it does not fit these networks; nothing was changed then.
        """
        self.holds = None
        self._maker.load(checkpoint, *((SHOWN,) if only_shown else self._maker.networks))

    def switch(self, off: dict[str, list[int]]) -> None:
        """Switch units off until the next call; what is not named is on.

        Args:
            off: Names of blocks, and numbers of units in them.

        Raises:
            ConfigError: there is no such block or unit.
        """
        wanted = {name: frozenset(units) for name, units in off.items() if units}
        for name, units in wanted.items():
            if name not in self.blocks or any(not 0 <= unit < self.blocks[name] for unit in units):
                raise ConfigError("off", name, N_("a layer of this generator, with numbers of its units"))
        if wanted == self._off:
            return
        for name, mask in self._switches.items():
            on = np.ones(self.blocks[name], np.float32)
            on[list(wanted.get(name, ()))] = 0
            mask.assign(on)
        self._off = wanted

    def samples(self, latents: np.ndarray, classes: np.ndarray | None = None) -> np.ndarray:
        """Samples of latents.

        Args:
            latents: float32, (count, latent_size).
            classes: float32, (count, classes): how much of each class; None where the generator is told none.

        Returns:
            As they are stored: uint8, (count, height, width, channels), clips with their frames before that, or float32,
            (count, 2).
        """
        parts = []
        for start in range(0, len(latents), BATCH):
            inputs = [tf.constant(latents[start : start + BATCH], tf.float32)]
            if self.spec.classes:
                inputs.append(tf.constant(self._classes(classes)[start : start + BATCH], tf.float32))
            parts.append(self._to_stored(*inputs).numpy())
        return np.concatenate(parts)

    def encode(self, image: np.ndarray) -> tuple[np.ndarray, int | None]:
        """The latents that fit an image best, and the class with which they do; only with the ability "encode".

        The networks are told each class in turn, and the one counts with which the image is rebuilt best.

        Args:
            image: uint8, (height, width, channels).

        Returns:
            float32, (latent_size,), and the class, None for a generator that is told none.

        Raises:
            ConfigError: there is no network that encodes.
        """
        if "encode" not in self.abilities:
            raise ConfigError("method", self._title, N_("a training in which a network encodes pictures"))
        count = max(1, self.spec.classes)
        labels = np.arange(count, dtype=np.int32) if self.spec.classes else None
        latents = self._maker.encode(np.repeat(image[None], count, axis=0), labels)
        rebuilt = self.samples(latents, np.eye(count, dtype=np.float32) if self.spec.classes else None)
        errors = np.square(rebuilt.astype(np.float32) - image).mean(axis=(1, 2, 3))
        nearest = int(errors.argmin())
        return latents[nearest], nearest if self.spec.classes else None

    def maps(self, block: str, latent: np.ndarray, classes: np.ndarray | None = None) -> np.ndarray:
        """What the units of a block do for one picture.

        Args:
            block: One of ``blocks``.
            latent: float32, (latent_size,).
            classes: float32, (classes,), or None.

        Returns:
            float32, (units, height, width) of activations before the switch; 1×1 where the units have no place.
        """
        if block not in self._maps:
            if block not in self.blocks:
                raise ConfigError("block", block, N_("one of {choices}"), choices=", ".join(self.blocks))
            self._maps[block] = self._up_to(block)
        values = self._maps[block](self._inputs(latent[None], None if classes is None else classes[None])).numpy()[0]
        return values.transpose(2, 0, 1) if values.ndim == 3 else values[:, None, None]

    def activations(self, latents: np.ndarray, classes: np.ndarray | None = None) -> np.ndarray:
        """What the first block answers, flat: float32, (count, units)."""
        model = self._up_to(next(iter(self.blocks)))
        return model(self._inputs(latents, classes)).numpy().reshape(len(latents), -1)

    def _up_to(self, block: str) -> Any:
        """The generator from its inputs to a block, before the switch."""
        with own_settings():
            return keras.Model(self.generator.inputs, self.generator.get_layer(f"{block}_switch").input)

    @property
    def kernel(self) -> np.ndarray:
        """How the first dense layer that the latents reach weighs them: float32, (latent_size, units)."""
        own = self._maker.kernel()
        if own is not None:
            return own
        if self._first is None:
            raise ConfigError("architecture", self._source.name, N_("a generator that begins with a dense layer"))
        return np.asarray(self._first.kernel)[: self.spec.latent_size]

    def _inputs(self, latents: np.ndarray, classes: np.ndarray | None) -> Any:
        first = tf.constant(latents, tf.float32)
        return [first, tf.constant(self._classes(classes), tf.float32)] if self.spec.classes else first

    def _classes(self, classes: np.ndarray | None) -> np.ndarray:
        if classes is None:
            raise ConfigError("classes", None, N_("a weight for each class"))
        return classes

    def _stored(self, latents: Any, classes: Any = None) -> Any:
        made = self.generator(latents if classes is None else [latents, classes], training=False)
        return self._maker.medium.stored(made)

    def _opened(self) -> Any:
        layers = keras.layers
        latents = keras.Input((self.spec.latent_size,), name="latents")
        inputs = [latents]
        if self.spec.classes:
            inputs.append(keras.Input((self.spec.classes,), name="class_weights"))
        # Switches stand behind nonlinearities; where there is none before the image, behind the first dense layer.
        names = [layer.name for layer in self._source.layers if isinstance(layer, _nonlinear())]
        image = self._source.output_names[0]
        switchable = {name for name in names if name != image} or {
            next(layer.name for layer in self._source.layers if isinstance(layer, layers.Dense))
        }

        reached = [latents]  # what depends on the latents

        def call(layer: Any, *arguments: Any, **options: Any) -> Any:
            if isinstance(layer, layers.Embedding) and self.spec.classes:
                return _blend(layer)(inputs[1])
            output = layer(*arguments, **options)
            if any(given is tensor for given in keras.tree.flatten(arguments) for tensor in reached):
                if self._first is None and isinstance(layer, layers.Dense):
                    self._first = layer
                reached.append(output)
            if layer.name in switchable:
                switch = _switch(f"{layer.name}_switch")
                output = switch(output)
                self._switches[layer.name] = switch.mask
                reached.append(output)
            return output

        return keras.models.clone_model(
            self._source,
            input_tensors=inputs if self.spec.classes else latents,
            clone_function=lambda layer: layer,
            call_function=call,
        )


def _nonlinear() -> tuple[Any, ...]:
    layers = keras.layers
    return (layers.ReLU, layers.LeakyReLU, layers.Activation, layers.PReLU, layers.ELU)


def _blend(embedding: Any) -> Any:
    """A layer that mixes the rows of an embedding: (count, classes) -> (count, size)."""
    return keras.layers.Lambda(
        lambda weights: keras.ops.matmul(weights, embedding.embeddings), name=f"{embedding.name}_blend"
    )


def _switch(name: str) -> Any:
    """A layer that multiplies each unit, the last axis, by 1 or 0."""

    class Switch(keras.layers.Layer):
        def build(self, shape: Any) -> None:
            self.mask = self.add_weight(shape=(shape[-1],), initializer="ones", trainable=False, name="mask")

        def call(self, values: Any) -> Any:
            return values * self.mask

    return Switch(name=name)
