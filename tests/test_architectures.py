from typing import Any

import numpy as np
import pytest

from ganboard.architectures import ARCHITECTURES, NetworkSpec
from ganboard.backend import keras
from ganboard.errors import ConfigError

SMALL: dict[str, dict[str, Any]] = {"article": {}}  # every other one is built with width 8
BUILDS = [
    pytest.param(part.name, size, channels, classes, id=f"{part.name}-{size}-{channels}-{classes}")
    for part in ARCHITECTURES
    for size in part.sizes
    for channels in (1, 3)
    for classes in ([0, 4] if part.conditional else [0])
]


def build(name: str, spec: NetworkSpec) -> Any:
    keras.utils.set_random_seed(1)
    return ARCHITECTURES.create({"name": name, **SMALL.get(name, {"width": 8})}).build(spec)


def inputs(first: np.ndarray, spec: NetworkSpec, labels: list[int] | None = None) -> Any:
    if not spec.classes:
        return first
    return [first, np.array(labels if labels is not None else np.arange(len(first)) % spec.classes, np.int32)]


@pytest.mark.parametrize(("name", "size", "channels", "classes"), BUILDS)
def test_networks_fit_their_images(name: str, size: int, channels: int, classes: int) -> None:
    spec = NetworkSpec((size, size, channels), 5, classes)
    networks = build(name, spec)
    latents = np.random.default_rng(0).standard_normal((3, 5)).astype(np.float32) * 50
    images = networks.generator(inputs(latents, spec), training=False).numpy()
    assert images.shape == (3, size, size, channels)
    assert images.dtype == np.float32
    assert np.abs(images).max() <= 1.0
    assert images.std() > 0
    logits = networks.discriminator(inputs(images, spec), training=False).numpy()
    assert logits.shape == (3,)
    assert logits.dtype == np.float32
    layers = [layer.name for network in (networks.generator, networks.discriminator) for layer in network.layers]
    unnamed = [
        name for name in layers if not name.startswith(("generator_", "discriminator_", "latents", "images", "labels"))
    ]
    assert not unnamed, "name every layer, so that its weights can be found again"


@pytest.mark.parametrize("name", [part.name for part in ARCHITECTURES if part.conditional])
def test_labels_matter_and_are_never_scrambled(name: str) -> None:
    spec = NetworkSpec((28, 28, 1), 5, 4)
    networks = build(name, spec)
    latents = np.repeat(np.ones((1, 5), np.float32), 8, axis=0)
    labels = [0, 1, 2, 3, 3, 2, 1, 0]
    images = networks.generator(inputs(latents, spec, labels), training=False).numpy()
    for a in range(8):  # the same latent: the same label gives the same image, another label another image
        for b in range(8):
            assert np.allclose(images[a], images[b], atol=1e-6) == (labels[a] == labels[b])
    rng = np.random.default_rng(0)
    for variable in networks.discriminator.variables:  # so that a projection that starts at zero speaks
        variable.assign(rng.normal(0, 0.1, variable.shape))
    logits = networks.discriminator(inputs(np.repeat(images[:1], 8, axis=0), spec, labels), training=False).numpy()
    for a in range(8):
        for b in range(8):
            assert np.isclose(logits[a], logits[b], atol=1e-5) == (labels[a] == labels[b])


@pytest.mark.parametrize("name", ARCHITECTURES.names())
def test_the_same_seed_builds_the_same_networks(name: str) -> None:
    spec = NetworkSpec((28, 28, 1), 5)
    one, two = build(name, spec), build(name, spec)
    for network in ("generator", "discriminator"):
        for a, b in zip(getattr(one, network).get_weights(), getattr(two, network).get_weights(), strict=True):
            np.testing.assert_array_equal(a, b)


@pytest.mark.parametrize("name", ARCHITECTURES.names())
@pytest.mark.parametrize("shape", [(27, 27, 1), (28, 32, 1), (1, 1, 1), (128, 128, 3)])
def test_sizes_that_cannot_be_built_are_refused_in_words(name: str, shape: tuple[int, int, int]) -> None:
    part = ARCHITECTURES.create(name)
    with pytest.raises(ConfigError, match=name) as caught:
        part.check(NetworkSpec(shape, 5))
    assert caught.value.field == "architecture"
    assert all(str(size) in str(caught.value) for size in part.sizes)


@pytest.mark.parametrize("name", [part.name for part in ARCHITECTURES if not part.conditional])
def test_networks_that_cannot_be_told_the_class_say_so(name: str) -> None:
    part = ARCHITECTURES.create(name)
    with pytest.raises(ConfigError, match=name) as caught:
        part.check(NetworkSpec((28, 28, 1) if part.sizes else (2,), 5, 10))
    assert caught.value.field == "conditional"


def test_the_article_is_built_as_corrected() -> None:
    networks = ARCHITECTURES.create("article").build(NetworkSpec((28, 28, 1), 100))
    shapes = [layer.output.shape[1:] for layer in networks.generator.layers if "conv" in layer.name]
    assert shapes == [(7, 7, 128), (14, 14, 64), (28, 28, 1)]
    shapes = [layer.output.shape[1:] for layer in networks.discriminator.layers if "conv" in layer.name]
    assert shapes == [(14, 14, 64), (7, 7, 128)]
    rates = [layer.rate for layer in networks.discriminator.layers if "dropout" in layer.name]
    assert rates == [0.3, 0.3]
    assert networks.generator.get_layer("generator_norm_0").momentum == 0.8
    assert networks.generator.get_layer("generator_relu_0").negative_slope == pytest.approx(0.2)
