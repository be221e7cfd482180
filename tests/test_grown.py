"""Networks with blocks of 4×4 pixels: how they begin, and how small ones become such."""

from typing import Any

import numpy as np
import pytest

from ganboard.architectures import NetworkSpec
from ganboard.architectures.lean import Lean, grown
from ganboard.backend import keras
from ganboard.config import TrainConfig
from ganboard.datasets import Data
from ganboard.errors import CheckpointError
from ganboard.snapshot import Checkpoint
from ganboard.trainer import Trainer

pytestmark = pytest.mark.usefixtures("as_written")

SPECS = [
    pytest.param(1, 0, (), id="grey"),
    pytest.param(3, 4, (), id="classes"),
    pytest.param(3, 6, (2, 3), id="factors"),
]


def sets(spec: NetworkSpec, blocks: int) -> dict[str, Any]:
    lean = Lean(width=8, features=16, blocks=blocks)
    networks = {
        "generator": lean.generator(spec),
        "discriminator": lean.discriminator(spec),
        "encoder": lean.encoder(spec),
    }
    return networks


def arrays(networks: dict[str, Any]) -> dict[str, np.ndarray]:
    return {
        f"{owner}/{weight.path}": weight.numpy() for owner, network in networks.items() for weight in network.weights
    }


def with_labels(first: np.ndarray, spec: NetworkSpec) -> Any:
    return [first, np.arange(len(first), dtype=np.int32) % spec.classes] if spec.classes else first


def doubled(images: np.ndarray) -> np.ndarray:
    return images.repeat(2, axis=1).repeat(2, axis=2)


@pytest.mark.parametrize(("channels", "classes", "factors"), SPECS)
def test_grown_networks_make_and_see_the_same_twice_as_large(
    channels: int, classes: int, factors: tuple[int, ...]
) -> None:
    keras.utils.set_random_seed(3)
    small = NetworkSpec((32, 32, channels), 5, classes, factors)
    large = NetworkSpec((64, 64, channels), 5, classes, factors)
    before, after = sets(small, 2), sets(large, 4)
    chance = np.random.default_rng(0)
    for network in before.values():
        for weight in network.trainable_weights:
            weight.assign(weight + chance.normal(0, 0.1, weight.shape))
    given = arrays(before)
    kept = {name: array.copy() for name, array in given.items()}
    found = grown(given)
    assert all(np.array_equal(given[name], kept[name]) for name in kept), "what is given stays as it is"
    for owner, network in after.items():
        for weight in network.weights:
            array = found[f"{owner}/{weight.path}"]
            assert array.dtype == np.float32
            weight.assign(array)
    latents = chance.standard_normal((6, 5)).astype(np.float32)
    images = before["generator"](with_labels(latents, small), training=False).numpy()
    made = after["generator"](with_labels(latents, large), training=False).numpy()
    assert images.std() > 0.1
    np.testing.assert_allclose(made, doubled(images), atol=1e-6)
    for judging in ("discriminator", "encoder"):
        said = before[judging](with_labels(images, small), training=False).numpy()
        says = after[judging](with_labels(doubled(images), large), training=False).numpy()
        assert said.std() > 1e-3
        np.testing.assert_allclose(says, said, atol=2e-5)


def test_large_blocks_begin_with_doubled_pictures_and_see_only_what_is_coarse() -> None:
    keras.utils.set_random_seed(1)
    spec = NetworkSpec((64, 64, 3), 5)
    networks = sets(spec, 4)
    chance = np.random.default_rng(0)
    images = networks["generator"](chance.standard_normal((4, 5)).astype(np.float32), training=False).numpy()
    np.testing.assert_array_equal(images, doubled(images[:, ::2, ::2]))
    real = chance.uniform(-1, 1, (4, 64, 64, 3)).astype(np.float32)
    coarse = real.reshape(4, 32, 2, 32, 2, 3).mean(axis=(2, 4))
    seen, seen_coarse = (networks["discriminator"](each, training=False).numpy() for each in (real, doubled(coarse)))
    np.testing.assert_allclose(seen, seen_coarse, atol=1e-5)


