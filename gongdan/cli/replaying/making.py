"""The file in its format, made of the rows that came: beside, then in place, so that nobody ever sees half of it."""

import hashlib
import os
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Final

from pydantic_core import from_json

from gongdan.cli.replaying.journal import Journal, Places, private
from projections.replaying.rows import Row, row_from
from projections.replaying.writers import FORMATS, About

_PIECE: Final = 1000
"""Rows at a time."""


def made(places: Places, journal: Journal, form: str, told: Callable[[int], None]) -> tuple[int, str]:
    """Bytes and SHA-256 of the file, which stands where it was wanted. ``told`` hears of rows. Raises OSError."""
    if form == "jsonl":
        places.part.replace(places.target)
        size, seen = journal.bytes, journal.sha256
    else:
        with private(places.made) as out:
            size, seen = _written(places.part, out, form, About(journal.epoch, "reason" not in journal.asked), told)
            out.flush()
            os.fsync(out.fileno())
        places.made.replace(places.target)
    _sync(places.target.parent)
    places.clear()
    return size, seen


def _written(part: Path, out: BinaryIO, form: str, about: About, told: Callable[[int], None]) -> tuple[int, str]:
    size, seen = 0, hashlib.sha256()
    for some in _pieces(part, form, about, told):
        size += out.write(some)
        seen.update(some)
    return size, seen.hexdigest()


def _pieces(part: Path, form: str, about: About, told: Callable[[int], None]) -> Iterator[bytes]:
    with FORMATS[form].opened(about) as writer:
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
