"""``python -m ganboard.engine``: started by the client, not by hand."""

from ganboard.engine.server import main

main()
