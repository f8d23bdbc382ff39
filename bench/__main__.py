"""Every benchmark, each figure as a ratio to a reference measured in the same run.

python -m bench                      10,000 events
python -m bench --events 1000000     the cost as the log grows
"""

import argparse
import asyncio
import tempfile
from pathlib import Path

from bench import reading, writing
from bench.desk import open_bench
from bench.report import Figure, show


async def run(events: int) -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        async with open_bench(Path(folder)) as bench:
            figures = await writing.measure(bench)
            await bench.fill(events)
            return figures + await reading.measure(bench, events)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--events", type=int, default=10_000, help="size of the log that reading is measured on")
    size = parser.parse_args().events
    show(asyncio.run(run(size)), f"{size:,} events")


if __name__ == "__main__":
    main()
