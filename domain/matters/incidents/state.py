"""An incident's state, and how each event changes it."""

from dataclasses import dataclass, replace
from typing import assert_never

from domain.matters.incidents.events import (
    AlarmConfirmed,
    AlarmDismissed,
    AlarmRaised,
    CustomersInformed,
    IncidentClosed,
    IncidentEvent,
    IncidentReviewed,
    MeasureTaken,
    ResponseTeamCalled,
    ServiceRestored,
    SignalRepeated,
)
from domain.matters.incidents.vocabulary import Member, Signal
from domain.matters.matter import Matter
from domain.ticket.vocabulary import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident(Matter):
    """How often the signal came, how many ``measures`` were taken, and how often customers were ``informed``.

    ``tickets_of`` is the kind of tickets that there were many of, where it is of a kind.
    """

    signal: Signal | None = None
    product: str | None = None
    region: str | None = None
    tickets_of: Kind | None = None
    signals: int = 0
    team: tuple[Member, ...] = ()
    measures: int = 0
    informed: int = 0
    improvement: str | None = None


def after(before: Incident, event: IncidentEvent, actor: str) -> Incident:
    """What an event makes of an incident."""
    match event:
        case AlarmRaised(signal=signal, product=product, region=region, kind=kind):
            raised = replace(before, status="raised", signal=signal, product=product, region=region, signals=1)
            return replace(raised, tickets_of=kind)
        case SignalRepeated():
            return replace(before, signals=before.signals + 1)
        case AlarmConfirmed():
            return replace(before, status="confirmed", responsible=actor)
        case AlarmDismissed():
            return replace(before, status="dismissed")
        case ResponseTeamCalled(team=team):
            return _called(before, team)
        case MeasureTaken():
            status = "acting" if before.status == "called" else before.status
            return replace(before, status=status, measures=before.measures + 1)
        case CustomersInformed():
            return replace(before, informed=before.informed + 1)
        case ServiceRestored():
            return replace(before, status="restored")
        case IncidentReviewed(improvement=improvement):
            return replace(before, status="reviewed", improvement=improvement or before.improvement)
        case IncidentClosed():
            return replace(before, status="closed")
        case _:
            assert_never(event)


def _called(before: Incident, team: tuple[Member, ...]) -> Incident:
    """Who leads the team answers for the incident."""
    lead = next((member.staff for member in team if member.duty == "lead"), before.responsible)
    status = "called" if before.status == "confirmed" else before.status
    about = tuple(dict.fromkeys(member.staff for member in team))
    return replace(before, status=status, team=team, responsible=lead, about=about)
