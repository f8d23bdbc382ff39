"""A store of accounts on disk, at a time that tests move on."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from argon2 import PasswordHasher

from gongdan.access.accounts.database import Database
from gongdan.access.accounts.local import LocalAccounts, Manner
from gongdan.access.accounts.passwords import Hasher

QUICK = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
"""argon2id all the same: tests of what is around it need not wait for it."""
GOOD = "correct horse 3 battery"


@dataclass
class Clock:
    """In the department's zone."""

    at: datetime = datetime(2026, 11, 27, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))

    def __call__(self) -> datetime:
        return self.at

    def move(self, **by: float) -> None:
        self.at += timedelta(**by)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    made = Database.open(tmp_path / "accounts.db", b"s" * 32)
    yield made
    made.close()


@pytest.fixture
def accounts(database: Database, clock: Clock) -> LocalAccounts:
    return LocalAccounts(database, Manner(), clock, Hasher(QUICK))


@pytest.fixture
async def opened(accounts: LocalAccounts) -> LocalAccounts:
    """With somebody who has chosen a password."""
    accounts.open("a-001")
    await accounts.choose("a-001", GOOD)
    return accounts
