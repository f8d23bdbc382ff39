"""A read model built or rolled back by command beside the running service, with a progress bar for who looks on."""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from gongdan.composition import Broker, open_store
from gongdan.nats_servers import users
from gongdan.opening.database import open_read_store
from gongdan.opening.keys import open_keys
from gongdan.service.run_file import beside, read
from gongdan.settings import load_settings
from gongdan.storing.store import NatsEventStore
from projections.operating import kept
from projections.operating.rebuild import Rebuilt, Swap
from projections.operating.rebuild import rebuild as build_anew
from projections.projection import Projection
from projections.store import ReadStore


async def rebuilt(projection: Projection, swap: Swap, examples: int) -> Rebuilt:
    """Beside the one in use, compared with it, and swapped as is wanted."""
    async with _opened(projection.name) as at:
        how = {"epoch": at.source.epoch, "clock": _now, "progress": at.progress}
        return await build_anew(at.source, at.store, projection, **how, swap=swap, examples=examples)


async def rolled_back(projection: Projection) -> int:
    """The position reached with the former tables."""
    async with _opened(projection.name) as at:
        how = {"epoch": at.source.epoch, "clock": _now, "progress": at.progress}
        return await kept.roll_back(at.source, at.store, projection, **how)


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class _Opened:
    source: NatsEventStore
    store: ReadStore
    progress: Callable[[int, int], None]


@asynccontextmanager
async def _opened(name: str) -> AsyncIterator[_Opened]:
    """The log of the running service and the read models' database, with a progress bar."""
    settings = load_settings()
    run = read(settings.home)
    settings, broker = beside(settings, run), Broker.running(settings, run)
    keys, _ = open_keys(settings)
    with closing(keys), closing(open_read_store(settings, keys)) as store, _bar(name) as progress:
        async with open_store(settings, broker, keys, user=users.PROJECTIONS) as opened:
            yield _Opened(opened.store, store, progress)


@contextmanager
def _bar(name: str) -> Iterator[Callable[[int, int], None]]:
    """A bar with rate and time left, on stderr, where a person looks on."""
    screen = Console(stderr=True)
    rate = TextColumn("{task.fields[rate]}")
    columns = (TextColumn(name), BarColumn(), MofNCompleteColumn(), rate, TimeRemainingColumn())
    with Progress(*columns, console=screen, disable=not screen.is_terminal) as bar:
        task = bar.add_task("", total=None, rate="")

        def report(done: int, total: int) -> None:
            speed = bar.tasks[0].speed
            bar.update(task, completed=done, total=total, rate=f"{speed:,.0f}/s" if speed else "")

        yield report
