"""How well a reader reads: one that says, of each of several factors or of the class alone, which value it sees."""

from __future__ import annotations

from typing import Any

from ganboard.backend import tf


def misread(logits: Any, wanted: Any, sizes: tuple[int, ...]) -> Any:
    """The cross-entropy of what is read, summed over the factors, the mean of a batch.

    Args:
        logits: One for each value of each factor, (count, values).
        wanted: 1 for the right values and 0 for the others, (count, values).
        sizes: How many values each factor has.
    """
    each = zip(tf.split(wanted, sizes, axis=1), tf.split(logits, sizes, axis=1), strict=True)
    return tf.add_n([tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(one, read)) for one, read in each])


def all_right(logits: Any, wanted: Any, sizes: tuple[int, ...]) -> Any:
    """In which part of a batch all factors are read right. Arguments as for :func:`misread`."""
    each = zip(tf.split(wanted, sizes, axis=1), tf.split(logits, sizes, axis=1), strict=True)
    right = [tf.equal(tf.argmax(one, axis=1), tf.argmax(read, axis=1)) for one, read in each]
    return tf.reduce_mean(tf.cast(tf.reduce_all(tf.stack(right), axis=0), tf.float32))
