import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from ganboard import figures, recording
from ganboard.config import TrainConfig
from ganboard.datasets import Data
from ganboard.errors import CheckpointError, DatasetError, RunError, TrainingDiverged
from ganboard.i18n import message, render
from ganboard.methods.adversarial_words import RAN_AWAY
from ganboard.recording import Recording
from ganboard.run_data import real_picture
from ganboard.runs import Run, find_run
from ganboard.snapshot import Checkpoint
from ganboard.storage import read_arrays, write_arrays
from ganboard.trainer import Trainer

pytestmark = pytest.mark.usefixtures("as_written", "by_steps_alone")

Small = Callable[..., TrainConfig]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Callable[..., Recording]]:
    """A function from a config, or a run, to its recording; closed at the end."""
    open_ones: list[Recording] = []

    def open_one(what: TrainConfig | Run, name: str = "run") -> Recording:
        run = Run.create(tmp_path / name, what, "test") if isinstance(what, TrainConfig) else what
        open_ones.append(Recording(run))
        return open_ones[-1]

    yield open_one
    for one in open_ones:
        one.close()


def train(one: Recording, step: int) -> None:
    """Turns until a step."""
    while one.step < step:
        assert one.turn(seconds=10, at_most=step - one.step) >= 1
    assert one.step == step


def equal(one: Checkpoint, two: Checkpoint) -> bool:
    return one.step == two.step and all(one.arrays[name].tobytes() == two.arrays[name].tobytes() for name in one.arrays)


@pytest.mark.slow
def test_checkpoints_come_where_they_are_due_and_history_where_one_looks(opened: Callable, small: Small) -> None:
    one = opened(small("mlp"))
    assert one.run.status()["state"] == "paused"
    train(one, 17)
    assert one.run.steps() == [5, 10, 15]
    assert one.run.status()["step"] == 15
    snapshot = one.snapshot()
    assert [row["step"] for row in one.run.history()] == [5, 10, 15, 17]  # each checkpoint has its own numbers
    assert one.run.history()[-1]["generator_loss"] == pytest.approx(snapshot.measures["generator_loss"], abs=1e-6)
    assert one.snapshot().measures == snapshot.measures
    assert len(one.run.history()) == 4  # nothing new, no new row
    one.save(keep=True)
    assert one.run.kept() == {17}
    picture = figures.read_png(one.run.picture(17))
    np.testing.assert_array_equal(picture, figures.grid(one.trainer.samples(), 8))


@pytest.mark.slow
def test_a_recording_opened_again_goes_on_as_if_never_closed(opened: Callable, small: Small) -> None:
    config = small(conditional=True)
    one = opened(config)
    train(one, 10)
    one.snapshot()
    train(one, 13)
    one.snapshot()
    one.close()
    again = opened(one.run)
    assert again.step == 10
    assert [row["step"] for row in again.run.history()] == [5, 10]
    train(again, 15)
    straight = Trainer(config)
    straight.advance(15)
    assert equal(again.trainer.checkpoint(), straight.checkpoint())


@pytest.mark.slow
def test_after_a_rewind_the_same_training_comes_again(opened: Callable, small: Small) -> None:
    one = opened(small("mlp"))
    train(one, 15)
    one.snapshot()
    before = one.trainer.checkpoint()
    kept, away = message("Kept."), message(RAN_AWAY, discriminator="1e+09", generator="3")
    one.run.update(notices=[kept, away])
    one.rewind(5)
    assert one.run.status()["notices"] == [kept]  # what was said of the end is true of no other step
    assert one.step == one.run.status()["step"] == 5
    assert one.run.steps() == [5, 10, 15]
    assert [row["step"] for row in one.run.history()] == [5]
    stamps = {step: one.run.stamp(step) for step in (5, 10, 15)}
    train(one, 15)
    assert equal(one.trainer.checkpoint(), before)
    assert {step: one.run.stamp(step) for step in (5, 10, 15)} == stamps  # what was found out about them still holds
    with pytest.raises(CheckpointError, match="step 7"):
        one.rewind(7)
    assert equal(one.trainer.checkpoint(), before)


@pytest.mark.slow
def test_going_forward_again_brings_the_curves_back(opened: Callable, small: Small) -> None:
    one = opened(small("mlp"))
    train(one, 17)
    one.save()
    whole = one.run.history()
    one.rewind(5)
    train(one, 7)
    one.save()
    one.rewind(17)
    assert one.step == one.run.status()["step"] == 17
    found = one.run.history()
    assert [row["step"] for row in found] == [5, 7, 10, 15, 17]
    assert [row for row in found if row["step"] != 7] == whole
    one.close()
    assert opened(one.run).run.history() == found


