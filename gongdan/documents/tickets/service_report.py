"""服务报告 (R33a): what was done for the customer: visits, work, parts, fees, the result, and both signatures."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from api.documents.paper import Section, Signature
from api.documents.told import ToldTicket
from domain.wording import FAULT_TYPES
from gongdan.documents.tickets.about import about, last_of, of_type
from gongdan.documents.tickets.signed import signed
from gongdan.documents.writing import Writer
from projections.wording.codes import FOLLOWED_UP, NOT_SO, QUESTIONS, WORK_KINDS

_WORK: Final = ("work-logged", "remote-assistance-given")


def is_final(told: ToldTicket) -> bool:
    """A solution stands."""
    return told.record.completed is not None


def sections(write: Writer, told: ToldTicket) -> Iterator[Section]:
    yield from about(write, told)
    diagnosis = told.ticket.diagnosis
    found = write.code(FAULT_TYPES, diagnosis.fault_type if diagnosis else None)
    yield write.facts("diagnosis", {"finding": told.record.diagnosis, "fault_type": found})
    yield write.passage("plan", told.record.plan)
    yield visits(write, told)
    yield work(write, told)
    yield parts(write, told)
    yield _money(write, told)
    yield _result(write, told)
    yield _feedback(write, told)


def signatures(write: Writer, told: ToldTicket) -> list[Signature]:
    engineer = write.person(told.record.service_person or told.ticket.engineer)
    return [Signature(who=write.words.sign("service_person"), name=engineer), signed(write, told)]


def visits(write: Writer, told: ToldTicket) -> Section:
    """Each arrival beside the time that was promised for it."""
    rows: list[tuple[object, ...]] = []
    promised: datetime | None = None
    until: datetime | None = None
    for event in of_type(
        told, "engineer-dispatched", "visit-promised", "visit-moved", "ticket-reopened", "engineer-arrived"
    ):
        data = event.data
        match event.type:
            case "engineer-arrived":
                by = write.person(event.actor.id)
                rows.append((promised, event.occurred, _punctual(write, promised, until, event.occurred), by))
                promised = until = None
            case "engineer-dispatched":
                promised = data.get("visit_expected") or promised
            case "ticket-reopened":
                promised = until = None
            case _:
                promised, until = data.get("at"), data.get("until")
    return write.table("visits", ("promised", "arrived", "punctual", "engineer"), rows, none="visits")


def work(write: Writer, told: ToldTicket) -> Section:
    """Each piece of work, with what came of it."""
    rows = (
        (
            event.occurred,
            write.person(event.actor.id),
            write.code(WORK_KINDS, event.data.get("work")),
            event.data.get("steps") or event.data.get("actions"),
            event.data.get("materials"),
            event.data.get("result"),
            event.data.get("minutes"),
        )
        for event in of_type(told, *_WORK)
    )
    headings = ("at", "engineer", "work", "steps", "materials", "outcome", "minutes")
    return write.table("work", headings, rows, none="work")


def parts(write: Writer, told: ToldTicket) -> Section:
    rows = (
        (event.occurred, event.data.get("part"), event.data.get("serial"), event.data.get("quantity"))
        for event in of_type(told, "part-used")
    )
    return write.table("parts", ("at", "part", "serial", "quantity"), rows, none="parts")


def _money(write: Writer, told: ToldTicket) -> Section:
    quote, say = told.ticket.quote, write.words.said
    word = "accepted" if quote and quote.accepted else "declined" if quote and quote.declined else "unanswered"
    given = [each.what for each in told.ticket.compensations if each.given]
    return write.facts(
        "money",
        {
            "quote": say("yuan", amount=f"{quote.amount:.2f}") if quote else "",
            "agreed": say(word) if quote else "",
            "charged": say("yuan", amount=f"{quote.charged:.2f}") if quote else "",
            "compensation": write.listed(given),
        },
        none="money",
    )


def _result(write: Writer, told: ToldTicket) -> Section:
    record, tested = told.record, last_of(told, "function-tested")
    passed = write.words.said("passed" if tested.data.get("passed") else "failed") if tested else ""
    return write.facts(
        "result",
        {
            "cause": record.cause,
            "handling": record.result,
            "precautions": record.precautions,
            "tested": passed,
            "completed": record.completed,
            "service_person": write.person(record.service_person),
        },
    )


def _feedback(write: Writer, told: ToldTicket) -> Section:
    """The last survey that was answered, and the follow-up."""
    survey = next((each for each in reversed(told.ticket.surveys) if each.answered), None)
    scores = [f"{write.code(QUESTIONS, each.question)} {each.score}" for each in survey.scores] if survey else []
    followed = told.ticket.follow_up
    said = [write.code(FOLLOWED_UP if getattr(followed, name) else NOT_SO, name) for name in FOLLOWED_UP if followed]
    return write.facts(
        "feedback",
        {
            "score": write.listed(scores),
            "recommend": survey.recommend if survey else None,
            "comment": survey.comment if survey else None,
            "follow_up": write.listed(said),
        },
        none="feedback",
    )


def _punctual(write: Writer, promised: datetime | None, until: datetime | None, arrived: datetime) -> str:
    """The limit itself is in time."""
    latest = until or promised
    if latest is None:
        return ""
    late = int((arrived - latest).total_seconds() // 60)
    return write.words.said("late-by", minutes=late) if late > 0 else write.words.said("on-time")
