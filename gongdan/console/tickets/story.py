"""A ticket's history as it is read: which of it is with the customer, what was corrected later, each with its facts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from pydantic_core import to_jsonable_python

from api.tickets.views import EventView
from domain.record.envelope import Recorded
from domain.ticket.commands import COMMANDS
from domain.ticket.events import CorrectionRecorded
from domain.ticket.theirs.seeing import seen_by_customer
from gongdan.cli.showing.labels import dotted

Shown = Literal["all", "customer", "internal"]


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


def told(data: dict[str, Any]) -> list[tuple[str, Any]]:
    """Each fact by its dotted name, as JSON has it."""
    return dotted(to_jsonable_python(data))


def _is_said(recorded: Recorded) -> bool:
    return isinstance(recorded.event, COMMANDS["communicate"].causes) or recorded.envelope.actor.role == "customer"
