"""Rows as they come from the service, into the part beside the file: safe on disk before the journal says so."""

import hashlib
import json
import os
import re
import time
from collections.abc import Callable, Iterator
from typing import BinaryIO, Final

import httpx

from gongdan.cli.asking.client import Client, Unanswered
from gongdan.cli.replaying.journal import Journal, Places
from gongdan.cli.showing.said import say

_EVERY: Final = 2.0
"""Seconds of work that a kill may cost."""
_MARK: Final = b'{"read_to":'
_POSITION: Final = re.compile(rb'\{"position":(\d+)')

Told = Callable[[Journal], None]


class Receiver:
    """Takes pieces: rows, and the mark behind them that says how far the log was read for them."""

    def __init__(self, places: Places, journal: Journal, part: BinaryIO, seen: "hashlib._Hash") -> None:
        self._places, self._journal, self._part, self._seen = places, journal, part, seen
        self._saved = time.monotonic()

    def receive(self, answer: httpx.Response, told: Told) -> None:
        """All that comes. Raises OSError; Failure where it ends too early."""
        journal = self._journal
        journal.through = answer.headers["Gongdan-Through"]
        self.save()
        for rows, mark in pieces(answer.iter_bytes()):
            self._take(rows, mark)
            told(journal)
            if time.monotonic() - self._saved > _EVERY:
                self.save()
        if not journal.whole:
            raise Unanswered("not-answering", url=str(answer.url), why=say("连接中断", "the connection broke"))

    def _take(self, rows: bytes, mark: dict[str, int]) -> None:
        journal = self._journal
        self._part.write(rows)
        self._seen.update(rows)
        if rows:
            journal.last = _position(rows, rows.rfind(b"\n", 0, -1) + 1)
            journal.first = _position(rows, 0) if journal.first is None else journal.first
        journal.bytes += len(rows)
        journal.events += mark["rows"]
        journal.left_out += mark["left_out"]
        journal.read_to = mark["read_to"]

    def save(self) -> None:
        """First the rows, then how far they go. Raises OSError."""
        self._part.flush()
        os.fsync(self._part.fileno())
        self._journal.sha256 = self._seen.hexdigest()
        self._journal.save(self._places.journal)
        self._saved = time.monotonic()


def pieces(came: Iterator[bytes]) -> Iterator[tuple[bytes, dict[str, int]]]:
    """Whole pieces alone: rows without a mark behind them are not given out."""
    waiting = b""
    for some in came:
        waiting += some
        while (found := _marked(waiting)) is not None:
            begins, ends = found
            yield waiting[:begins], json.loads(waiting[begins:ends])
            waiting = waiting[ends:]


def _marked(waiting: bytes) -> tuple[int, int] | None:
    """Where the first mark begins and ends: no row begins as one, and no row holds a line break."""
    begins = 0 if waiting.startswith(_MARK) else waiting.find(b"\n" + _MARK) + 1
    if begins == 0 and not waiting.startswith(_MARK):
        return None
    ends = waiting.find(b"\n", begins) + 1
    return (begins, ends) if ends else None


def _position(rows: bytes, begins: int) -> int | None:
    found = _POSITION.match(rows, begins)
    return int(found[1]) if found else None


def received(
    client: Client, places: Places, journal: Journal, part: BinaryIO, seen: "hashlib._Hash", told: Told
) -> None:
    """The rest of the rows. Raises Refused, Failure, OSError; what came is kept for going on."""
    receiver = Receiver(places, journal, part, seen)
    asked = {name: value for name, value in journal.asked.items() if name not in ("as", "form")}
    on = {"after": journal.after, "through": journal.through or None}
    try:
        with client.download("/replay", **asked, **on, format="jsonl", marks="true") as answer:
            receiver.receive(answer, told)
    finally:
        if journal.through:
            receiver.save()
