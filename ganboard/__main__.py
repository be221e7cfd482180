"""``python -m ganboard``: see :mod:`ganboard.cli`."""

import sys

if __name__ == "__main__":
    try:
        from ganboard.cli import main

        status = main()
    except KeyboardInterrupt:  # so early that the command line could not take care of it itself
        status = 130
    sys.exit(status)
