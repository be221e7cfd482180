"""What of a config decides which pieces a script is made of."""

from __future__ import annotations

from ganboard.architectures.translation import margin
from ganboard.changes import Changes
from ganboard.config import TrainConfig
from ganboard.methods.sketch import Sketch
from ganboard.penalties import Steep
from ganboard.registry import Part

KERAS_SETS = {"mnist": "mnist", "fashion": "fashion_mnist"}
"""Our sets that ``keras.datasets`` has, and what they are called there."""
WITH_PIECES = ("architecture", "objective", "augmentation")
"""Parts of which pieces may depend on the settings."""


def conditions(config: TrainConfig, contained: bool) -> set[str]:
    """What pieces may depend on.

    The names of the method, the medium and the augmentation, and the settings of the method and of its :data:`WITH_PIECES` that
    are not 0, false or none; ``warm`` where the networks begin with what others have learnt, and ``frozen`` where layers of D stay
    as they were there; ``large_blocks`` where images are put together of 4×4 pixels; ``several_turns`` where D moves more
    than once a step; ``steep`` where the penalty is on D's slope, and ``lazy`` where that is measured now and then; ``factors``
    where classes are combinations of such; ``keras_set`` where Keras has the images, with ``most`` and ``mislabelled`` where
    these are made poorer, ``drawn`` where we draw them, or something of them; of drawings ``told`` where a factor is told, else
    ``shaded``, and ``margins`` where they lie on larger paper; ``labelled`` where labels are read with them; and of points
    where they lie, such as ``ring``, or ``contained`` where they stand in the script.
    """
    settings = {name: getattr(config.method, name) for name in type(config.method).model_fields}
    on = {name for name, value in settings.items() if (value.name != "none" if isinstance(value, Part) else value)}
    on |= {config.method.name, config.dataset.medium.name}
    on |= {name for part in WITH_PIECES for name, value in settings.get(part, ()) if value}
    if getattr(settings.get("architecture"), "blocks", 2) > 2:
        on.add("large_blocks")
    if "augmentation" in on:
        on.add(settings["augmentation"].name)
    if config.start.warm:
        on |= {"warm", "frozen"} if config.start.frozen and "discriminator" in config.method.networks else {"warm"}
    if settings.get("discriminator_steps", 1) > 1:
        on.add("several_turns")
    if isinstance(penalty := settings.get("penalty"), Steep):
        on |= {"steep", "lazy"} if penalty.every > 1 else {"steep"}
    if config.network_spec.factors:
        on.add("factors")
    if isinstance(config.method, Sketch):
        on.add("shaded" if config.method.told(config.dataset) is None else "told")
        on |= {"margins"} if margin(config.dataset.shape[0]) else set()
    if config.dataset.name in KERAS_SETS and "sketches" not in config.method.needs:
        on |= {"keras_set", *(name for name in ("most", "mislabelled") if getattr(config.dataset, name))}
    elif not config.dataset.kept:  # nor a visitor's own
        on.add("drawn")
    if on & {"conditional", "drawn"}:
        on.add("labelled")
    if "points" in on:
        on.add("contained" if contained else getattr(config.dataset, "kind", ""))
    return on


def changing(changes: Changes) -> set[str]:
    """What pieces may depend on where something changes: ``changed``; ``turns_change`` and ``noise_changes`` where these do.

    Several turns and noise are there then, even if they were not at the start.
    """
    values = {dial: {changes.begun[dial]} for dial in changes.begun}
    for change in changes:
        values[change.dial].add(change.value)
    on = {"changed"} if len(changes) else set()
    if len(values.get("discriminator_steps", ())) > 1:
        on |= {"turns_change", "several_turns"}
    if len(values.get("instance_noise", ())) > 1:
        on |= {"noise_changes", "instance_noise"}
    return on
