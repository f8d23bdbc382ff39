"""Where new events go and what surrounds them: the envelopes of what a command causes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from domain.desk.cache import Aggregate
from domain.desk.kinds import kind_of
from domain.desk.metadata import CommandMetadata
from domain.desk.occurred import is_late, occurrence
from domain.matters.kinds import MATTERS
from domain.policy.pack import Pack
from domain.record.envelope import Envelope
from domain.record.event import Event
from domain.record.identity import event_id
from domain.rights import Permission
from domain.store import Pending


@dataclass(frozen=True, slots=True)
class Place:
    """Where new events go: the aggregate's key and the version before them, and what their envelopes share."""

    key: str
    version: int
    occurred: datetime
    recorded: datetime
    customer: str | None
    policy: str | None
    ticket: str | None = None


def after(aggregate: Aggregate, metadata: CommandMetadata, now: datetime, pack: Pack) -> Place:
    """Behind the aggregate's last event."""
    first, last = aggregate.events[0].envelope, aggregate.events[-1].envelope
    recorded = max(now, last.recorded)
    occurred = occurrence(metadata.occurred, now, first.occurred)
    return Place(
        aggregate.key,
        len(aggregate.events),
        min(occurred or recorded, recorded),
        recorded,
        None if _is_nobodys(aggregate.key) else first.customer,
        pack.ref if kind_of(aggregate.key).numbered else None,
        first.ticket,
    )


def _is_nobodys(key: str) -> bool:
    """What follows is no customer's, whoever lent the words of its first event."""
    kind = MATTERS.get(key.partition("-")[0])
    return kind is not None and kind.whose == "nobody"


def pending(
    events: Iterable[Event], metadata: CommandMetadata, permission: Permission, place: Place, *, first: int = 0
) -> tuple[Pending, ...]:
    """The events in their envelopes; ``first`` is the number of the first event among all that the command causes."""
    actor = metadata.actor.model_copy(
        update={"role": permission.role, "stand_in_for": permission.stand_in_for or metadata.actor.stand_in_for}
    )
    return tuple(
        Pending(
            Envelope(
                id=event_id(metadata.id, first + index),
                type=event.stored_name,
                schema_version=event.schema_version,
                aggregate=place.key,
                version=place.version + 1 + index,
                occurred=place.occurred,
                recorded=place.recorded,
                actor=actor,
                ticket=place.ticket,
                customer=place.customer,
                command=metadata.id,
                correlation=metadata.correlation or metadata.id,
                causation=metadata.causation,
                policy=place.policy,
                trace=metadata.trace,
                late=metadata.late if first == 0 and is_late(metadata.occurred, place.recorded) else None,
            ),
            event,
        )
        for index, event in enumerate(events)
    )
