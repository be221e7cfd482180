"""The networks that make clips."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ganboard.architectures.moving import both_judges, clip_judge, frame_judge, mover
from ganboard.datasets import Dataset
from ganboard.methods.maker import SHOWN, Maker

if TYPE_CHECKING:
    from ganboard.methods.clips import Clips


class ClipsMaker(Maker):
    """A generator of clips, and its judges: of single frames and of whole clips.

    Args:
        method: The settings.
        dataset: What kind of clip they make.

    Attributes:
        spec: What the networks fit.
        frame_judge: The judge of frames with its reader; None where there is none.
        clip_judge: The same of clips.
    """

    def __init__(self, method: Clips, dataset: Dataset) -> None:
        self.medium, self.slots = dataset.medium, method.slots(dataset)
        self.spec, sizes = method.network_spec(dataset), method.sizes(dataset)
        generator = mover(self.spec, sizes, method.motion_size, method.width)
        self.frame_judge = frame_judge(self.spec, sizes, method.judge_width) if method.frame_judge else None
        self.clip_judge = clip_judge(self.spec, method.judge_width) if method.clip_judge else None
        self._kinds = sum(sizes)
        self.parts = {"who": slice(0, self._kinds + method.content_size), "how": slice(-method.motion_size, None)}
        self.networks = {SHOWN: generator, "discriminator": both_judges(self.frame_judge, self.clip_judge)}

    def kernel(self) -> np.ndarray:
        """See :meth:`Maker.kernel`. Who is seen and how it moves enter in places of their own."""
        kinds, content = self._kinds, self.parts["who"].stop

        def of(layer: str) -> np.ndarray:
            return np.asarray(self.generator.get_layer(f"generator_{layer}").kernel)

        chosen, rest, manner = of("kind"), of("body")[32:], of("way")[16:]
        found = np.zeros(
            (len(chosen) + len(rest) + len(manner), chosen.shape[1] + rest.shape[1] + manner.shape[1]), np.float32
        )
        found[:kinds, : chosen.shape[1]] = chosen
        found[kinds:content, chosen.shape[1] : -manner.shape[1]] = rest
        found[content:, -manner.shape[1] :] = manner
        return found
