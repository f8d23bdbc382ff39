"""Rows put aside on disk until all are there, for formats whose order is not the log's: memory holds none of them."""

import sqlite3
from types import TracebackType
from typing import Final, Self

_PRAGMAS: Final = ("journal_mode=OFF", "synchronous=OFF", "temp_store=FILE", "cache_size=-16000")
"""Nothing of it outlives this writer, so nothing is kept safe; 16 MB of memory at most."""


class Spool:
    """A SQLite database in a temporary file that has no name, gone when it is closed or the program ends."""

    def __init__(self, tables: str) -> None:
        self.database = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        for pragma in _PRAGMAS:
            self.database.execute(f"PRAGMA {pragma}")
        self.database.executescript(tables)
        self.database.execute("BEGIN")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.database.close()
