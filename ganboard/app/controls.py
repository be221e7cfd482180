"""The training form: every field of the config as a widget, with its range and its help."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from itertools import groupby
from typing import Any, Literal, get_args, get_origin

import streamlit as st
from pydantic.fields import FieldInfo

from ganboard import settings
from ganboard.app import fields, linked, widgets
from ganboard.app.choices import choose, chosen, everything, forget
from ganboard.app.complaints import complain
from ganboard.app.connection import engine
from ganboard.app.session import _
from ganboard.app.titles import known_runs
from ganboard.app.titles import titles as titles_of
from ganboard.architectures import ARCHITECTURES
from ganboard.config import TrainConfig, in_query
from ganboard.datasets import DATASETS
from ganboard.datasets.images import FEW
from ganboard.errors import ConfigError, short
from ganboard.i18n import N_, message
from ganboard.media import PointsMedium
from ganboard.methods import METHODS
from ganboard.presets import PRESETS
from ganboard.runs import Run
from ganboard.starts import brought, may_bring

OPEN = ("dataset.kind",)
"""The fields that stand in the open; all others are under "Advanced"."""
FIRST = ("dataset", "start", "conditional", "steps")
"""The fields that come first there, with those of a part."""
SPOILING = ("dataset.most", "dataset.mislabelled")
"""Fields that make the data poorer: not among the first."""
OF_CLASSES = ("conditional", "mismatch")
"""The fields that are about classes, and are left out where what is learned has none."""
OF_JUDGES = ("architecture.features", "start.frozen")
"""Fields that mean nothing where no network judges."""
RUN = "start.run"
"""The field that names a training of the visitor's own: the newest, as long as none is chosen."""
MIRROR = "augmentation.flips"
"""The field that is asked beside a visitor's own pictures, and stands nowhere else then."""
ASKED = N_("May your pictures be mirrored? Letters and numbers may not.")
ENOUGH = "train.enough"
"""The choice, made by what was brought, that there are so many pictures that nothing need be changed in them."""
REGISTRIES = settings.registries(TrainConfig)
KNOWN = frozenset(settings.every(TrainConfig)) | {f"method.{name}" for name in settings.every(TrainConfig)}
UPLOAD = "images"
"""The dataset whose images the visitor brings."""
HAND = "hand"
"""The dataset of digits that the visitor writes."""
POINTS = "points"
"""The dataset of points in the plane, which the visitor may bring, too."""
UNKNOWN = N_("There is no preset called {name}. These can be named in a link: {names}.")
FIELD = "train.field."
"""How the names of the form's choices begin."""


def start_with(config: TrainConfig) -> None:
    """Put a config into the form."""
    forget(FIELD)
    for name, value in config.to_flat().items():
        choose(FIELD + name, value)


def prepare() -> None:
    """Fill the form once: from the link, or with the first preset."""
    if chosen("train.filled"):
        return
    choose("train.filled", True)
    preset = st.query_params.get("preset")
    if preset in PRESETS:
        choose("train.preset", preset)
    elif preset is not None:
        complain(message(UNKNOWN, name=short(preset), names=", ".join(PRESETS)))
    told = {k: v for k, v in st.query_params.items() if k in KNOWN}
    if told and told.get("dataset") != UPLOAD:  # a link must not name files of this computer
        try:
            if preset in PRESETS:
                start_with(PRESETS[preset].config(**told))
                if not any("augmentation" in name for name in told):
                    forget(FIELD + "augmentation")  # how many pictures are brought decides it
                if "method" not in told:
                    _leave_open(told)
            else:
                start_with(TrainConfig.from_query(told))
                choose("train.preset", None)
        except ConfigError as error:
            complain(error.message)


def _leave_open(told: dict[str, str]) -> None:
    """Of the networks' sizes only what an address says is chosen: what the training begins with decides the others."""
    said = {name.removeprefix("method.") for name in told}
    for name in (each.removeprefix(FIELD) for each in list(everything()) if each.startswith(FIELD)):
        if name not in said and name.partition(".")[0] in may_bring(METHODS.get(value("method"))):
            forget(FIELD + name)


def tell_address() -> None:
    """Have the address say what the form holds: the preset, and the settings in which the form differs from it."""
    name = preset_name()
    try:
        held = config()
    except ConfigError:  # two settings do not go together, which the start button says
        return
    told = held.to_query() if name is None else _beside(_preset() | _networks_begun_with(), held)
    linked.put("preset", name if told or name != next(iter(PRESETS)) else None)
    for each in KNOWN:
        linked.put(each, told.get(each))


