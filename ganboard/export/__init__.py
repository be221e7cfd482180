"""A run as files that others can use: Keras, a script, pictures, a film, a poster. Importing this loads no TensorFlow."""

from ganboard.export.clips import clips_file, export_clips, frames_file
from ganboard.export.gif import export_gif
from ganboard.export.networks import export_keras
from ganboard.export.poster import export_poster
from ganboard.export.script import export_script
from ganboard.export.sheet import export_grid, grid_png

__all__ = [
    "clips_file",
    "export_clips",
    "export_gif",
    "export_grid",
    "export_keras",
    "export_poster",
    "export_script",
    "frames_file",
    "grid_png",
]
