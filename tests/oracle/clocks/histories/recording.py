"""Made-up events put on record: some at once, some late, in the order in which they were recorded."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID, uuid5

from domain.record.envelope import Actor, Envelope, Recorded
from domain.record.event import Event
from tests.oracle.clocks.slow.days import moment_of

NAMESPACE: Final = UUID("b2f0c9a4-1d5e-5f37-9c68-40a7de1b8e93")
CUSTOMER: Final = "customer-0042"


@dataclass(frozen=True)
class Entry:
    """What happened in which minute, by somebody in which role, and after how many minutes it was recorded."""

    minute: int
    event: Event
    role: str
    delay: int = 0


def recorded(aggregate: str, pack: str, entries: Sequence[Entry]) -> tuple[Recorded, ...]:
    """The first entry opens the history, so it comes first; of the rest what was recorded earlier."""
    first, rest = list(entries[:1]), entries[1:]
    log = first + sorted(rest, key=lambda entry: entry.minute + entry.delay)
    return tuple(_recorded(aggregate, pack, entry, version) for version, entry in enumerate(log, 1))


def put_on(log: tuple[Recorded, ...], pack: str, entry: Entry) -> tuple[Recorded, ...]:
    """A log with one entry more, recorded last."""
    return (*log, _recorded(log[-1].envelope.aggregate, pack, entry, len(log) + 1))


def _recorded(aggregate: str, pack: str, entry: Entry, version: int) -> Recorded:
    command = str(uuid5(NAMESPACE, f"{aggregate}/{version}"))
    envelope = Envelope(
        id=str(uuid5(NAMESPACE, command)),
        type=entry.event.stored_name,
        schema_version=entry.event.schema_version,
        aggregate=aggregate,
        version=version,
        occurred=moment_of(entry.minute),
        recorded=moment_of(entry.minute + entry.delay),
        actor=Actor(id="001", role=entry.role, channel="api"),
        ticket=aggregate if aggregate.startswith("ticket-") else None,
        customer=CUSTOMER,
        command=command,
        correlation=command,
        policy=f"{pack}@1",
        late="网络不通" if entry.delay else None,
    )
    return Recorded(envelope=envelope, event=entry.event, sequence=version)
