"""A made-up log without a broker: tickets of a dozen events each, chained as real ones are."""

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from uuid import UUID

from consumers.notary.taking import Taking
from trust.archive import Archive
from trust.signing import Signer
from trust.verifier import event_hash, subject_of

PREFIX = "gongdan"
ORIGIN = "gongdan/0123456789abcdef0123456789abcdef/00112233"
LOG = Signer(ORIGIN, bytes(32))
META = {"form": "1", "origin": ORIGIN, "prefix": PREFIX, "epoch": "0123456789abcdef0123456789abcdef"}
NOW = datetime(2026, 5, 4, 9, tzinfo=UTC)
_TEXT = "f3qCm4dT0lVtE8yZb1rWqkS5xUo2nA7hJ9pG" * 4


@dataclass(frozen=True, slots=True)
class Made:
    sequence: int
    subject: str
    headers: bytes
    body: bytes
    time: str = "2026-05-04T09:00:00.123456Z"


def messages(seed: int = 1, at_once: int = 40, bulk: int = 0) -> Iterator[Made]:
    """Without end; ``at_once`` tickets are under way, of up to 24 events each, of ``bulk`` bytes more."""
    chance, number, sequence = random.Random(seed), 0, 0
    under_way: list[tuple[str, int, str | None]] = []
    while True:
        if len(under_way) < at_once:
            number += 1
            under_way.append((f"ticket-202605-{number:05}", 0, None))
        place = chance.randrange(len(under_way))
        aggregate, version, previous = under_way[place]
        sequence += 1
        made, link = event(sequence, aggregate, version + 1, previous, f"e-{chance.randrange(9):03}", bulk)
        under_way[place] = (aggregate, version + 1, link)
        if chance.random() < 0.04 or version > 22:
            del under_way[place]
        yield made


def event(
    sequence: int, aggregate: str, version: int, previous: str | None, actor: str, bulk: int = 0
) -> tuple[Made, str]:
    """An event, and its hash."""
    identity = UUID(int=sequence << 64 | version)
    said = {"v": 1, "id": f"{identity}", "type": "communication-logged", "schema": 1, "aggregate": aggregate}
    said |= {"version": version, "occurred": "2026-05-04T09:00:00.123456Z", "recorded": "2026-05-04T09:00:00.123456Z"}
    said |= {"actor": {"id": actor, "role": "engineer", "channel": "console"}, "ticket": aggregate}
    said |= {"customer": "customer-3f", "command": f"{identity}", "correlation": f"{identity}"}
    said |= {"previous": previous} if previous else {}
    said |= {"data": {"direction": "in", "text": {"enc": 1, "nonce": f"{sequence:016}", "ct": _TEXT + "x" * bulk}}}
    body, subject = json.dumps(said, separators=(",", ":")).encode(), subject_of(PREFIX, aggregate)
    headers = f"NATS/1.0\r\nNats-Msg-Id: {identity}\r\nEs-Topic: communication-logged\r\nEs-Version: {version}\r\n\r\n"
    return Made(sequence, subject, headers.encode(), body), event_hash(subject, version, body)


def archive(path: Path, count: int, *, seals: Sequence[int] = ()) -> Archive:
    """Of so many messages, sealed at these positions and at the end."""
    made = Archive.open(path, META)
    extend(made, list(islice(messages(), count)), seals)
    return made


def extend(made: Archive, more: Sequence[Made], seals: Sequence[int] = (), signer: Signer = LOG) -> Taking:
    taking, first = Taking(made, signer), 0
    for end in [*sorted(seals), len(more)]:
        for at in range(first, end, 1_000):
            taking.take(more[at : min(at + 1_000, end)])
        taking.seal(NOW)
        first = end
    return taking