def test_filters_for_details_paint_what_single_blocks_need_and_nothing_at_first() -> None:
    keras.utils.set_random_seed(1)
    spec = NetworkSpec((64, 64, 3), 5)
    chance = np.random.default_rng(0)
    latents = chance.standard_normal((4, 5)).astype(np.float32)
    generator = Lean(width=8, blocks=4, details=12).generator(spec)
    begun = generator(latents, training=False).numpy()
    np.testing.assert_array_equal(begun, doubled(begun[:, ::2, ::2]))
    detail = generator.get_layer("generator_detail")
    assert detail.kernel.shape == (1, 1, 12, 48)
    detail.kernel.assign(chance.normal(0, 0.1, detail.kernel.shape))
    made = generator(latents, training=False).numpy()
    assert np.abs(made - doubled(made[:, ::2, ::2])).mean() > 1e-3
    plain = {weight.path for weight in Lean(width=8, blocks=4).generator(spec).weights}
    assert {weight.path for weight in generator.weights} - plain == {"generator_fine/kernel", "generator_fine/bias"}


def test_the_judge_sees_details_four_times_as_strongly_where_they_have_filters() -> None:
    spec = NetworkSpec((64, 64, 3), 5)
    chance = np.random.default_rng(0)
    fine = chance.uniform(-1, 1, (4, 64, 64, 3)).astype(np.float32)
    seen = []
    for details in (0, 12):
        keras.utils.set_random_seed(1)
        judge = Lean(width=8, blocks=4, details=details).discriminator(spec)
        images = keras.Model(judge.inputs, judge.get_layer("discriminator_sharpened").output)
        before = np.asarray(images([fine]))
        kernel = judge.get_layer("discriminator_detail").kernel
        kernel.assign(np.random.default_rng(2).normal(0, 0.1, kernel.shape))
        seen.append((before, np.asarray(images([fine])) - before))
    np.testing.assert_allclose(seen[1][0], seen[0][0], atol=1e-5)  # what is coarse looks the same
    np.testing.assert_allclose(seen[1][1], 4 * seen[0][1], atol=1e-4)


@pytest.mark.trial
@pytest.mark.slow
def test_a_grown_training_goes_on_as_the_small_one_would() -> None:
    """With pictures that are the small ones doubled and gamma four times as large, all that was there before moves alike."""
    small = TrainConfig(dataset="creatures", conditional=True, penalty={"name": "r1", "gamma": 0.1}, mismatch=0.3)
    more = {"architecture.blocks": 4, "penalty.gamma": 0.4}
    large = small.replace(dataset={"name": "creatures", "size": 64}, **more)
    data = small.dataset.some(64)
    images = np.asarray(data.samples)
    first = Trainer(small, Data({**data.columns, "images": images}))
    first.advance(3)
    second = Trainer(large, Data({**data.columns, "images": doubled(images)}))
    before = first.checkpoint()
    second.restore(Checkpoint(before.step, before.seconds, grown(before.arrays)))
    np.testing.assert_allclose(second.samples().astype(int), doubled(first.samples()).astype(int), atol=1)
    first.advance(1)
    second.advance(1)
    one, other = first.checkpoint().arrays, second.checkpoint().arrays
    assert all(
        "_detail/" in name or name.endswith(("_doubled/kernel", "_halved/kernel")) for name in set(other) - set(one)
    )
    for name, array in one.items():
        if not name.startswith(("generator_adam", "discriminator_adam")):
            assert np.abs(array - before.arrays[name]).max() > 0 or "_values" in name
            np.testing.assert_allclose(other[name], array, atol=1e-4, err_msg=name)


def test_other_networks_do_not_grow() -> None:
    with pytest.raises(CheckpointError, match="can grow"):
        grown({"generator/generator_dense/kernel": np.zeros((2, 2), np.float32)})
    networks = sets(NetworkSpec((64, 64, 3), 5), 4)
    with pytest.raises(CheckpointError, match="can grow"):
        grown(arrays(networks))