def _beside(flat: dict[str, Any], held: TrainConfig) -> dict[str, str]:
    """The settings in which a config differs from others, as an address says them; files of this computer are in none."""
    now = {name: value for name, value in held.to_flat().items() if name != "dataset.path"}
    return {name: in_query(value) for name, value in now.items() if name not in flat or value != flat[name]}


def choose_preset() -> None:
    """The presets as tiles, each with a sentence."""
    widgets.pills(
        "train.preset",
        _("Preset"),
        list(PRESETS),
        lambda name: f"**{_(PRESETS[name].title)}** {_(PRESETS[name].summary)}",
        preset_name(),
        lambda: forget(FIELD),
    )


def preset_name() -> str | None:
    """The preset that was chosen; None where a link filled the form."""
    name: str | None = chosen("train.preset", next(iter(PRESETS)))
    return name if name in PRESETS else None


def open_fields() -> None:
    """The few fields that stand beside the start button."""
    for name, info in _shown().items():
        if name in OPEN:
            _widget(name, info)


def advanced_fields() -> None:
    """All other fields, in three columns of about one length; a part with settings of its own stands in a frame with them."""
    shown = {name: info for name, info in _shown().items() if name not in OPEN}
    blocks = [list(names) for _, names in groupby(shown, lambda name: name.partition(".")[0])]
    total, above = sum(map(len, blocks)), 0
    columns = st.columns(3)
    for names in blocks:
        middle = above + len(names) / 2
        above += len(names)
        with columns[int(middle * 3 / total)], st.container(border=len(names) > 1):
            for name in names:
                _widget(name, shown[name])


def mirror_field() -> None:
    """Whether pictures may be mirrored, a plain question; nothing where pictures are not changed at all."""
    info = _fields().get(MIRROR)
    if info is not None and own():
        fields.field(FIELD + MIRROR, MIRROR, info, value(MIRROR, info), title=ASKED)


def know(count: int | None) -> None:
    """Take note of how many pictures a visitor has brought; None as long as there are none."""
    choose(ENOUGH, count is not None and count >= FEW)


def config() -> TrainConfig:
    """What the form says.

    Raises:
        ConfigError: two settings do not go together.
    """
    told = {name: value(name, info) for name, info in _fields().items()}
    if "conditional" in told:
        told["conditional"] &= bool(_part("dataset").classes)
    return TrainConfig(**told)


def value(name: str, info: FieldInfo | None = None) -> Any:
    """What the form says of one field.

    What the visitor chose, or else the preset; where that cannot be (another part has other settings), the field's default.

    Args:
        name: Its flat name.
        info: Its description; it is looked up if left out, for which all parts are asked what they are.
    """
    held = chosen(FIELD + name, _usual().get(name))
    if name in REGISTRIES:
        offered = _offered(name)
        return next(each for each in (held, REGISTRIES[name].default, *offered) if each in offered)
    if name == RUN:
        return _begun_with()
    info = info or _fields()[name]
    kind, optional = fields.kind_of(info.annotation)
    if held is None:
        return None if optional else info.default
    if get_origin(kind) is Literal:
        return held if held in get_args(kind) else info.default
    if kind not in (int, float):
        return held if isinstance(held, kind) else info.default
    low, high = fields.bounds(info)
    fits = isinstance(held, int | float) and not isinstance(held, bool) and (kind is float or held == int(held))
    fits = fits and (low is None or held >= low) and (high is None or held <= high)
    return kind(held) if fits else info.default


def _offered(name: str) -> tuple[str, ...]:
    """The parts that there are to choose from; of networks those that make what the dataset holds, pictures or points.

    A part that is not listed is among them where the settings that were put into the form name it.
    """
    names = tuple(REGISTRIES[name].names())
    held = chosen(FIELD + name, _usual().get(name))
    if isinstance(held, str) and held not in names and held in REGISTRIES[name]:
        names = (*names, held)
    if name != "architecture":
        return names
    plane = isinstance(DATASETS.create(value("dataset")).medium, PointsMedium)
    return tuple(each for each in names if bool(ARCHITECTURES.get(each).sizes) != plane)


def _preset() -> dict[str, Any]:
    name = preset_name()
    return _flat(name) if name else {}


