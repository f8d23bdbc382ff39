"""Events at the ends of what can be stored: the first and last days and moments, and the largest numbers."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any, Final

from hypothesis import strategies as st
from pydantic import ValidationError

from domain.matters.kinds import MATTERS
from domain.record.envelope import Actor, Envelope, Recorded
from domain.record.event import Event
from tests.golden import values
from tests.golden.page import KINDS as EVENTS

DAYS: Final = (date.min, date(1900, 2, 28), date(2024, 2, 29), date(2999, 12, 31), date.max)
MOMENTS: Final = tuple(at.replace(tzinfo=UTC) for at in (datetime.min, datetime.max))  # noqa: DTZ901
RECORDED: Final = datetime(2024, 5, 12, 1, 30, tzinfo=UTC)
NUMBERS: Final = (0, 1, 31, 2**53 - 1)
MOST: Final = 6
"""Events of a history."""


@st.composite
def histories(draw: st.DrawFn, name: str) -> list[Recorded]:
    """Of an aggregate of a kind, in any order, but that its opening comes first."""
    kinds = [*_events_of(name).values()]
    later = draw(st.lists(st.sampled_from(kinds), max_size=MOST))
    said = [draw(_at_the_ends(kind)) for kind in (kinds[0], *later)]
    at = draw(st.sampled_from(MOMENTS))
    return [Recorded(_envelope(name, event, place, at), event, place) for place, event in enumerate(said, 1)]


def _events_of(name: str) -> Mapping[str, type[Event]]:
    """By their stored names, the opening first."""
    return MATTERS[name].events if name in MATTERS else EVENTS[name]


@st.composite
def _at_the_ends(draw: st.DrawFn, kind: type[Event]) -> Event:
    """An event with as many of its values at the ends as its class takes."""
    event = draw(values.events(kind))
    for field in kind.model_fields:
        ends = _ends(getattr(event, field))
        if not ends:
            continue
        try:
            event = kind.model_validate(event.model_dump() | {field: draw(st.sampled_from(ends))})
        except ValidationError:
            continue
    return event


def _ends(value: Any) -> tuple[Any, ...]:
    match value:
        case bool():
            return ()
        case datetime():
            return MOMENTS
        case date():
            return DAYS
        case int():
            return NUMBERS
        case _:
            return ()


def _envelope(name: str, event: Event, version: int, at: datetime) -> Envelope:
    return Envelope(
        id=f"e-{version}",
        type=event.stored_name,
        schema_version=1,
        aggregate=f"{name}-1",
        version=version,
        occurred=at,
        recorded=RECORDED,
        actor=Actor(id="a-001", role="agent", channel="api"),
        customer="customer-1",
        command=f"c-{version}",
        correlation="c-1",
    )
