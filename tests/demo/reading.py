"""What made-up months tell, as the tests of their plausibility read them: shifts, leave, visits and histories."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache

from domain.staff.state import Staff, after
from domain.store import Pending
from tests.demo.making import ZONE, in_order

OUTSIDE = frozenset({"customer", "system"})
"""Who is none of the staff."""


@dataclass(frozen=True)
class Visit:
    """From the arrival to the solution, or to the wait for a part."""

    ticket: str
    engineer: str
    city: str
    begins: datetime
    ends: datetime
    promised: datetime


def local(event: Pending) -> datetime:
    return event.envelope.occurred.astimezone(ZONE)


@cache
def histories() -> dict[str, list[Pending]]:
    """By aggregate."""
    found: dict[str, list[Pending]] = defaultdict(list)
    for event in in_order():
        found[event.envelope.aggregate].append(event)
    return found


def tickets() -> list[list[Pending]]:
    return [events for key, events in histories().items() if key.startswith("ticket-")]


def types(events: list[Pending]) -> list[str]:
    return [event.envelope.type for event in events]


@cache
def staff() -> dict[str, Staff]:
    """As their records say at the end of the month."""
    found: dict[str, Staff] = {}
    for key, events in histories().items():
        if key.startswith("staff-"):
            number = key.removeprefix("staff-")
            state = Staff(number=number)
            for event in events:
                state = after(state, event.event)
            found[number] = state
    return found


@cache
def visits() -> tuple[Visit, ...]:
    found: list[Visit] = []
    for events in tickets():
        promised: datetime | None = None
        arrived: Pending | None = None
        for event in events:
            kind = event.envelope.type
            if kind in ("visit-promised", "visit-moved"):
                promised = event.event.at.astimezone(ZONE)
            elif kind == "engineer-arrived":
                arrived = event
            elif kind in ("ticket-resolved", "ticket-paused") and arrived and promised:
                city, who = events[0].event.region, arrived.envelope.actor.id
                ticket = event.envelope.aggregate
                found.append(Visit(ticket, who, city, local(arrived), local(event), promised))
                arrived = None
    return tuple(found)


def by_engineer_and_day() -> dict[tuple[str, date], list[Visit]]:
    found: dict[tuple[str, date], list[Visit]] = defaultdict(list)
    for visit in sorted(visits(), key=lambda one: one.begins):
        found[visit.engineer, visit.begins.date()].append(visit)
    return found


def minutes(span: timedelta) -> float:
    return span.total_seconds() / 60
