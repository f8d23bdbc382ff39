"""What proofs cost beside the log: archiving and hashing an event, its bytes, auditing all, and one ticket's bundle."""

import hashlib
import json
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Final

from bench.report import Figure
from consumers.notary.taking import Taking
from tests.trust.made_up import LOG, META, NOW, Made, messages
from trust.archive import Archive
from trust.auditing import audit
from trust.bundle import parts_of
from trust.verifier import verify

_TOGETHER: Final = 1_000
_SEALED: Final = 65_536
_ROUNDS: Final = 30
_MANY: Final = 100_000
"""Events from which on what is to be reached counts: before, pages that are not full yet weigh more."""


def measure(folder: Path, sizes: list[int]) -> list[Figure]:
    """Without the reading of the log, which takes what the rebuild's table says of following."""
    return [figure for size in sizes for figure in _of(folder / f"proofs-{size}.db", size)]


def _of(path: Path, size: int) -> list[Figure]:
    with closing(Archive.open(path, META)) as archive:
        taking, own, cpu, bare = Taking(archive, LOG), 0, 0.0, 0.0
        for some in _pieces(size):
            own += sum(len(each.subject) + len(each.headers) + len(each.body) for each in some)
            bare += _bare(some)
            began = time.process_time()
            taking.take(some)
            if taking.position - taking.sealed >= _SEALED or taking.position == size:
                taking.seal(NOW)
            cpu += time.process_time() - began
        with sqlite3.connect(path) as opened:
            opened.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        began = time.perf_counter()
        found = audit(archive, LOG.key)
        audited = time.perf_counter() - began
        assert found.ok
        assert found.events == size
        beside = (path.stat().st_size - own) / size
        reference, many = ("parsing and hashing alone", size / bare), size >= _MANY
        what = f"{size:,} events audited in {audited:.1f} s"
        return [
            Figure(f"{size:,} events archived, of CPU", size / cpu, *reference, goal=40_000 if many else None),
            Figure(what, size / audited, *reference, goal=33_333 if many else None),
            Figure("beside 1,000 events' own bytes", beside, "these", own / size, "kB", goal=100 if many else None),
            *_bundle(archive),
        ]


def _pieces(size: int) -> Iterator[list[Made]]:
    made = islice(messages(at_once=2_000), size)
    while some := list(islice(made, _TOGETHER)):
        yield some


def _bare(some: list[Made]) -> float:
    began = time.process_time()
    for each in some:
        json.loads(each.body)
        hashlib.sha256(each.body).digest()
    return time.process_time() - began


def _bundle(archive: Archive) -> list[Figure]:
    """Of a ticket of ten events, by the verifier alone."""
    ticket = next(head for head in archive.heads() if head.version == 10).subject.rpartition(".")[2]
    parts, key, times = parts_of(archive, f"ticket-{ticket}", str(LOG.key)), str(LOG.key), list[float]()
    for _ in range(_ROUNDS):
        began = time.process_time()
        assert verify(parts, key).ok
        times.append((time.process_time() - began) * 1_000)
    events = sum(len(part) for name, part in parts.items() if name.endswith(".json"))
    proofs = sum(map(len, parts.values())) / 1_000
    return [
        Figure("a bundle of 10 events verified", min(times), "on average", sum(times) / _ROUNDS, "ms", goal=5),
        Figure("its parts, not packed", proofs, "the events", events / 1_000, "kB"),
    ]
