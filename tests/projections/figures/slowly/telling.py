"""What a ticket's events tell, one by one, for figures that are worked out slowly."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Any

from domain.record.envelope import Recorded
from domain.ticket import events as e
from tests.projections.figures.slowly.correcting import corrected


@dataclass
class Told:
    """What a ticket's events tell, its corrections heeded."""

    opened: Any = None
    reported: datetime | None = None
    responded: datetime | None = None
    solutions: list[datetime] = field(default_factory=list)
    ended: datetime | None = None
    is_solved: bool = False
    came_back: int = 0
    void: bool = False
    survey: Any = None
    surveyed: datetime | None = None
    cause: str | None = None
    severity: str | None = None
    fault_type: str | None = None
    engineer: str | None = None
    team: str | None = None
    minutes: int = 0
    repaired: bool = False
    repeated: bool = False
    asked: dict[int, datetime] = field(default_factory=dict)
    parts: dict[int, tuple[datetime, Fraction]] = field(default_factory=dict)
    """By request, when each part was received first, and the minutes since it was asked for."""

    @property
    def solved(self) -> datetime | None:
        return self.solutions[0] if self.solutions else None

    @property
    def over(self) -> datetime | None:
        """Since when it is nobody's work; nothing is over before it was reported."""
        last = self.solutions[-1] if self.is_solved else self.ended
        return None if last is None or self.reported is None else max(last, self.reported)

    @property
    def is_fault(self) -> bool:
        return self.opened.kind == "fault" and self.fault_type != "operation"

    @property
    def scores(self) -> dict[str, int]:
        return {each.question: each.score for each in self.survey.scores}

    def groups(self, by: str | None) -> list[str | None]:
        """Those that it is in; none where it says nothing of that."""
        product = self.opened.product
        model, batch = (getattr(product, name, None) for name in ("model", "batch"))
        of = {
            None: None,
            "kind": self.opened.kind,
            "channel": self.opened.channel,
            "region": self.opened.region,
            "product": getattr(product, "name", None),
            "model": model,
            "batch": f"{model} / {batch}" if model and batch else None,
            "severity": self.severity,
            "fault-type": self.fault_type,
            "engineer": self.engineer,
            "team": self.team,
            "cause": self.cause if self.survey and self.survey.low else None,
        }[by]
        return [of] if of or by is None else []


def by_ticket(events: Iterable[Recorded]) -> list[Told]:
    """All that count."""
    histories: dict[str, list[Recorded]] = defaultdict(list)
    for recorded in events:
        if recorded.envelope.aggregate.startswith("ticket-"):
            histories[recorded.envelope.aggregate].append(recorded)
    found = [told(history) for history in histories.values()]
    return [each for each in found if each.reported is not None and not each.void]


def told(history: Sequence[Recorded]) -> Told:
    found = Told()
    for recorded in corrected(history):
        event, at = recorded.event, recorded.envelope.occurred
        for tell in (_went_on, _was_done, _ended, _was_said):
            tell(found, event, at)
    return found


def minutes(start: datetime, stop: datetime) -> Fraction:
    """Whole milliseconds, as they are kept; none where the order is wrong."""
    return Fraction(max(0, (stop - start) // timedelta(milliseconds=1)), 60_000)


def _went_on(found: Told, event: Any, at: datetime) -> None:
    match event:
        case e.TicketOpened():
            found.opened, found.reported, found.severity = event, at, event.severity
            found.engineer, found.team = event.engineer, event.team
        case e.ReceiptAcknowledged():
            found.responded = found.responded or at
        case e.TicketGraded():
            found.severity = event.severity
        case e.FaultDiagnosed():
            found.fault_type = event.fault_type or found.fault_type
        case e.TicketRouted():
            found.team = event.team or found.team
        case e.EngineerDispatched() | e.DispatchAccepted() | e.TicketResumed() | e.TicketReopened():
            found.engineer, found.team = event.engineer or found.engineer, event.team or found.team
        case _:
            pass


def _was_done(found: Told, event: Any, at: datetime) -> None:
    match event:
        case e.WorkLogged():
            found.minutes += event.minutes or 0
            found.repaired = found.repaired or event.work in ("repair", "replacement", "adjustment")
        case e.PartRequested():
            found.asked[event.request] = at
        case e.PartReceived():
            if event.request in found.asked:
                found.parts.setdefault(event.request, (at, minutes(found.asked[event.request], at)))
        case e.TicketLinked():
            found.repeated = found.repeated or event.relation == "repeat"
        case _:
            pass


def _ended(found: Told, event: Any, at: datetime) -> None:
    match event:
        case e.TicketResolved():
            found.solutions.append(at)
            found.is_solved = True
        case e.ResolutionRejected() | e.ObjectionRaised() | e.TicketReopened():
            found.came_back += found.is_solved
            found.is_solved, found.void, found.ended = False, False, None
        case e.TicketMerged() | e.TicketClosed() | e.TicketCancelled():
            ended_as = getattr(event, "cancelled_as", None)
            found.void = isinstance(event, e.TicketMerged) or ended_as in ("duplicate", "invalid")
            found.ended = at
        case _:
            pass


def _was_said(found: Told, event: Any, at: datetime) -> None:
    match event:
        case e.SurveyAnswered():
            found.survey, found.surveyed, found.cause = event, at, None
        case e.CallbackMade():
            if found.survey and event.survey == found.survey.survey:
                found.cause = event.category
        case _:
            pass
