"""How much memory the engine takes with one training, two, three and four of the kinds that differ most.

``python benchmarks/memory.py``. Linux only: it reads ``/proc``. The highest the engine ever held (``VmHWM``) is what a host's limit
must leave room for; ``benchmarks/app.py`` tells what Streamlit takes beside it.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from ganboard.engine import EngineClient
from ganboard.presets import preset
from tests.waiting import until

TRAININGS = ("quick", "creatures64", "sketch", "article")


def megabytes(pid: int | None, which: str) -> float:
    """What the system says of a process: ``VmRSS``, resident now; ``VmHWM``, the highest."""
    return int(Path(f"/proc/{pid}/status").read_text().split(f"{which}:")[1].split()[0]) / 1024


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        client = EngineClient(Path(folder))
        try:
            client.runs()
            for number, name in enumerate(TRAININGS, 1):
                run = client.submit(preset(name).config(), name)
                until(lambda run=run: client.watch(run).step >= 30, f"{name} trains", 300)
                now, most = (megabytes(client.pid, which) for which in ("VmRSS", "VmHWM"))
                print(f"{number} training(s), the last {name}: {now:.0f} MB now, {most:.0f} MB at most", flush=True)
        finally:
            client.close()


if __name__ == "__main__":
    main()
