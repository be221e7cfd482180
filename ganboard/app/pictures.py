"""Pictures in the HTML that the server writes: addresses that need no request, and what makes them large at a click."""

from __future__ import annotations

import base64
import html
import io
from typing import Any

from PIL import Image

from ganboard.app.session import _
from ganboard.config import TrainConfig
from ganboard.media import PixelMedium


def data_url(picture: bytes, kind: str = "png") -> str:
    """A picture file as a ``data:`` address."""
    return f"data:image/{kind};base64," + base64.b64encode(picture).decode()


def thumb(picture: bytes, alt: str) -> str:
    """An ``<img>`` of a sheet, as wide as its place; its height is known before the picture is read, so that nothing jumps.

    Args:
        picture: PNG.
        alt: What it shows.
    """
    across, down = _size(picture)
    size = f' width="{across}" height="{down}"' if across else ""
    return f'<img class="gb-thumb"{size} src="{data_url(picture)}" alt="{html.escape(alt)}">'


def tall(picture: bytes) -> int:
    """How tall a sheet is, in hundredths of its width, rounded to fives; the stylesheet keeps the room of the usual ones free.

    Args:
        picture: PNG.
    """
    across, down = _size(picture)
    return 5 * round(20 * down / across) if across else 0


def _size(picture: bytes) -> tuple[int, int]:
    """Width and height, pixels; zeros of what is no picture."""
    try:
        with Image.open(io.BytesIO(picture)) as image:  # which reads no more than that
            return image.size
    except OSError:
        return 0, 0


def large(image: str, title: str = "", facts: str = "", **told: Any) -> str:
    """An ``<img>`` that becomes large at a click, as ``components/shared/enlarge.js`` finds it.

    Several single ones inside an element of the class ``gb-gallery`` are neighbours.

    Args:
        image: The element, HTML.
        title: What it shows; a sheet's pictures are numbered.
        facts: Of which step, of which run, or the like.
        **told: Of a sheet, see :func:`sheet`; ``smooth=True`` for a picture without pixels to be seen.
    """
    facts_of = {"title": title, "facts": facts, **told}
    data = "".join(f' data-{name}="{html.escape(str(value))}"' for name, value in facts_of.items() if value)
    name = html.escape(_("Enlarge"))
    button = f'<button type="button" class="gb-enlarge" aria-label="{name}">⤢</button>'
    return f'<span class="gb-large"{data}>{image}{button}</span>'


def sheet(config: TrainConfig, run_id: str, step: int) -> dict[str, Any]:
    """What :func:`large` must be told of a run's samples, so that each becomes large by itself and can be explored."""
    spec, medium = config.network_spec, config.dataset.medium
    if not isinstance(medium, PixelMedium):
        return {"smooth": True}
    columns = spec.columns or medium.rows
    explored = {"run": run_id, "step": step} if "make" in config.method.abilities else {}
    return {"columns": columns, **explored}
