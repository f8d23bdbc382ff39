"""Which messages in the log that are no events an operator has looked at: kept in the home, as no rebuild keeps it."""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

NAME: Final = "dismissed.jsonl"
NO_EVENT: Final = "unknown"
"""The type of what is no event."""


@dataclass(frozen=True, slots=True)
class Dismissal:
    """Who looked at the message at ``position``, when (ISO 8601), and why it may stay left out.

    ``aggregate`` is whose subject it stands on, ``subject`` the subject itself, ``epoch`` the log's.
    """

    position: int
    epoch: str
    subject: str
    aggregate: str
    by: str
    at: str
    reason: str


class Dismissals:
    """A line each in a file of the home, which belongs to one log; lines are only ever added."""

    def __init__(self, home: Path) -> None:
        self.path = home / NAME

    def all(self, epoch: str | None) -> dict[int, Dismissal]:
        """By position, the first of each, of the log that this epoch names (None: an older service did not say).

        A line that can't be read dismisses nothing. Raises OSError.
        """
        try:
            lines = self.path.read_bytes().splitlines()
        except FileNotFoundError:
            return {}
        found: dict[int, Dismissal] = {}
        for each in filter(None, map(_read, lines)):
            if epoch not in (None, each.epoch):
                continue
            found.setdefault(each.position, each)
        return dict(sorted(found.items()))

    def add(self, dismissal: Dismissal) -> None:
        """On disk when it returns. Raises OSError."""
        line = f"{json.dumps(asdict(dismissal), ensure_ascii=False)}\n".encode()
        fd = os.open(self.path, os.O_CREAT | os.O_APPEND | os.O_RDWR, 0o600)
        try:
            os.write(fd, line if _ends_whole(fd) else b"\n" + line)
            os.fsync(fd)
        finally:
            os.close(fd)
        folder = os.open(self.path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def covers(known: Mapping[int, Dismissal], position: int, event_type: str, skipped: int) -> bool:
    """Whether what is left out since ``position`` is dismissed messages alone, and no event of ours.

    ``event_type`` and ``skipped`` are those of the parked entry: an event of ours, were it damaged, has a type, and
    what was left out later must be dismissed messages too.
    """
    first = known.get(position)
    if first is None or event_type != NO_EVENT:
        return False
    return skipped == sum(each.aggregate == first.aggregate and at > position for at, each in known.items())


def _read(line: bytes) -> Dismissal | None:
    try:
        return Dismissal(**json.loads(line))
    except (ValueError, TypeError):
        return None


def _ends_whole(fd: int) -> bool:
    """Whether the last line was written to its end."""
    size = os.fstat(fd).st_size
    return size == 0 or os.pread(fd, 1, size - 1) == b"\n"
