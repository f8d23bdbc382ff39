"""Drafts an article for the knowledge base from a closing report, for a person to review (R33, R45)."""

from typing import Final, Protocol

from consumers.reaction import Reaction
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
from domain.ticket.numbering import number_of

GONE: Final = frozenset({"no-closing-report", "for-erased-customer", "for-restricted-customer"})
"""The ticket was reopened, or what its customer said may not be used any more: there is nothing to learn from it."""


class Desk(Protocol):
    async def events_of(self, key: str) -> tuple[Recorded, ...]: ...

    async def begin(self, kind: MatterKind, command: Command, metadata: CommandMetadata) -> Answer: ...


class Lessons(Reaction):
    """One draft a report: of a ticket that came back the second tells what the first did not know, and is named so.

    What customers said of themselves is for the reviewer to take out; until one approved it, it ends with their key.
    """

    name = "lessons"
    wants = frozenset({ClosingReportWritten.stored_name})

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def react(self, recorded: Recorded) -> None:
        number = number_of(recorded.envelope.aggregate)
        which = await self._which(recorded)
        title = f"工单 {number} 的经验" + (f"（第 {which} 次结案）" if which > 1 else "")
        command = DraftArticle(title=title, lesson_of=number)
        told = request_command_id(SYSTEM.id, command.action, recorded.envelope.id)
        metadata = CommandMetadata(told, SYSTEM, causation=recorded.envelope.id)
        try:
            await self._desk.begin(MATTERS["article"], command, metadata)
        except NotAllowed as refusal:
            if refusal.code not in GONE:
                raise

    async def _which(self, recorded: Recorded) -> int:
        """Which of the ticket's closing reports it is."""
        history = await self._desk.events_of(recorded.envelope.aggregate)
        reports = [one for one in history if isinstance(one.event, ClosingReportWritten)]
        return sum(one.envelope.version <= recorded.envelope.version for one in reports)