@pytest.mark.slow
def test_on_a_device_that_repeats_nothing_the_later_past_becomes_a_run_of_its_own(
    opened: Callable, small: Small, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = opened(small("mlp"))
    train(one, 17)
    one.save(keep=True)
    (one.run.path / "evaluations").mkdir()
    for step in (5, 15):
        (one.run.path / "evaluations" / f"{step}.json").write_text("{}")
    whole, last, picture = one.run.history(), one.trainer.checkpoint(), one.run.picture(15)
    monkeypatch.setattr(recording, "repeats", lambda: False)
    one.rewind(5)
    assert one.run.steps() == [5, 10, 15, 17]  # going back alone changes nothing
    train(one, 7)
    assert one.run.steps() == [5]
    assert list((one.run.path / "evaluations").iterdir()) == [one.run.path / "evaluations" / "5.json"]
    (notice,) = one.run.status()["notices"]
    other = find_run(one.run.path.parent, notice["values"]["run"])
    assert (other.steps(), other.kept(), other.picture(15)) == ([5, 10, 15, 17], {17}, picture)
    assert other.history() == whole
    assert (other.status()["step"], other.status()["state"], other.id in str(other.status()["id"])) == (
        17,
        "stopped",
        True,
    )
    assert len(list((other.path / "evaluations").iterdir())) == 2
    assert equal(opened(other).trainer.checkpoint(), last)
    train(one, 10)
    assert one.run.whole_history()[-1]["step"] == 10


@pytest.mark.slow
def test_where_other_numbers_come_the_pasts_are_not_mixed(opened: Callable, small: Small) -> None:
    """As on another computer: found by comparing, since nothing says so beforehand."""
    one = opened(small("mlp"))
    train(one, 15)
    one.rewind(5)
    file = one.run.path / "checkpoints" / "000000010.npz"
    arrays = read_arrays(file)
    name = next(name for name in arrays if name.startswith("generator/"))
    write_arrays(file, {**arrays, name: arrays[name] + 1})
    train(one, 15)
    (notice,) = one.run.status()["notices"]
    other = find_run(one.run.path.parent, notice["values"]["run"])
    assert other.steps() == [5, 10, 15]
    assert np.array_equal(other.load(10).arrays[name], arrays[name] + 1)
    assert np.array_equal(one.run.load(10).arrays[name], arrays[name])
    assert one.run.steps() == [5, 10, 15]


@pytest.mark.slow
def test_a_checkpoint_between_two_that_are_due_is_met_again(opened: Callable, small: Small) -> None:
    one = opened(small("mlp"))
    train(one, 7)
    one.save()
    stamp = one.run.stamp(7)
    one.rewind(5)
    train(one, 10)
    assert one.run.status().get("notices", []) == []
    assert (one.run.stamp(7), [row["step"] for row in one.run.history()]) == (stamp, [5, 7, 10])


@pytest.mark.slow
def test_a_damaged_newest_checkpoint_costs_only_its_own_steps(opened: Callable, small: Small) -> None:
    one = opened(small("mlp"))
    train(one, 10)
    one.close()
    (one.run.path / "checkpoints" / "000000010.npz").write_bytes(b"PK")
    (one.run.path / "checkpoints" / ".000000015.npz.1.1.tmp").write_bytes(b"half")
    again = opened(one.run)
    assert again.step == 5
    assert render(again.run.status()["notices"][-1]).startswith("The newest checkpoint cannot be read (step 10).")
    assert not list((one.run.path / "checkpoints").glob(".*"))
    train(again, 10)
    assert again.run.load().lost == ()


@pytest.mark.trial
def test_a_training_whose_checkpoints_are_all_gone_begins_anew_and_says_so(opened: Callable, small: Small) -> None:
    one = opened(small("mlp"))
    train(one, 5)
    one.close()
    shutil.rmtree(one.run.path / "checkpoints")
    again = opened(one.run)
    assert render(again.run.status()["notices"][-1]).startswith("All checkpoints of this training are gone.")
    assert (again.step, again.run.history()) == (0, [])
    train(again, 5)
    assert again.run.gone() is None


@pytest.mark.trial
@pytest.mark.slow
def test_a_recording_needs_neither_of_the_two_small_files(opened: Callable, small: Small) -> None:
    config = small("mlp")
    one = opened(config)
    train(one, 10)
    one.close()
    for name in ("run.json", "config.json"):
        (one.run.path / name).write_bytes(b"\0\0")
    again = opened(one.run)
    assert (again.step, again.config) == (10, config)
    train(again, 15)
    straight = Trainer(config)
    straight.advance(15)
    assert equal(again.trainer.checkpoint(), straight.checkpoint())


@pytest.mark.slow
def test_a_run_is_trained_once_at_a_time_and_set_free_after_a_failure(opened: Callable, small: Small) -> None:
    one = opened(small("mlp"))
    with pytest.raises(RunError, match="another process"):
        Recording(one.run)
    one.close()
    whole = (one.run.path / "config.json").read_bytes()
    missing = small("mlp", dataset={"name": "images", "path": "/nowhere"}).to_json()
    (one.run.path / "config.json").write_text(missing)
    with pytest.raises(DatasetError, match="/nowhere"):
        Recording(one.run)
    (one.run.path / "config.json").write_bytes(whole)
    opened(one.run)  # the failed one did not keep the lock


@pytest.mark.slow
def test_the_end_is_kept_exactly_and_can_be_lifted(opened: Callable, small: Small) -> None:
    one = opened(small("mlp", steps=7))
    while not one.finished:
        one.turn(seconds=10)
    assert one.step == 7
    one.open_ended = True
    assert not one.finished
    train(one, 9)


@pytest.mark.slow
def test_an_end_in_seconds_stops_it(opened: Callable, small: Small) -> None:
    one = opened(small("mlp", seconds=0.2))
    for _ in range(100_000):
        if one.finished:
            break
        one.turn()
    assert one.finished
    assert one.trainer.seconds < 10


@pytest.mark.slow
def test_what_breaks_down_keeps_its_last_good_checkpoint(opened: Callable, small: Small) -> None:
    one = opened(small("mlp"))
    train(one, 5)
    arrays = one.trainer.checkpoint().arrays
    name = next(name for name in arrays if name.startswith("discriminator/"))
    one.trainer.restore(Checkpoint(5, 0.0, {**arrays, name: np.full_like(arrays[name], np.inf)}))
    with pytest.raises(TrainingDiverged):
        one.save()
    with pytest.raises(TrainingDiverged):
        one.turn()
    assert one.run.steps() == [5]
    one.rewind(5)
    train(one, 7)


@pytest.mark.trial
@pytest.mark.slow
def test_watching_the_quality_changes_no_weight(
    opened: Callable, small: Small, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = {}
    for name, share in (("watched", 1e9), ("alone", 0.0)):
        monkeypatch.setattr(recording, "SHARE", share)
        found[name] = opened(small(conditional=True), name)
        train(found[name], 15)
    assert [row["step"] for row in found["watched"].watch.rows] == [5, 10, 15]
    assert found["alone"].watch.rows == ()
    assert equal(found["watched"].trainer.checkpoint(), found["alone"].trainer.checkpoint())


@pytest.mark.slow
def test_little_is_lost_when_checkpoints_are_far_apart(
    opened: Callable, small: Small, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = opened(small("mlp"))
    monkeypatch.setattr(recording, "SAVE_SECONDS", 0.0)
    one.turn(at_most=1)
    one.turn(at_most=1)
    assert one.run.steps() == [1, 2]


def test_images_that_cannot_be_had_are_replaced_and_that_is_said(
    opened: Callable, small: Small, monkeypatch: pytest.MonkeyPatch
) -> None:
    def offline(*_: object) -> Data:
        raise DatasetError("No network: {n} ship inside.", n=5000)

    monkeypatch.setattr("ganboard.datasets.mnist.full_set", offline)
    one = opened(small("mlp", dataset={"name": "mnist", "full": True}))
    assert one.config == one.run.config() == small("mlp", dataset="mnist")
    assert [notice["values"] for notice in one.run.status()["notices"]] == [{"n": 5000}]
    assert one.run.status()["images"] == 4500


@pytest.mark.slow
def test_own_images_are_copied_so_that_a_run_outlives_their_folder(
    opened: Callable, small: Small, tmp_path: Path
) -> None:
    folder = tmp_path / "pictures"
    folder.mkdir()
    chance = np.random.default_rng(0)
    for number in range(17):
        Image.fromarray(chance.integers(0, 256, (40, 30, 3)).astype(np.uint8)).save(folder / f"{number}.png")
    (folder / "broken.png").write_bytes(b"no picture")
    one = opened(small("mlp", dataset={"name": "images", "path": str(folder), "size": 28}))
    assert one.run.status()["images"] == 17
    assert len(one.run.status()["report"]["left_out"]) == 1
    train(one, 5)
    one.close()
    for file in folder.iterdir():
        file.unlink()
    again = opened(one.run)
    np.testing.assert_array_equal(again.trainer.data.samples, one.trainer.data.samples)
    assert again.step == 5


def test_real_images_are_laid_out_like_the_samples(small: Small, digits: Data) -> None:
    sheet = figures.read_png(real_picture(digits, small(conditional=True)))
    assert sheet.shape == (8 * 30 - 2, 10 * 30 - 2, 1)
    cells = [[sheet[r * 30 : r * 30 + 28, c * 30 : c * 30 + 28] for c in range(10)] for r in range(8)]
    for row in cells:
        for label, cell in enumerate(row):
            found = [digits.labels[i] for i in range(40) if np.array_equal(digits.samples[i], cell)]  # type: ignore[index]
            assert found == [label]
    assert figures.read_png(real_picture(digits, small())).shape == (8 * 30 - 2, 8 * 30 - 2, 1)
    assert real_picture(digits, small()) == real_picture(digits, small())
