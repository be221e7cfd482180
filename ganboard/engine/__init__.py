"""The one process that holds TensorFlow, and the client that starts it and speaks to it.

Importing this package, its ``client`` or its ``protocol`` loads neither TensorFlow nor Keras.
"""

from ganboard.engine.client import EngineClient
from ganboard.engine.protocol import Limits, View

__all__ = ["EngineClient", "Limits", "View"]
