"""Events as the log holds them, for tests that need no log: of any aggregate, by anybody, all at noon."""

from datetime import UTC, datetime

from domain.record.envelope import Actor, Envelope, Recorded
from domain.record.event import Event

NOON = datetime(2024, 5, 1, 4, tzinfo=UTC)


def recorded(event: Event, aggregate: str, by: str, version: int) -> Recorded:
    """The event with an envelope; its version is its position too."""
    envelope = Envelope(
        id=f"{aggregate}/{version}",
        type=event.stored_name,
        schema_version=event.schema_version,
        aggregate=aggregate,
        version=version,
        occurred=NOON,
        recorded=NOON,
        actor=Actor(id=by, role="agent", channel="api"),
        customer=aggregate if aggregate.startswith("customer-") else None,
        command=f"{aggregate}/{version}",
        correlation=f"{aggregate}/{version}",
    )
    return Recorded(envelope, event, version)
