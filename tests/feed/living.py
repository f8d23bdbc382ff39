"""Subscribers as processes that are killed, and what each has in its file."""

import asyncio
import hashlib
import random
import sqlite3
import sys
from collections import defaultdict
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tests.examples.programs import running, until

PROGRAM: Final = Path(__file__).with_name("subscriber.py")
LONG: Final = 3_000.0
Environment = dict[str, str]


@dataclass(frozen=True, slots=True)
class Subscriber:
    """One kind of subscriber, what it connects by, and the file in which it keeps what came."""

    kind: str
    path: Path
    environment: Environment

    async def die(self, kills: int) -> None:
        """So many times by -9, each a moment after something new came."""
        chance = random.Random(self.kind)
        for _ in range(kills):
            before = self.count
            async with self._living():
                await until(lambda before=before: self.count > before, LONG)
                await asyncio.sleep(chance.uniform(0.0, 0.6))

    async def live(self, many: int) -> None:
        """Until it has so many."""
        async with self._living():
            await until(lambda: self.count >= many, LONG)

    @property
    def count(self) -> int:
        return next(iter(self._found("SELECT count(*) FROM events")), (0,))[0]

    @property
    def ids(self) -> list[tuple[str, str]]:
        """Each with the number of its ticket, as they came.

        What NATS hands out again comes late: who wants an order asks ``ce-sequence`` for it.
        """
        order = "sequence" if self.kind == "nats" else "rowid"
        return self._found(f"SELECT id, subject FROM events ORDER BY {order}")  # noqa: S608 -- one of two words

    @asynccontextmanager
    async def _living(self) -> AsyncIterator[None]:
        async with running(sys.executable, PROGRAM, self.path, self.kind, folder=None, **self.environment):
            yield

    def _found(self, query: str) -> list[Any]:
        if not self.path.exists():
            return []
        with closing(sqlite3.connect(self.path)) as database:
            try:
                return database.execute(query).fetchall()
            except sqlite3.OperationalError:  # no table yet
                return []


def by_number(ids: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    found = defaultdict[str, list[str]](list)
    for each, number in ids:
        found[number].append(each)
    return found


def digest_of(ids: Iterable[tuple[str, str]]) -> str:
    """As docs/feed.md says it."""
    return hashlib.sha256("".join(f"{each}\n" for each in sorted(each for each, _ in ids)).encode()).hexdigest()
