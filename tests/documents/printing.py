"""Documents of a story, written and set in this process: what is told to whom, and what stands on the pages."""

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from types import SimpleNamespace
from typing import Any

import pypdfium2

from api.callers import Caller
from api.documents.paper import Paper, TicketDocument
from api.documents.port import Printing
from api.documents.tickets.gathering import told_ticket
from api.documents.told import ToldTicket
from api.tickets.views import Shown
from domain.policy.in_force import shipped
from domain.record.envelope import Recorded
from domain.refusals import Language
from domain.staff.events import StaffJoined
from domain.ticket.state import fold
from gongdan.documents.printer import Printer
from tests.documents.story import Step, logged
from tests.projections.logs import SHANGHAI, ListLog, at

STAFF = {"e-003": ("张建国", "张工"), "s-001": ("孙丽", "主管"), "a-001": ("刘洋", "客服")}
AGENT = Caller("a-001", frozenset({"agent"}))
CUSTOMER = Caller("customer-1", frozenset({"customer"}))
PRINTED = at("09:00", "2024-05-03")


class Records:
    """The desk, as far as documents ask it: histories, and the packs."""

    policies = shipped()

    def __init__(self, events: Iterable[Recorded]) -> None:
        self.histories: dict[str, list[Recorded]] = defaultdict(list)
        for each in events:
            self.histories[each.envelope.aggregate].append(each)

    async def events_of(self, key: str) -> tuple[Recorded, ...]:
        return tuple(self.histories.get(key, ()))


def service_of(events: Iterable[Recorded]) -> Any:
    """The service over these events, as far as documents ask it."""
    shown, log = Shown(SHANGHAI, "e1"), SimpleNamespace(epoch="e1")
    return SimpleNamespace(desk=Records(events), zone=SHANGHAI, shown=shown, log=log)


def employed() -> ListLog:
    log = ListLog()
    for number, (name, office) in STAFF.items():
        log.record(f"staff-{number}", StaffJoined(name=name, office=office, since=date(2024, 1, 1)))
    return log


SERVICE = service_of(employed().events)


def told(steps: list[Step], who: Caller = AGENT, language: Language = "zh", *, clear: bool = False) -> ToldTicket:
    events = tuple(logged(steps).events)
    ticket = fold(events)
    assert ticket
    return asyncio.run(told_ticket(SERVICE, who, events, ticket, language, clear=clear))


def paper(
    kind: TicketDocument, steps: list[Step], who: Caller = AGENT, language: Language = "zh", *, clear: bool = False
) -> Paper:
    printing = Printing(who.id, PRINTED, language)
    return Printer().of_ticket(kind, told(steps, who, language, clear=clear), printing)


def pdf(paper: Paper, images: Mapping[str, bytes] | None = None) -> bytes:
    return asyncio.run(Printer().pdf(paper, images or {}))


def pages(content: bytes) -> list[str]:
    """The text of each page."""
    with pypdfium2.PdfDocument(content) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


def text(content: bytes) -> str:
    """All of it, without where lines end."""
    return "".join("".join(pages(content)).split())


def squeezed(said: str) -> str:
    return "".join(said.split())


def section(paper: Paper, key: str) -> Any:
    return next(each for each in paper.sections if each.key == key)


def facts(paper: Paper, key: str) -> dict[str, str]:
    return {fact.label: fact.value for fact in section(paper, key).facts}
