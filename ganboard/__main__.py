"""``python -m ganboard``: see :mod:`ganboard.cli`."""

import os
import sys


def main() -> int:
    """Run the command line. Returns the exit status."""
    # Before NumPy is loaded: beside anything else that computes, its threads wait for each other.
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    try:
        from ganboard import cli
        from ganboard.cli.printing import own_streams

        own_streams()
        return cli.main()
    except KeyboardInterrupt:  # so early that the command line could not take care of it itself
        return 130


if __name__ == "__main__":
    sys.exit(main())
