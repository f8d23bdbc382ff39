"""The log into files for analysis, masked: read from a real nats-server, deciphered, written to disk."""

import resource
import time
from collections.abc import Awaitable, Callable
from itertools import count
from pathlib import Path

from bench.desk import Bench
from bench.raw import Raw
from bench.report import Figure, compared
from gongdan.bodies.logged import LoggedBodies
from projections.replaying.masking import Masking
from projections.replaying.replay import Replay
from projections.replaying.selecting import Selection
from projections.replaying.writers import FORMATS, About

_GOAL = 25_000
_numbers = count(1)


async def measure(bench: Bench, raw: Raw, folder: Path, rounds: int) -> list[Figure]:
    """Events a second, against a raw pull of the same; the peak of memory is printed beside."""
    end = await bench.log.end()
    source = LoggedBodies(bench.log, bench.mapper, bench.keys)
    figures: list[Figure] = []

    async def pulled() -> float:
        return await raw.pulled(bench.log.stream, end)

    def replayed(form: str, *, clear: bool) -> Callable[[], Awaitable[float]]:
        async def run() -> float:
            path = folder / f"{next(_numbers)}.{form}"
            began = time.perf_counter()
            seen = await written(source, end, form, path, clear=clear)
            rate = seen / (time.perf_counter() - began)
            assert seen == end
            path.unlink()
            return rate

        return run

    for form, clear in (("parquet", False), ("parquet", True), ("jsonl", False), ("ocel", False), ("xes", False)):
        before = _peak()
        goal = _GOAL if form == "parquet" else None
        what = f"events replayed to {form}, {'in the clear' if clear else 'masked'}"
        figures.append(
            await compared(
                what,
                replayed(form, clear=clear),
                "continuous pull of nats-py",
                pulled,
                rounds=rounds if form in ("parquet", "jsonl") else 1,
                goal=goal,
            )
        )
        print(f"{what}: memory at most {_peak():,.0f} MB so far, {_peak() - before:,.0f} more than before")
    return figures


async def written(source: LoggedBodies, end: int, form: str, path: Path, *, clear: bool) -> int:
    """The events that went into the file."""
    replay, seen = Replay(source, Selection(), Masking(source, clear=clear)), 0
    with FORMATS[form].opened(About(source.epoch, masked=not clear)) as writer, path.open("wb") as out:
        async for rows, some in replay.pieces(0, end, lambda piece: (len(piece.rows), writer.write(piece.rows))):
            seen += rows
            out.write(some)
        for some in writer.end():
            out.write(some)
    return seen


def _peak() -> float:
    """Of this process, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
