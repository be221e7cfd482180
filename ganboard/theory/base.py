"""What a demonstration is: a thing to move, whose settings are fields, and a scene that answers."""

from __future__ import annotations

from typing import Any

from ganboard.registry import Part, Registry
from ganboard.theory.scene import Scene


class Demo(Part):
    """A thing to move. One class in one file of ``ganboard/theory/demos``, in pure NumPy.

    Its fields are what a reader moves: a ``float`` or ``int`` with ``ge`` and ``le`` becomes a slider, a ``Literal`` a choice, a
    ``bool`` a switch. ``json_schema_extra`` may hold ``step`` (of a slider), ``labels`` (of a choice: id -> marked text) and
    ``drag`` (true: the field has no slider, for it is moved by dragging; see ``Dots.drag``).
    """

    def scene(self) -> Scene:
        """What is to be seen with these settings. Takes at most 20 ms."""
        raise NotImplementedError


DEMOS: Registry[Demo] = Registry("demonstration", "ganboard.theory.demos")


def controls(demo: type[Demo]) -> list[dict[str, Any]]:
    """What a reader can move, as JSON types, texts not translated yet.

    Args:
        demo: The class.

    Returns:
        For each field ``name``, ``label``, ``help``, ``kind`` (``"slider"``, ``"choice"``, ``"switch"`` or ``"drag"``) and
        ``value``; for sliders and drags also ``low``, ``high`` and ``step``; for choices ``options``, pairs of id and label.
    """
    return [_control(name, field) for name, field in demo.model_fields.items()]


def _control(name: str, field: Any) -> dict[str, Any]:
    extra = field.json_schema_extra or {}
    common = {"name": name, "label": field.title or name, "help": field.description or "", "value": field.default}
    if field.annotation is bool:
        return {**common, "kind": "switch"}
    if "labels" in extra:
        return {**common, "kind": "choice", "options": [list(pair) for pair in extra["labels"].items()]}
    bounds = {key: getattr(each, key) for each in field.metadata for key in ("ge", "le") if hasattr(each, key)}
    step = extra.get("step", 1 if field.annotation is int else (bounds["le"] - bounds["ge"]) / 100)
    kind = "drag" if extra.get("drag") else "slider"
    return {**common, "kind": kind, "low": bounds["ge"], "high": bounds["le"], "step": step}
