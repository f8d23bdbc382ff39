"""How far a replay is, on stderr where a person looks on: events, how many a second, and the time that is left."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from gongdan.cli.replaying.journal import Journal
from gongdan.cli.showing.said import say

_COLUMNS: Final = (
    TextColumn("{task.description}", markup=False),
    BarColumn(),
    TextColumn("{task.percentage:>3.0f} %"),
    TextColumn("{task.fields[events]}"),
    TimeRemainingColumn(),
)


class Bars:
    """One bar for what comes, by the position in the log, and one for the file that is made of it."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._coming: TaskID | None = None
        self._making: TaskID | None = None

    def came(self, journal: Journal) -> None:
        if self._coming is None:
            self._coming = self._progress.add_task(say("读取", "reading"), total=journal.end, events="")
        self._progress.update(self._coming, completed=journal.read_to, events=self._events(journal))

    def _events(self, journal: Journal) -> str:
        speed = next((task.speed for task in self._progress.tasks if task.id == self._coming), None)
        rate = f" {speed:,.0f}/s" if speed else ""
        return say(f"{journal.events:,} 个事件{rate}", f"{journal.events:,} events{rate}")

    def begin_making(self, journal: Journal) -> None:
        self._making = self._progress.add_task(say("生成文件", "making the file"), total=journal.events, events="")

    def made(self, rows: int) -> None:
        if self._making is not None:
            self._progress.advance(self._making, rows)


@contextmanager
def bars() -> Iterator[Bars]:
    screen = Console(stderr=True)
    with Progress(*_COLUMNS, console=screen, disable=not screen.is_terminal, transient=True) as progress:
        yield Bars(progress)
