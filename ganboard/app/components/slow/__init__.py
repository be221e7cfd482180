"""Slow motion on the Train page: a button, and what it opens: one real step, still by still."""

from __future__ import annotations

from ganboard.app.components import mount
from ganboard.app.components.theory.game import words as of_the_game
from ganboard.app.paths import base
from ganboard.app.session import _, language
from ganboard.config import TrainConfig
from ganboard.media import ImageMedium


def slow_motion(run_id: str, config: TrainConfig) -> None:
    """Put the button on the page.

    Args:
        run_id: The run that does a step when it is pressed.
        config: The run's.
    """
    names = of_the_game()
    if not isinstance(config.dataset.medium, ImageMedium):
        names["real"] = _("real")
    if "sketches" in config.method.needs:
        names["noise"] = _("drawing")
    if "swap" in config.method.abilities:
        names["noise"] = _("other side")
    data = {
        "base": base(),
        "run": run_id,
        "language": language(),
        "scheme": config.method.scheme,
        "drawing": names,
        "words": {
            "open": _("Slow motion"),
            "help": _("One real step, taken apart. It counts; a training that runs is paused."),
            "step": _("step {step}"),
            "place": _("{number} of {count}"),
            "waiting": _("One step is being taken, slowly…"),
            "next": _("Next"),
            "back": _("Back"),
            "play": _("Play"),
            "stop": _("Stop"),
            "speed": _("Speed"),
            "slow": _("slow"),
            "usual": _("medium"),
            "fast": _("fast"),
            "more": _("One more step"),
            "close": _("Close"),
            "again": _("Try again"),
            "lighter": _("lighter here"),
            "darker": _("darker here"),
            "besides": _("Made small together with it:"),
            "layers": _("How large the gradient is in each layer"),
            "flow": _("Above: what the network is shown. Below: what it says."),
            "weights": _("{count} weights"),
            "was": _("The line marks what it was before."),
            "encoder": _("Encoder"),
            "decoder": _("Decoder"),
            "code": _("code"),
            "rebuilt": _("rebuilt"),
            "rebuilding": _("A real sample goes through the encoder, becomes a code, and the decoder rebuilds it."),
        },
    }
    mount("slow", "slow", ("theory/game", "slow"))(key=f"slow_{run_id}", data=data, width="content")
