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
from gongdan.failures import Failure
from projections.replaying.rows import row_from
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
    """The file stands where it was wanted, and nothing beside it. ``told`` hears of rows.

    Raises OSError; Failure where the part is not what came.
    """
    if form == "jsonl":
        for _ in _lines(places.part, journal):
            pass
        found = Made(journal.events, journal.bytes, journal.sha256)
        places.part.replace(places.target)
    else:
        try:
            found = _written(places, journal, form, told)
        except BaseException:
            places.made.unlink(missing_ok=True)
            raise
        places.made.replace(places.target)
    _sync(places.target.parent)
    places.clear()
    return found


def _written(places: Places, journal: Journal, form: str, told: Callable[[int], None]) -> Made:
    size, seen = 0, hashlib.sha256()
    about = About(journal.epoch, "reason" not in journal.asked)
    with private(places.made) as out, FORMATS[form].opened(about) as writer:
        for some in _pieces(_lines(places.part, journal), writer, told):
            size += out.write(some)
            seen.update(some)
        out.flush()
        os.fsync(out.fileno())
        return Made(writer.written, size, seen.hexdigest())


def _pieces(lines: Iterator[bytes], writer: Writer, told: Callable[[int], None]) -> Iterator[bytes]:
    while rows := [row_from(from_json(line)) for line in islice(lines, _PIECE)]:
        yield writer.write(rows)
        told(len(rows))
    yield from writer.end()


def _lines(part: Path, journal: Journal) -> Iterator[bytes]:
    """The rows that came, and no others: what is given out has the size and hash that were told. Raises Failure."""
    size, seen = 0, hashlib.sha256()
    with part.open("rb") as lines:
        for line in lines:
            size += len(line)
            seen.update(line)
            yield line
    if (size, seen.hexdigest()) != (journal.bytes, journal.sha256):
        raise Failure("replay-part-damaged", path=part)


def _sync(folder: Path) -> None:
    """What the folder says of its files is on disk, too."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
