"""What the doctor's probe measures of a training at one moment: of pictures, and of points in the plane."""

from __future__ import annotations

from typing import Any

import numpy as np

from ganboard.backend import tf
from ganboard.config import TrainConfig
from ganboard.datasets import Data
from ganboard.datasets.points import Points
from ganboard.datasets.split import first_of_each
from ganboard.doctor import statistics
from ganboard.doctor.moments import of_points
from ganboard.metrics import Extractor, extractor_for
from ganboard.metrics.distances import nearest
from ganboard.metrics.features import CLASSIFIERS
from ganboard.metrics.modes import NEAR
from ganboard.sampler import latents
from ganboard.trainer import Trainer

FAKES, POINTS = 64, 256
"""Pictures, or points, that are made each time."""
COMPARED = 2_500
"""Training pictures in which copies are looked for, at most."""
POOL = 1_000
"""Real samples of each kind that the judge is asked about in turn, at most."""
PAIRS = 300
"""Real pictures whose distances tell what is alike, at most."""
SEED = 12
"""Of what is drawn once."""
COLUMNS = 16
"""Generators that are told at most so many classes are compared class by class."""


class Measuring:
    """Looks at a training; one for all moments, so that the real side is prepared once.

    Args:
        config: What is trained.
        trainer: The training, which nothing here changes.
    """

    def __init__(self, config: TrainConfig, trainer: Trainer) -> None:
        self._config, self._trainer, self._spec = config, trainer, config.network_spec
        chance = np.random.default_rng(SEED)
        self._training = learned(config, trainer.data)
        self._seen = self._pool(self._training, chance)
        self._unseen = None if trainer.held_out is None else self._pool(learned(config, trainer.held_out), chance)
        self._points = of_points(config)
        self._density = config.dataset.density if isinstance(config.dataset, Points) else None
        self._count = POINTS if self._points else FAKES
        self._judged = tf.function(self._opinion, autograph=False, reduce_retracing=True)
        self._judges = True
        if self._points:
            self._along = statistics.along(self._some(self._training, COMPARED, chance).samples)
        else:
            some = pictured(self._some(self._training, COMPARED, chance).samples)
            self._vectors = statistics.pooled(some[first_of_each(some)])
            self._extractor = self._classifier()
            self._base = self._usual_copies()
        self._near = self._usually_near(chance)
        self._spread = max(float(np.sqrt(self._coarse(self._real_samples(chance)).var(axis=0).sum())), 1e-9)

    def row(self) -> dict[str, Any]:
        """What is measured where the training stands, JSON types, with its ``"step"``.

        ``alike``: the part of the pairs of fakes that are as near to each other as few real ones are; ``usual``: the same of
        real ones. ``spread``: how far two fakes are apart, as a part of how far two real ones are. ``middle``: the mean fake, in
        few numbers. ``seen``, ``wanted``: how often each class or place comes, and which part should be it. ``asked``: in which
        part the class that was asked for is seen. ``near``: the part that lie nearer to a training picture than few unseen ones
        do; ``copies``, ``usual_copies``: the part that are copies, and that of unseen real pictures. ``auc``: how often D prefers
        a real sample to a fake; ``memory``: one that it learned from to one that it never saw. ``gap``: how far it keeps real
        samples from fakes; ``width``: how far real ones from each other; ``slope``: how much of its slope G's loss has left.
        ``good``: the part of points that lie where real ones do; ``distance``: how far the cloud is from the real one. What cannot
        be measured here is not there.
        """
        step, sampler = self._trainer.step, self._trainer.sampler
        chance = np.random.default_rng([SEED, step])
        noise = latents(self._count, self._spec.latent_size, int(chance.integers(2**31)))
        labels = self._labels(chance)
        drawings = sampler.maker.sketches(noise, labels) if sampler.draws and labels is not None else None
        fakes = sampler.sample(noise, labels, drawings)
        found: dict[str, Any] = {}
        if np.isfinite(fakes).all():
            seen = pictured(fakes)
            found |= self._of_points(seen) if self._points else self._of_pictures(seen, labels)
            found["middle"] = [round(float(each), 3) for each in self._coarse(seen).mean(axis=0) / self._spread]
            told = drawings if sampler.maker.paired else None
            found |= self._of_judge(Data(self._columns(fakes, labels, told)), chance)
        return {"step": step, **statistics.finite(found), "fakes": len(fakes)}

    # What is prepared once

    def _pool(self, data: Data, chance: np.random.Generator) -> Data:
        """Some real samples with no more than the judge is told of them: what is drawn is drawn when it is looked at."""
        column = self._trainer.sampler.maker.paired
        some = self._some(data, 2 * FAKES if column else POOL, chance)
        return Data(self._columns(some.samples, some.labels, np.asarray(some.columns[column]) if column else None))

    def _some(self, data: Data, count: int, chance: np.random.Generator) -> Data:
        return data.take(chance.permutation(len(data))[:count])

    def _real_samples(self, chance: np.random.Generator) -> np.ndarray:
        return pictured(self._some(self._training, PAIRS, chance).samples)

    def _classifier(self) -> Extractor | None:
        """What names what it sees in these pictures; None where nothing does."""
        name, (height, width, channels) = self._config.dataset.name, self._training.samples.shape[-3:]
        if name not in CLASSIFIERS:
            return None
        extractor = extractor_for(self._config.dataset, (height, width, channels))
        return extractor if extractor.classes else None

    def _usual_copies(self) -> tuple[float, float] | None:
        """Which part of unseen real pictures count as copies, and below which distance from a training picture few of them lie.

        Where there are no unseen ones, those of each training picture and the others.
        """
        if len(self._vectors) < 3:
            return None
        unseen = self._trainer.held_out
        others = self._vectors if unseen is None else statistics.pooled(pictured(unseen.samples[:PAIRS]))
        near = statistics.nearest(others, self._vectors, themselves=unseen is None)
        return statistics.copied(near), float(np.quantile(near[:, 0], statistics.RARE))

    def _described(self, samples: np.ndarray) -> np.ndarray:
        """Samples as numbers in which those that look alike are near: a classifier's features where there is one."""
        if self._points:
            return samples
        return statistics.pooled(samples) if self._extractor is None else self._extractor.features(samples)

    @property
    def _by_class(self) -> bool:
        return 0 < self._spec.classes <= COLUMNS and self._training.labels is not None

    def _usually_near(self, chance: np.random.Generator) -> tuple[float, float, float]:
        """Below which distance two samples are alike, which part of the real pairs are, and how far two real ones are apart."""
        some = self._some(self._training, PAIRS, chance)
        found = statistics.among(self._described(pictured(some.samples)), some.labels if self._by_class else None)
        if not len(found):
            return 0.0, 0.0, 0.0
        near = 0.1 * np.sqrt(np.square(found).mean()) if self._points else np.quantile(found, statistics.ALIKE)
        return max(float(near), 1e-6), float((found <= near).mean()), float(np.median(found))

    # What is measured at a moment

    def _labels(self, chance: np.random.Generator) -> np.ndarray | None:
        classes = self._spec.classes
        if not classes:
            return None
        if classes <= COLUMNS:
            return np.arange(self._count, dtype=np.int32) % classes
        return chance.integers(classes, size=self._count).astype(np.int32)

    def _coarse(self, samples: np.ndarray) -> np.ndarray:
        return samples.astype(np.float64) if self._points else statistics.pooled(samples, statistics.COARSE)

    def _alike(self, vectors: np.ndarray, labels: np.ndarray | None) -> dict[str, Any]:
        found = statistics.among(vectors, labels if self._by_class else None)
        near, usual, apart = self._near
        if not len(found) or not apart:
            return {}
        return {"alike": (found <= near).mean(), "usual": usual, "spread": np.median(found) / apart}

    def _of_pictures(self, fakes: np.ndarray, labels: np.ndarray | None) -> dict[str, Any]:
        vectors = statistics.pooled(fakes)
        found: dict[str, Any] = {}
        if self._base is not None:
            near = statistics.nearest(vectors, self._vectors)
            found |= {"copies": statistics.copied(near), "usual_copies": self._base[0]}
            found["near"] = (near[:, 0] < self._base[1]).mean()
        if self._extractor is None:
            return found | self._alike(vectors, labels)
        features, probabilities = self._extractor.look(fakes)
        kinds, sizes = probabilities.argmax(axis=1), self._sizes
        known = np.asarray(self._training.labels if labels is None else labels)
        found["seen"] = statistics.counted(kinds, sizes)
        found["wanted"] = [round(count / len(known), 4) for count in statistics.counted(known, sizes)]
        if labels is not None and not self._trainer.sampler.maker.both_ways:  # whose networks hear of no label
            found["asked"] = (kinds == labels).mean()
        return found | self._alike(features, labels)

    @property
    def _sizes(self) -> tuple[int, ...]:
        dataset = self._config.dataset
        return tuple(len(factor) for factor in dataset.factors) or (len(dataset.classes),)

    def _of_points(self, fakes: np.ndarray) -> dict[str, Any]:
        found = self._alike(fakes, None)
        found["distance"] = np.abs(statistics.along(fakes) - self._along).mean()
        density = self._density
        if density is not None:
            places, far = nearest(fakes.astype(np.float64), density.modes)
            if density.centres is not density.modes:
                far = nearest(fakes.astype(np.float64), density.centres)[1]
            near = far <= NEAR * density.deviation
            found["good"] = near.mean()
            if len(density.modes) > 1:
                found["seen"] = np.bincount(places[near], minlength=len(density.modes)).tolist()
                found["wanted"] = [round(1 / len(density.modes), 4)] * len(density.modes)
        return found

    def _columns(self, samples: np.ndarray, labels: np.ndarray | None, drawings: np.ndarray | None) -> dict[str, Any]:
        found = {"images": samples} | ({} if labels is None else {"labels": labels})
        return found | ({} if drawings is None else {"sketches": drawings})

    def _of_judge(self, fakes: Data, chance: np.random.Generator) -> dict[str, Any]:
        real = self._think(self._some(self._seen, self._count, chance))
        fake = None if real is None else self._think(fakes)
        if real is None or fake is None or not (np.isfinite(real).all() and np.isfinite(fake).all()):
            return {}
        found: dict[str, Any] = {"auc": statistics.above(real, fake), "gap": real.mean() - fake.mean()}
        found["width"] = real.std()
        objective = getattr(self._config.method, "objective", None)
        if objective is not None:
            even = 0.0 if objective.even is None else objective.even
            logits = fake - real.mean() if objective.relative else fake
            found["slope"] = statistics.slope(objective.generator_curve, logits, even)
        unseen = None if self._unseen is None else self._think(self._some(self._unseen, self._count, chance))
        if unseen is not None and len(unseen) >= self._count // 2:
            found["memory"] = statistics.above(real, unseen)
        return found

    def _think(self, data: Data) -> np.ndarray | None:
        """What the judge thinks of samples, float64, (count,); None where nobody judges."""
        if not self._judges:
            return None
        labels = tf.constant(np.asarray(data.labels), tf.int32) if self._spec.classes else None
        told = self._trainer.sampler.maker.paired
        drawings = tf.constant(np.asarray(data.columns["sketches"]), tf.float32) if told else None
        logits = self._judged(tf.constant(data.samples), labels, drawings)
        self._judges = logits is not None
        return None if logits is None else np.asarray(logits, np.float64)

    def _opinion(self, samples: Any, labels: Any, drawings: Any) -> Any:
        learner = self._trainer.learner
        return learner.opinion(learner.maker.medium.learned(samples), labels, drawings)


def pictured(samples: np.ndarray) -> np.ndarray:
    """Samples by which they are told apart: of clips, (count, frames, height, width, channels), the first frames."""
    return samples[:, 0] if samples.ndim == 5 else samples


def learned(config: TrainConfig, data: Data) -> Data:
    """Of some samples those that a method would learn from: not those of kinds that it is never to see."""
    if "never_shown" not in config.method.needs:
        return data
    shown = data.take(~np.asarray(data.columns["never_shown"]))
    return shown if len(shown) else data
