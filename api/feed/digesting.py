"""The digest of however many ids: sorted runs wait on disk, so that a whole log's take no more memory than a few."""

import hashlib
import heapq
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import groupby
from typing import IO, Final, Self

_RUN: Final = 50_000
"""Ids that are sorted in memory."""


class Ids:
    """``count`` of those that were added; to be left, as a file is."""

    def __init__(self, run: int = _RUN) -> None:
        self.count = 0
        self._run, self._waiting, self._runs, self._open = run, list[str](), list[IO[str]](), ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def add(self, ids: Iterable[str]) -> None:
        before = len(self._waiting)
        self._waiting += (f"{each}\n" for each in ids)
        self.count += len(self._waiting) - before
        if len(self._waiting) >= self._run:
            file = self._open.enter_context(tempfile.TemporaryFile("w+", encoding="utf-8", newline="\n"))  # noqa: SIM115 -- closed with all of them
            file.writelines(sorted(self._waiting))
            self._runs.append(file)
            self._waiting.clear()

    def digest(self) -> str:
        """The SHA-256 of all, each once, sorted, with a line feed after each: ``sort -u | sha256sum``."""
        found = hashlib.sha256()
        for line in self._lines():
            found.update(line.encode())
        return found.hexdigest()

    def _lines(self) -> Iterator[str]:
        for run in self._runs:
            run.seek(0)
        return (line for line, _ in groupby(heapq.merge(*self._runs, sorted(self._waiting))))
