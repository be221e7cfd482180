"""A run in forms that others can use: a Keras file, a script, a film. Importing this does not load TensorFlow."""

from ganboard.export.gif import export_gif
from ganboard.export.networks import export_keras
from ganboard.export.script import export_script

__all__ = ["export_gif", "export_keras", "export_script"]
