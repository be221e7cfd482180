"""Guided tours: one Markdown file for each tour and language, read into stops that a page shows one after the other."""

from ganboard.tours.collection import own_folder, tours
from ganboard.tours.places import PLACES, Place
from ganboard.tours.reader import look_through, read_tour
from ganboard.tours.tour import Answer, Question, Stop, Tour, Wait
from ganboard.tours.worksheet import worksheet

__all__ = [
    "PLACES",
    "Answer",
    "Place",
    "Question",
    "Stop",
    "Tour",
    "Wait",
    "look_through",
    "own_folder",
    "read_tour",
    "tours",
    "worksheet",
]
