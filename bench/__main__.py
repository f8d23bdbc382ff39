"""Every benchmark, each figure as a ratio to a reference measured in the same run.

python -m bench                       logs of 10,000 and 100,000 events, a few minutes
python -m bench --events 1000000      also the cost as the log grows on
python -m bench --events 2000         quickly, to see that it works
python -m bench --only commands       one part
python -m bench --only console --with django-helpdesk      also another help desk, which is installed for it
"""

import argparse
import asyncio
import gc
import tempfile
from pathlib import Path

from bench import (
    appending,
    commands,
    feeding,
    figures,
    hooking,
    loading,
    months,
    past,
    proving,
    rebuilding,
    recorders,
    registers,
    replaying,
)
from bench.desk import Bench, open_bench
from bench.pages import measuring as pages
from bench.pages.beside.installing import NAME as ANOTHER
from bench.raw import Raw
from bench.report import Figure, show

PARTS = (
    "appends",
    "commands",
    "loads",
    "rebuild",
    "months",
    "replay",
    "recorders",
    "figures",
    "register",
    "console",
    "past",
    "feed",
    "webhooks",
    "trust",
)
_SIZES = (10_000, 100_000, 1_000_000)
_ALONE = (
    ("figures", "The metrics page", figures.measure),
    ("register", "The register", registers.measure),
    ("trust", "Proofs", proving.measure),
)
"""Parts without a nats-server."""
_FED = 25
"""Tickets a day for two months: some 30,000 events, told to a hundred partners in one process."""


async def run(events: int, parts: list[str], beside: str | None = None) -> None:
    quick = events < _SIZES[0]
    times, rounds = (50, 1) if quick else (300, 5)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        if "appends" in parts:
            for title, measured in (await appending.measure(folder / "appends", times, rounds)).items():
                show(title, measured)
        sizes = [events] if quick else [size for size in _SIZES if size <= events]
        for part, title, measure in _ALONE:
            if part in parts:
                show(title, await asyncio.to_thread(measure, folder, sizes))
        if "console" in parts:
            await pages.measure(folder, sizes, quick=quick, beside=beside is not None)
        if "feed" in parts:
            fed = feeding.measure(folder / "feed", months.FEW if quick else _FED, times, 1 if quick else 3)
            show("The public feed", await fed)
        if "webhooks" in parts:
            show("Webhooks", await hooking.measure(folder / "webhooks", 16 if quick else 96, 1 if quick else 3))
        if {"rebuild", "months"} & set(parts):
            await _months(folder, months.FEW if quick else months.PER_DAY, 1 if quick else 3)
        if not set(parts) - {"appends", "figures", "register", "console", "feed", "webhooks", "months", "trust"}:
            return
        async with open_bench(folder) as bench, Raw(bench.server) as raw:
            if "commands" in parts:
                show("Commands through the desk", await commands.measure(bench, raw, times, rounds))
            if "recorders" in parts:
                measuring = recorders.measure, bench.server, folder, times, rounds, from_threads(raw)
                show("The library's recorders, from threads", await asyncio.to_thread(*measuring))
            await _growing(bench, raw, folder, sizes, parts)


async def _months(folder: Path, per_day: float, rounds: int) -> None:
    figures, costs, events = await months.measure(folder / "months", per_day, rounds)
    show(f"Rebuilding from {events:,} events of made-up months", figures)
    months.show_costs(costs, events)


async def _growing(bench: Bench, raw: Raw, folder: Path, sizes: list[int], parts: list[str]) -> None:
    medians: list[float] = []
    loads: list[Figure] = []
    for size in sizes:
        if {"loads", "rebuild", "replay", "past"} & set(parts):
            await bench.fill(size - await bench.log.end())
        if "loads" in parts:
            loaded, middle = await loading.measure(bench, size, wait=size >= _SIZES[0])
            loads += loaded
            medians.append(middle)
        if "rebuild" in parts:
            rounds = 3 if size <= _SIZES[1] else 1
            show(f"Reading {size:,} events in order", await rebuilding.measure(bench, raw, folder, rounds))
        if "replay" in parts:
            rounds = 3 if size <= _SIZES[1] else 1
            show(f"Replaying {size:,} events into files", await replaying.measure(bench, raw, folder, rounds))
        if "past" in parts:
            show(f"As of a past moment, {size:,} events", await past.measure(bench, folder, 3))
    if len(medians) > 1:
        what = f"median among {sizes[-1]:,}"
        loads.append(Figure(what, medians[-1], f"median among {sizes[0]:,}", medians[0], "ms", 1.5))
    if loads:
        show("Loading one ticket", loads)


def from_threads(raw: Raw) -> recorders.Published:
    """The publishes of this loop, waited for in a thread."""
    loop = asyncio.get_running_loop()
    return lambda writers, times: asyncio.run_coroutine_threadsafe(raw.published(writers, times), loop).result()


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--events", type=int, default=100_000, help="up to this size of the log (default 100,000)")
    parser.add_argument("--only", choices=PARTS, action="append", help="this part; may be given repeatedly")
    parser.add_argument("--with", dest="beside", choices=(ANOTHER,), help="measure the pages beside this one's")
    asked = parser.parse_args()
    gc.set_threshold(50_000)  # as the program does
    asyncio.run(run(asked.events, asked.only or list(PARTS), asked.beside))


if __name__ == "__main__":
    main()
