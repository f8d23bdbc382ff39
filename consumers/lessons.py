"""Drafts an article for the knowledge base from a closing report, for a person to review (R33, R45)."""

from collections.abc import Sequence
from typing import Final, Protocol

import structlog

from consumers.reaction import Reaction
from domain.customer.events import CustomerUnrestricted
from domain.desk.answering import Answer
from domain.desk.metadata import SYSTEM, CommandMetadata
from domain.matters.articles.commands import DraftArticle
from domain.matters.kind import MatterKind
from domain.matters.kinds import MATTERS
from domain.record.command import Command
from domain.record.envelope import Recorded
from domain.record.identity import request_command_id
from domain.refusals import NotAllowed
from domain.ticket.events import ClosingReportWritten
from domain.ticket.numbering import number_of, ticket_key

log = structlog.get_logger(__name__)

GONE: Final = frozenset({"no-closing-report", "for-erased-customer"})
"""The ticket was reopened, or what its customer said is read no more: there is nothing to learn from it."""
_PUT_OFF: Final = "for-restricted-customer"
"""What its customer said may not be used for now."""


class Desk(Protocol):
    async def events_of(self, key: str) -> tuple[Recorded, ...]: ...

    async def begin(self, kind: MatterKind, command: Command, metadata: CommandMetadata) -> Answer: ...


class Tickets(Protocol):
    async def tickets_of(self, customer: str, position: int) -> Sequence[str]:
        """The numbers of all tickets of a customer, up to a position of the log. Raises StoreUnavailable."""
        ...


class Lessons(Reaction):
    """One draft a report: of a ticket that came back the second tells what the first did not know, and is named so.

    What customers said of themselves is for the reviewer to take out; until one approved it, it ends with their key.
    Of a restricted customer's tickets nothing is learnt until they may be used again: then of each its last report.
    """

    name = "lessons"
    kinds = ("ticket", "customer")
    wants = frozenset({ClosingReportWritten.stored_name, CustomerUnrestricted.stored_name})

    def __init__(self, desk: Desk, tickets: Tickets) -> None:
        self._desk, self._tickets = desk, tickets

    async def react(self, recorded: Recorded) -> None:
        for report in await self._heard_of(recorded):
            await self._learn(report)

    async def _heard_of(self, recorded: Recorded) -> list[Recorded]:
        """The closing report itself, or the last of each ticket of a customer who may be used again."""
        if not isinstance(recorded.event, CustomerUnrestricted):
            return [recorded]
        numbers = await self._tickets.tickets_of(recorded.envelope.aggregate, recorded.sequence)
        return [each for number in numbers for each in (await self._reports(ticket_key(number)))[-1:]]

    async def _learn(self, recorded: Recorded) -> None:
        """Asked again of the same report, it is done already."""
        number = number_of(recorded.envelope.aggregate)
        which = await self._which(recorded)
        title = f"工单 {number} 的经验" + (f"（第 {which} 次结案）" if which > 1 else "")
        command = DraftArticle(title=title, lesson_of=number)
        told = request_command_id(SYSTEM.id, command.action, recorded.envelope.id)
        metadata = CommandMetadata(told, SYSTEM, causation=recorded.envelope.id)
        try:
            await self._desk.begin(MATTERS["article"], command, metadata)
        except NotAllowed as refusal:
            if refusal.code == _PUT_OFF:
                log.info("lesson_put_off", ticket=number)
            elif refusal.code not in GONE:
                raise

    async def _which(self, recorded: Recorded) -> int:
        """Which of the ticket's closing reports it is."""
        reports = await self._reports(recorded.envelope.aggregate)
        return sum(one.envelope.version <= recorded.envelope.version for one in reports)

    async def _reports(self, ticket: str) -> list[Recorded]:
        history = await self._desk.events_of(ticket)
        return [one for one in history if isinstance(one.event, ClosingReportWritten)]
