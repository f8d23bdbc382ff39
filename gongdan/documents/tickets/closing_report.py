"""结案报告 (R33): cause, handling and lessons of a case, beside how long it took and what the customer thought."""

from collections.abc import Iterator
from typing import Final

from api.documents.paper import Section, Signature
from api.documents.port import NotYet
from api.documents.told import ToldTicket
from api.tickets.standing.aftercare import ClosingReportView
from gongdan.documents.tickets.about import about, last_of
from gongdan.documents.writing import Writer
from projections.wording.codes import GAPS, QUESTIONS, SCORE_CAUSES
from projections.wording.words import ENDINGS

_ENDED: Final = frozenset({"closed", "archived"})


def require(write: Writer, told: ToldTicket) -> None:
    """Raises NotYet where nobody has written it."""
    if told.ticket.closing_report is None:
        raise NotYet(write.words.missing("report"), write.words.title("closing-report"))


def is_final(told: ToldTicket) -> bool:
    """The case is closed."""
    return told.ticket.stage in _ENDED


def sections(write: Writer, told: ToldTicket) -> Iterator[Section]:
    report = _report(told)
    yield from about(write, told)
    yield _case(write, told)
    yield write.passage("cause", report.cause)
    yield write.passage("handling", report.handling)
    yield write.passage("lessons", report.lessons)
    yield satisfaction(write, told)
    gaps = told.record.gaps_at_closing if told.record.gaps_at_closing is not None else told.record.gaps
    yield write.passage("gaps", write.listed(write.code(GAPS, gap) for gap in gaps), none="events")


def signatures(write: Writer, told: ToldTicket) -> list[Signature]:
    written = last_of(told, "closing-report-written")
    by = write.person(written.actor.id) if written else ""
    at = write.moment(written.occurred) if written else ""
    return [
        Signature(who=write.words.sign("author"), name=by, at=at),
        Signature(who=write.words.sign("supervisor")),
    ]


def satisfaction(write: Writer, told: ToldTicket) -> Section:
    """The last answer: scores, what the customer wrote, and the call-back after a low one."""
    survey = next((each for each in reversed(told.ticket.surveys) if each.answered), None)
    if survey is None:
        return write.facts("satisfaction", {}, none="satisfaction")
    call = survey.call_back
    scores = (f"{write.code(QUESTIONS, each.question)} {each.score}" for each in survey.scores)
    told_back = write.listed((write.code(SCORE_CAUSES, call.category), call.reason, call.agreed)) if call else ""
    return write.facts(
        "satisfaction",
        {
            "score": write.listed(scores),
            "recommend": survey.recommend,
            "comment": survey.comment,
            "call_back": told_back,
        },
    )


def _report(told: ToldTicket) -> ClosingReportView:
    if told.ticket.closing_report is None:
        raise LookupError("there is no closing report")
    return told.ticket.closing_report


def _case(write: Writer, told: ToldTicket) -> Section:
    ticket, closed = told.ticket, last_of(told, "ticket-closed")
    completed = told.record.completed
    return write.facts(
        "case",
        {
            "engineer": write.person(ticket.engineer),
            "opened": ticket.opened,
            "completed": completed,
            "lasted": write.lasting(completed - ticket.opened) if completed else "",
            "closed": closed.occurred if closed else None,
            "closed_as": write.code(ENDINGS, closed.data.get("closed_as")) if closed else "",
            "reopenings": ticket.reopenings or None,
        },
    )
