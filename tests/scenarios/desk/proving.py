"""A ticket's evidence bundle as an auditor takes it away: the scenario's log sealed, chained, archived and signed."""

import asyncio
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from eventsourcing.persistence import StoredEvent

from consumers.notary.taking import Taking
from domain.record.envelope import Recorded
from domain.store import Pending
from eventsourcing_nats.subjects import subject
from gongdan.storing.chain import Chain
from gongdan.storing.keys import KeyStore
from gongdan.storing.mapper import EventMapper
from tests.scenarios.parts import Seen
from tests.trust.made_up import LOG, META, PREFIX, Made
from trust.archive import Archive
from trust.bundle import parts_of
from trust.verifier import Report, verify

Bundle = dict[str, bytes]
_MASTER: Final = bytes(32)


@dataclass(frozen=True)
class Sealed:
    """The log's events as they are stored, in their order, and the keys to them."""

    events: list[Recorded]
    messages: list[Made]
    mapper: EventMapper
    keys: KeyStore

    def read(self, aggregate: str) -> list[Recorded]:
        """A history as these keys open it now."""
        at = [place for place, each in enumerate(self.events) if each.envelope.aggregate == aggregate]
        return [self._opened(self.events[place], self.messages[place].body) for place in at]

    def _opened(self, event: Recorded, body: bytes) -> Recorded:
        envelope = event.envelope
        stored = StoredEvent(envelope.aggregate, envelope.version, envelope.type, body)
        return self.mapper.to_domain_event(stored, event.sequence)


@contextmanager
def sealed(seen: Seen) -> Iterator[Sealed]:
    """All that happened so far."""
    with tempfile.TemporaryDirectory() as place, closing(KeyStore.open(Path(place) / "keys.db", _MASTER)) as keys:
        mapper, events = EventMapper(keys), asyncio.run(_log(seen))
        yield Sealed(events, list(_messages(events, Chain(mapper, PREFIX))), mapper, keys)


def bundle(seen: Seen, ticket: str) -> Bundle:
    """Of the ticket with this number, all of the log being archived and signed."""
    with sealed(seen) as log:
        return of_log(log, ticket, seen.now)


def of_log(log: Sealed, ticket: str, now: datetime) -> Bundle:
    with tempfile.TemporaryDirectory() as place, closing(Archive.open(Path(place) / "archive.db", META)) as archive:
        taking = Taking(archive, LOG)
        taking.take(log.messages)
        taking.seal(now)
        return parts_of(archive, f"ticket-{ticket}", str(LOG.key))


def verified(parts: Bundle) -> Report:
    """As whoever took it away checks it: offline, with the log's public key and nothing else."""
    return verify(parts, str(LOG.key))


async def _log(seen: Seen) -> list[Recorded]:
    return [event async for batch in seen.store.follow() for event in batch]


def _messages(events: list[Recorded], chain: Chain) -> Iterator[Made]:
    ends = dict[str, str | None]()
    for position, each in enumerate(events, 1):
        aggregate = each.envelope.aggregate
        _, [stored], ends[aggregate] = chain.link([Pending(each.envelope, each.event)], ends.get(aggregate))
        headers = f"NATS/1.0\r\nEs-Topic: {stored.topic}\r\nEs-Version: {stored.originator_version}\r\n\r\n"
        yield Made(position, subject(PREFIX, aggregate), headers.encode(), stored.state)
