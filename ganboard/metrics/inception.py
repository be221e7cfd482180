"""InceptionV3, the network that most papers take features from, where Keras' cache has its weights. Never downloads them."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from ganboard.backend import keras, keras_home, own_settings
from ganboard.device import configure
from ganboard.errors import GANBoardError
from ganboard.i18n import N_
from ganboard.metrics.features import Extractor

FILE = "inception_v3_weights_tf_dim_ordering_tf_kernels_notop.h5"
"""What Keras calls the weights, below ``models`` in its folder."""
MD5 = "bcbd6486424b2319ff4ef7d526e38f63"
"""Of that file, as Keras checks it."""
SIDE = 299
"""Pixels to which images are enlarged."""


def weights_path() -> Path:
    """Where Keras keeps the weights once somebody had it load them; the file need not be there."""
    return keras_home() / "models" / FILE


def inception_extractor(shape: tuple[int, ...]) -> Extractor:
    """The 2,048 features before the last layer of InceptionV3, for images of any shape; built once per process.

    Args:
        shape: (height, width, channels) of an image; grey ones are looked at as coloured.

    Raises:
        GANBoardError: the weights are not in Keras' cache, or are other ones.

    Reference: Szegedy et al. 2015, arXiv:1512.00567; for the Fréchet distance Heusel et al. 2017, arXiv:1706.08500.
    Differs from the papers: Keras' weights, trained on ImageNet with 1,000 classes, and bilinear enlarging, so that the
    numbers are not those of papers, which use another set of weights.
    """
    path = weights_path()
    if not path.is_file():
        raise GANBoardError(
            N_(
                "The weights of InceptionV3 are not in Keras' cache ({path}), and GANBoard never downloads them by itself. "
                "Have Keras load them once: {call}."
            ),
            path=str(path),
            call="keras.applications.InceptionV3(include_top=False)",
        )
    if hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest() != MD5:
        raise GANBoardError(
            N_("The file {path} is not the one that Keras offers. Delete it and have Keras load it again."),
            path=str(path),
        )
    return network_extractor(shape, path)


@cache
@own_settings()
def network_extractor(shape: tuple[int, ...], path: Path) -> Extractor:
    """The extractor with weights from a file of known origin.

    Args:
        shape: (height, width, channels) of an image.
        path: Weights of InceptionV3 without its last layer, as Keras stores them.
    """
    configure()
    layers = keras.layers
    images = keras.Input(shape, name="images")
    values = layers.Resizing(SIDE, SIDE, name="enlarged")(images)
    if shape[2] == 1:
        values = layers.Concatenate(name="coloured")([values, values, values])
    network = keras.applications.InceptionV3(include_top=False, weights=None, input_shape=(SIDE, SIDE, 3))
    network.load_weights(path)
    features = layers.GlobalAveragePooling2D(name="features")(network(values, training=False))
    name = f"inception_{shape[0]}x{shape[1]}x{shape[2]}"
    return Extractor(name, N_("features of InceptionV3"), keras.Model(images, features))
