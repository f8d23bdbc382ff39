"""What figures keep of each event of a ticket, by version, so that a correction can change it."""

import json
from typing import Any, Final, NamedTuple

from domain.record.envelope import Recorded
from domain.record.event import Event
from domain.record.moment import stored_form
from domain.ticket import events as of_tickets
from projections.correcting import sayable

_encoded: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

KEPT: Final[dict[type[Event], tuple[str, ...]]] = {
    of_tickets.TicketOpened: (
        "channel",
        "kind",
        "region",
        "severity",
        "engineer",
        "team",
        "stage",
        "product.name",
        "product.model",
        "product.batch",
    ),
    of_tickets.ReceiptAcknowledged: (),
    of_tickets.TicketGraded: ("severity",),
    of_tickets.FaultDiagnosed: ("fault_type",),
    of_tickets.TicketRouted: ("staff", "team"),
    of_tickets.EngineerDispatched: ("engineer", "team"),
    of_tickets.DispatchAccepted: ("engineer", "team"),
    of_tickets.TicketResumed: ("engineer", "team"),
    of_tickets.EngineerArrived: (),
    of_tickets.CustomerContacted: (),
    of_tickets.WorkLogged: ("work", "minutes"),
    of_tickets.PartRequested: ("request",),
    of_tickets.PartReceived: ("request",),
    of_tickets.TicketLinked: ("relation",),
    of_tickets.TicketMerged: (),
    of_tickets.TicketResolved: (),
    of_tickets.ResolutionRejected: (),
    of_tickets.ObjectionRaised: (),
    of_tickets.TicketReopened: ("engineer", "team"),
    of_tickets.SurveyAnswered: ("survey", "scores", "low", "recommend"),
    of_tickets.CallbackMade: ("survey", "category"),
    of_tickets.TicketClosed: ("closed_as",),
    of_tickets.TicketCancelled: ("cancelled_as",),
}
"""Dotted names of fields, none of them personal."""
_BY_NAME: Final = {event.stored_name: event for event in KEPT}


class Fact(NamedTuple):
    """One event as it is kept, in the form it has as JSON."""

    version: int
    name: str
    at: str
    said: dict[str, Any]


def fact_of(recorded: Recorded) -> Fact | None:
    """What is kept of an event; None where figures see nothing in it."""
    event, envelope = recorded.event, recorded.envelope
    fields = KEPT.get(type(event))
    if fields is None:
        return None
    said = {name: value for name in fields if (value := _plain(event, name)) is not None}
    return Fact(envelope.version, event.stored_name, stored_form(envelope.occurred), said)


def corrected(facts: list[Fact], correction: of_tickets.CorrectionRecorded) -> list[Fact]:
    """As they should have been; a correction of what is not kept, or that its event could not say, changes nothing."""
    return [
        _saying(fact, correction.field, correction.right) if fact.version == correction.version else fact
        for fact in facts
    ]


def written(fact: Fact) -> str:
    """A line."""
    return _encoded(fact) + "\n"


def read(lines: str) -> list[Fact]:
    """What was kept, in the order of the log."""
    return [Fact(*json.loads(line)) for line in lines.split("\n") if line]


def _saying(fact: Fact, field: str, right: str | None) -> Fact:
    if field not in KEPT[_BY_NAME[fact.name]]:
        return fact
    for said in sayable(_BY_NAME[fact.name], field, right):
        return fact._replace(said={**fact.said, field: said})
    return fact


def _plain(event: Event, field: str) -> Any:
    value: Any = event
    for part in field.split("."):
        value = getattr(value, part, None)
    if isinstance(value, tuple):
        return [each.model_dump(mode="json") for each in value]  # type: ignore[reportUnknownVariableType]
    return value
