"""What a visitor reads where a script of ours broke off. Streamlit's own box is English and speaks of logs and of its cloud."""

from __future__ import annotations

from itertools import count

from ganboard.app.instead import instead
from ganboard.app.session import _, say
from ganboard.errors import GANBoardError

NUMBERS = count()


def tell(error: Exception) -> bool:
    """Say in the page that something went wrong; the console has the traceback by then.

    Args:
        error: What a page, or a part that is drawn by itself, raised and nobody caught.

    Returns:
        True: Streamlit needs to show nothing.
    """
    fault = _("Something went wrong on this page. That is a fault of GANBoard, not yours.")
    what = say(error.message) if isinstance(error, GANBoardError) else fault
    still = _(
        "No training is lost. Load the page anew; if it comes again, the window where GANBoard was started says why."
    )
    instead(what, still, key=f"instead_broken_{next(NUMBERS)}")
    return True
