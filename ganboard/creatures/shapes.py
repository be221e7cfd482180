"""Distances from plain shapes, less than 0 inside. Arrays are float32 and broadcast against each other."""

from __future__ import annotations

import numpy as np

Array = np.ndarray


def arc(u: Array, v: Array, half: Array, curve: Array, thick: float) -> Array:
    """Distance from a thick piece of a parabola, ``2 * half`` wide, whose middle hangs down where ``curve`` is above 0."""
    v = v + curve * half * half * 0.5
    bow = curve * u
    along = np.abs(v - curve * half * half + bow * u) / np.sqrt(1 + 4 * bow * bow)
    x = np.abs(u) - half
    at_end = np.sqrt(x * x + v * v)
    return np.where(x < 0, along, at_end) - thick


def ellipse(x: Array, y: Array, wide: Array | float, tall: Array | float) -> Array:
    """About the distance from an ellipse: exact on its outline and of the right slope there."""
    a, b = x / wide, y / tall
    once = np.sqrt(a * a + b * b)
    a, b = a / wide, b / tall
    return once * (once - 1) / np.maximum(np.sqrt(a * a + b * b), 1e-6)


def rounded_box(x: Array, y: Array, wide: float, tall: float, corner: float) -> Array:
    """Distance from a rectangle, from half its width and height and the radius of its corners."""
    x, y = np.abs(x) - (wide - corner), np.abs(y) - (tall - corner)
    outside_x, outside_y = np.maximum(x, 0), np.maximum(y, 0)
    outside = np.sqrt(outside_x * outside_x + outside_y * outside_y)
    return outside + np.minimum(np.maximum(x, y), 0) - corner


def capsule(x: Array, y: Array, to_x: Array, to_y: Array, thick: float) -> Array:
    """Distance from a thick line from (0, 0) to another point."""
    along = np.clip((x * to_x + y * to_y) / (to_x * to_x + to_y * to_y), 0, 1)
    x, y = x - along * to_x, y - along * to_y
    return np.sqrt(x * x + y * y) - thick


def cone(x: Array, y: Array, low: tuple[float, float], r1: float, high: tuple[float, float], r2: float) -> Array:
    """Distance from two circles, by their middles and radii, and what lies between their tangents."""
    to_x, to_y = high[0] - low[0], high[1] - low[1]
    long = float(np.sqrt(to_x * to_x + to_y * to_y))
    sine = (r1 - r2) / long
    cosine = float(np.sqrt(1 - sine * sine))
    x, y = x - low[0], y - low[1]
    along, across = (x * to_x + y * to_y) / long, np.abs(x * to_y - y * to_x) / long
    where = cosine * along - sine * across
    first = np.sqrt(across * across + along * along) - r1
    beyond = along - long
    second = np.sqrt(across * across + beyond * beyond) - r2
    return np.where(where < 0, first, np.where(where > cosine * long, second, cosine * across + sine * along - r1))
