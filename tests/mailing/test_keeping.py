"""What the disk does not take is told, and hinders nothing that comes after it."""

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from gongdan.mailing.keeping.store import LetterStore
from tests.mailing.conftest import Clock


class Full:
    """A disk that is full when it counts: at the end of a transaction."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def execute(self, query: str, *values: Any) -> Any:
        if query == "COMMIT":
            raise sqlite3.OperationalError("database or disk is full")
        return self._database.execute(query, *values)

    @property
    def in_transaction(self) -> bool:
        return self._database.in_transaction


def test_a_letter_that_could_not_be_committed_is_not_there_and_the_next_one_is(tmp_path: Path):
    letters, at = LetterStore.open(tmp_path / "letters.db", b"s" * 32), Clock()()
    whole = letters._database
    letters._database = Full(whole)  # type: ignore[assignment]
    with pytest.raises(sqlite3.OperationalError):
        letters.arrived("one", "zhang@customer.example", at, None)
    letters._database = whole
    letters.arrived("two", "zhang@customer.example", at, None)
    assert (letters.known("one"), letters.known("two")) == (False, True)
    letters.close()