def _usual() -> dict[str, Any]:
    """What the preset says, with the networks begun with; few pictures of one's own are changed before the judge sees them."""
    flat = _preset() | _networks_begun_with()
    if flat.get("dataset") == UPLOAD:
        flat = {name: value for name, value in flat.items() if not _changes_pictures(name)}
    if chosen(FIELD + "dataset", flat.get("dataset")) == UPLOAD and not chosen(ENOUGH):
        flat |= {name: value for name, value in _flat(UPLOAD).items() if _changes_pictures(name)}
    return flat


def _changes_pictures(name: str) -> bool:
    return name.partition(".")[0] == "augmentation"


def _networks_begun_with() -> dict[str, Any]:
    """The settings that a start brings: in other networks nothing of what was learnt would fit."""
    flat = _preset() | {
        name.removeprefix(FIELD): choice for name, choice in everything().items() if name.startswith(FIELD)
    }
    if flat.get("start") == "run":
        flat[RUN] = _begun_with()
    with suppress(ConfigError):
        start, dataset = (REGISTRIES[kind].create(_told(kind, flat)) for kind in ("start", "dataset"))
        return brought(start, METHODS.get(str(flat.get("method", METHODS.default))), dataset, engine().root)
    return {}


def _told(kind: str, flat: dict[str, Any]) -> dict[str, Any]:
    """A part, as its registry takes it, from settings of which some may be other parts'."""
    name = str(flat.get(kind, REGISTRIES[kind].default))
    own = {each: flat.get(f"{kind}.{each}") for each in settings.settings_of(REGISTRIES[kind].get(name))}
    return {"name": name, **{each: value for each, value in own.items() if value is not None}}


def _begun_with() -> str:
    """The training that another one begins with: the visitor's newest with a checkpoint; "" where there is none.

    It is chosen when it is first asked for, so that it stays when another one is begun meanwhile.
    """
    if held := chosen(FIELD + RUN):
        return str(held)
    fit = next((run.id for run in _own_runs()), "")
    if fit:
        choose(FIELD + RUN, fit)
    return fit


def _own_runs() -> Iterator[Run]:
    """The visitor's own trainings with a checkpoint, the newest first, before all what was begun in this visit."""
    runs, now = known_runs(), chosen("train.own")
    begun_now = [run for run in runs if run.id == now]
    return (run for run in [*begun_now, *engine().own(run for run in runs if run.id != now)] if run.steps())


@cache
def _flat(preset: str) -> dict[str, Any]:
    return PRESETS[preset].config().to_flat()


def _fields() -> dict[str, FieldInfo]:
    """The settings that the chosen parts have, each part before its own, by flat name."""
    found = settings.chosen(TrainConfig, {name: value(name) for name in REGISTRIES})
    # Uploads take the place of a path: a visitor must not name files of this computer.
    return {name: info for name, (info, _registry) in found.items() if name != "dataset.path"}


def own() -> bool:
    """Whether the visitor brings what is learned from."""
    dataset = value("dataset")
    return dataset in (UPLOAD, HAND) or (dataset == POINTS and value("dataset.kind") == "own")


def _part(name: str) -> Any:
    """The class of the part that the form names."""
    return REGISTRIES[name].get(value(name))


def _shown() -> dict[str, FieldInfo]:
    """The fields in the order in which they stand; what there is nothing to choose of is left out."""
    found = {
        name: field
        for name, field in _fields().items()
        if (name not in REGISTRIES or len(_offered(name)) > 1)
        and (name not in OF_CLASSES or _part("dataset").classes)
        and (name not in OF_JUDGES or "judge" in _part("method").abilities)
        and not _settled(field)
        and not (name == MIRROR and own())
    }
    order = sorted(found, key=lambda name: name.partition(".")[0] not in FIRST or name in SPOILING)
    return {name: found[name] for name in order}


def _settled(field: FieldInfo) -> bool:
    """Whether only one number is allowed."""
    low, high = fields.bounds(field)
    return low is not None and low == high


def _widget(name: str, info: FieldInfo) -> None:
    titles = {each: _(REGISTRIES[name].get(each).title) for each in _offered(name)} if name in REGISTRIES else None
    if name == RUN:  # nobody knows ids by heart
        held = value(name)
        if not held:
            st.caption(_("You have no training yet that another one could begin with."))
            return
        own = list(_own_runs())
        others = [run for run in known_runs() if run.id == held and held not in {each.id for each in own}]
        titles = {held: held} | titles_of([*own, *others])
    label = _part("dataset").told if name == "conditional" else None  # what a class is, the dataset knows
    fields.field(FIELD + name, name, info, value(name, info), titles, label)
