"""A ticket's history as it is read: which of it is with the customer, what was corrected later, each with its facts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from pydantic_core import to_jsonable_python

from api.tickets.views import EventView
from domain.record.envelope import Recorded
from domain.ticket.commands import COMMANDS
from domain.ticket.events import CorrectionRecorded
from domain.ticket.theirs.seeing import seen_by_customer
from gongdan.cli.showing.labels import dotted

Shown = Literal["all", "customer", "internal"]
_STAFF: Final = ("engineer", "staff", "owner", "to", "author")
"""Facts that hold a staff number."""


@dataclass(frozen=True, slots=True)
class Entry:
    """``corrected_by``: the versions of the events that corrected this one; ``with_customer``: they said or see it."""

    event: EventView
    facts: list[tuple[str, Any]]
    corrected_by: list[int]
    with_customer: bool


def story(views: Sequence[EventView], events: Sequence[Recorded]) -> list[Entry]:
    """``events`` are those that ``views`` show; oldest first."""
    seen = seen_by_customer(events)
    said = {each.envelope.version for each in events if _is_said(each)}
    corrected: dict[int, list[int]] = {}
    for each in events:
        if isinstance(each.event, CorrectionRecorded):
            corrected.setdefault(each.event.version, []).append(each.envelope.version)
    return [
        Entry(view, told(view.data), corrected.get(view.version, []), view.version in seen or view.version in said)
        for view in views
    ]


def shown(entries: Sequence[Entry], which: Shown) -> list[Entry]:
    if which == "all":
        return [*entries]
    return [each for each in entries if each.with_customer == (which == "customer")]


def named_in(entries: Sequence[Entry]) -> Iterator[str | None]:
    """Who acted, and whom events name."""
    for entry in entries:
        actor = entry.event.actor
        yield from (actor.id, actor.entered_by, actor.stand_in_for)
        yield from (str(entry.event.data[name]) for name in _STAFF if name in entry.event.data)


def told(data: dict[str, Any]) -> list[tuple[str, Any]]:
    """Each fact by its dotted name, as JSON has it."""
    return dotted(to_jsonable_python(data))


def _is_said(recorded: Recorded) -> bool:
    return isinstance(recorded.event, COMMANDS["communicate"].causes) or recorded.envelope.actor.role == "customer"
