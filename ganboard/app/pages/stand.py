"""The page of a stand: the clock. It lies over the whole screen, and in no navigation: ``/stand``."""

from __future__ import annotations

from ganboard.app.components.stand import clock

clock()
