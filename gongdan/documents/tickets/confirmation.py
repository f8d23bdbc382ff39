"""问题确认单 (R28): the solution for the customer to check and sign, or as they confirmed it."""

from collections.abc import Iterator
from typing import Final

from api.documents.paper import Section, Signature
from api.documents.port import NotYet
from api.documents.told import ToldTicket
from gongdan.documents.tickets.about import about, last_of
from gongdan.documents.tickets.signed import signed
from gongdan.documents.writing import Writer

BOX: Final = "□"
MARKED: Final = "■"
_LINES: Final = 2
"""To write on why it is not solved."""


def require(write: Writer, told: ToldTicket) -> None:
    """Raises NotYet where no solution stands."""
    if told.record.completed is None:
        raise NotYet(write.words.missing("solution"), write.words.title("confirmation"))


def sections(write: Writer, told: ToldTicket) -> Iterator[Section]:
    record = told.record
    yield from about(write, told)
    yield write.facts(
        "result",
        {
            "cause": record.cause,
            "handling": record.result,
            "precautions": record.precautions,
            "completed": record.completed,
            "service_person": write.person(record.service_person),
        },
    )
    yield statement(write, told)


def statement(write: Writer, told: ToldTicket) -> Section:
    """Two boxes to choose from; one is marked once the customer has."""
    say, confirmed = write.words.said, signed(write, told).at
    event, solved = last_of(told, "resolution-confirmed"), say("solved-box", box=MARKED if confirmed else BOX)
    note = write.text(event.data.get("note")) if confirmed and event else ""
    remark = [say("remark", note=note)] if note else []
    lines = [say("solution-stands"), solved, *remark, say("unsolved-box", box=BOX)]
    left = 0 if confirmed else _LINES
    return write.passage("statement", "\n".join(lines)).model_copy(update={"lines": left})


def signatures(write: Writer, told: ToldTicket) -> list[Signature]:
    service = Signature(who=write.words.sign("service_person"), name=write.person(told.record.service_person))
    return [service, signed(write, told)]
