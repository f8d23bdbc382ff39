"""The file in its format, made of the rows that came: beside, then in place, so that nobody ever sees half of it."""

import hashlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

from pydantic_core import from_json

from gongdan.cli.replaying.journal import Journal, Places, private
from projections.replaying.rows import Row, row_from
from projections.replaying.writers import FORMATS, About, Writer

_PIECE: Final = 1000
"""Rows at a time."""


@dataclass(frozen=True, slots=True)
class Made:
    """A file that is whole: how many events are in it, and what it is known by."""

    events: int
    bytes: int
    sha256: str


def made(places: Places, journal: Journal, form: str, told: Callable[[int], None]) -> Made:
    """The file stands where it was wanted, and nothing beside it. ``told`` hears of rows. Raises OSError."""
    if form == "jsonl":
        found = Made(journal.events, journal.bytes, journal.sha256)
        places.part.replace(places.target)
    else:
        try:
            found = _written(places, form, About(journal.epoch, "reason" not in journal.asked), told)
        except BaseException:
            places.made.unlink(missing_ok=True)
            raise
        places.made.replace(places.target)
    _sync(places.target.parent)
    places.clear()
    return found


def _written(places: Places, form: str, about: About, told: Callable[[int], None]) -> Made:
    size, seen = 0, hashlib.sha256()
    with private(places.made) as out, FORMATS[form].opened(about) as writer:
        for some in _pieces(places.part, writer, told):
            size += out.write(some)
            seen.update(some)
        out.flush()
        os.fsync(out.fileno())
        return Made(writer.written, size, seen.hexdigest())


def _pieces(part: Path, writer: Writer, told: Callable[[int], None]) -> Iterator[bytes]:
    for rows in _rows(part):
        yield writer.write(rows)
        told(len(rows))
    yield from writer.end()


def _rows(part: Path) -> Iterator[list[Row]]:
    with part.open("rb") as lines:
        while rows := [row_from(from_json(line)) for line in islice(lines, _PIECE)]:
            yield rows


def _sync(folder: Path) -> None:
    """What the folder says of its files is on disk, too."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
