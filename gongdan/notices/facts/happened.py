"""What is told of each event of a ticket that somebody hears of."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from domain.policy.timing.duration import parse
from domain.record.envelope import Recorded
from domain.ticket import events as ticket
from domain.ticket.events.deadlines import DeadlineMissed, DeadlineWarned, ProgressSyncMissed
from domain.wording import Words
from gongdan.notices.facts.plans import of_plan
from gongdan.notices.facts.surveys import of_answer, of_questions
from gongdan.notices.facts.telling import Facts, Telling
from projections.wording.codes import DEPARTMENTS
from projections.wording.milestones import MILESTONES
from projections.wording.words import WAITS

History = Sequence[Recorded]
_STEPS: Final[Words] = {
    **MILESTONES,
    ticket.FeeQuoted.stored_name: ("已给出报价，请您确认", "A price was quoted; please say whether you agree"),
}


def of_event(telling: Telling, cause: Recorded, history: History) -> Facts:
    """What the event itself brings."""
    event: Any = cause.event
    found = _BY.get(type(event), _nothing)(telling, event, history)
    step = telling.word(_STEPS, event.stored_name) if event.stored_name in _STEPS else ""
    return found | {"step": step, "step_inside": step[:1].lower() + step[1:]}


def _nothing(telling: Telling, event: Any, history: History) -> Facts:
    return {}


def _text(telling: Telling, event: ticket.CommunicationLogged, history: History) -> Facts:
    return {"text": telling.text(event.text)}


def _reason(telling: Telling, event: Any, history: History) -> Facts:
    return {"reason": telling.text(event.reason)}


def _dispatched(telling: Telling, event: ticket.EngineerDispatched, history: History) -> Facts:
    return {
        "visit": telling.moment(event.visit_expected),
        "reason": telling.text(event.reason),
        "engineer": telling.person(event.engineer),
        "within": telling.limit("engineers-contact"),
    }


def _declined(telling: Telling, event: ticket.DispatchDeclined, history: History) -> Facts:
    return {"by": telling.person(event.engineer), "reason": telling.text(event.reason), "engineer": ""}


def _asked(telling: Telling, event: ticket.CollaborationRequested, history: History) -> Facts:
    return {
        "department": telling.word(DEPARTMENTS, event.department),
        "text": telling.text(event.text),
        "due": telling.moment(event.due),
    }


def _answered(telling: Telling, event: ticket.CollaborationAnswered, history: History) -> Facts:
    asked = next(
        (
            each.event.department
            for each in history
            if isinstance(each.event, ticket.CollaborationRequested) and each.event.request == event.request
        ),
        None,
    )
    return {"department": telling.word(DEPARTMENTS, asked), "text": telling.text(event.text)}


def _meeting(telling: Telling, event: ticket.MeetingCalled, history: History) -> Facts:
    return {
        "departments": telling.words(DEPARTMENTS, event.departments),
        "topic": telling.text(event.topic),
        "within": telling.limit("plan"),
    }


def _clock(telling: Telling, event: Any, history: History) -> Facts:
    """``limit`` as it ran, in the reader's language where the pack knows the clock."""
    clock = telling.pack.clocks.get(event.clock)
    found = {
        "clock": clock.title.say(chinese=telling.chinese) if clock else event.clock,
        "due": telling.moment(event.due),
        "limit": _limit(telling, event.limit),
    }
    return found | (_needs(telling, event, history) if event.clock == "cooperation" else {})


def _limit(telling: Telling, said: str | None) -> str:
    """A duration in the reader's language; what was agreed is told by its due time alone."""
    try:
        return parse(said or "").say(chinese=telling.chinese)
    except ValueError:
        return ""


def _needs(telling: Telling, event: Any, history: History) -> Facts:
    """What was asked of the customer and is not provided yet, in order."""
    provided = {each.event.request for each in history if isinstance(each.event, ticket.CooperationProvided)}
    asked = [each.event for each in history if isinstance(each.event, ticket.CooperationRequested)]
    lines = [
        f"{place}. {telling.text(each.what)}" + _by(telling, each)
        for place, each in enumerate((each for each in asked if each.request not in provided), 1)
    ]
    return {"needs": "\n".join(lines)}


def _by(telling: Telling, asked: ticket.CooperationRequested) -> str:
    due = telling.moment(asked.due)
    return telling.pick(f"（请于 {due} 前）", f" (by {due})") if due else ""


def _visit(telling: Telling, event: Any, history: History) -> Facts:
    said = getattr(event, "place", None)
    return {
        "visit": telling.span(event.at, event.until),
        "place": telling.text(said),
        "reason": telling.text(getattr(event, "reason", None)),
    }


def _paused(telling: Telling, event: ticket.TicketPaused, history: History) -> Facts:
    return {"waiting_for": telling.word(WAITS, event.waiting_for), "reason": telling.text(event.reason)}


def _quoted(telling: Telling, event: ticket.FeeQuoted, history: History) -> Facts:
    return {"amount": f"¥{event.amount:.2f}", "items": telling.text(event.items)}


def _solved(telling: Telling, event: ticket.TicketResolved, history: History) -> Facts:
    return {
        name: telling.text(said)
        for name, said in (("cause", event.cause), ("handling", event.handling), ("precautions", event.precautions))
    }


def _closed(telling: Telling, event: ticket.TicketClosed, history: History) -> Facts:
    return {"within": telling.limit("follow-up")}


_BY: Final[dict[type[Any], Callable[[Telling, Any, History], Facts]]] = {
    ticket.TicketGraded: _reason,
    ticket.TicketRouted: _reason,
    ticket.TicketEscalated: _reason,
    ticket.EngineerDispatched: _dispatched,
    ticket.DispatchDeclined: _declined,
    ticket.CollaborationRequested: _asked,
    ticket.CommunicationLogged: _text,
    ticket.CollaborationAnswered: _answered,
    ticket.MeetingCalled: _meeting,
    ticket.PlanProposed: of_plan,
    ticket.PlanApproved: of_plan,
    ticket.PlanRejected: of_plan,
    ticket.PlanShared: of_plan,
    DeadlineWarned: _clock,
    DeadlineMissed: _clock,
    ProgressSyncMissed: _clock,
    ticket.CooperationRequested: _needs,
    ticket.EstimateGiven: lambda telling, event, history: {"estimate": telling.moment(event.due)},
    ticket.VisitPromised: _visit,
    ticket.VisitMoved: _visit,
    ticket.SendInAgreed: lambda telling, event, history: {"place": telling.text(event.address)},
    ticket.FeeQuoted: _quoted,
    ticket.ProgressShared: lambda telling, event, history: {"text": telling.text(event.text)},
    ticket.TicketPaused: _paused,
    ticket.TicketResolved: _solved,
    ticket.SurveySent: of_questions,
    ticket.SurveyAnswered: of_answer,
    ticket.TicketClosed: _closed,
    ticket.TicketReopened: _nothing,
    ticket.TicketMerged: lambda telling, event, history: {"into": event.into},
    ticket.ResolutionRejected: _reason,
    ticket.ObjectionRaised: _reason,
}
