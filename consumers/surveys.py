"""Sends the satisfaction survey once a ticket is resolved, to a customer whom we can reach by e-mail (R29)."""

from collections.abc import Collection
from typing import Final, Protocol

from consumers.notices.planning.reaching import is_reachable
from consumers.reaction import Reaction
from domain.desk.answering import Answer
from domain.desk.metadata import SYSTEM, CommandMetadata
from domain.notices.vocabulary import EMAIL
from domain.policy.in_force import Policies
from domain.record.command import Command
from domain.record.envelope import Recorded
from domain.record.identity import request_command_id
from domain.ticket.commands import SendSurvey
from domain.ticket.events import TicketResolved
from domain.ticket.state import fold
from domain.ticket.vocabulary import Channel, Stage

_STILL: Final = frozenset({Stage.RESOLVED, Stage.CONFIRMED, Stage.CLOSED})


class Desk(Protocol):
    @property
    def policies(self) -> Policies: ...

    async def events_of(self, key: str) -> tuple[Recorded, ...]: ...

    async def act(self, key: str, command: Command, metadata: CommandMetadata) -> Answer: ...


class Surveys(Reaction):
    """Whom no e-mail reaches is asked by a person: the pack's clock runs, and the task stands in the list of tasks.

    ``channels`` are those beyond the program that there are: without e-mail nobody is asked by itself.
    """

    name = "surveys"
    wants = frozenset({TicketResolved.stored_name})

    def __init__(self, desk: Desk, channels: Collection[str]) -> None:
        self._desk, self._channels = desk, channels

    async def react(self, recorded: Recorded) -> None:
        key = recorded.envelope.aggregate
        history = await self._desk.events_of(key)
        if await self._asks(history):
            command = SendSurvey(channel=Channel.EMAIL)
            told = request_command_id(SYSTEM.id, command.action, recorded.envelope.id)
            await self._desk.act(key, command, CommandMetadata(told, SYSTEM, causation=recorded.envelope.id))

    async def _asks(self, history: tuple[Recorded, ...]) -> bool:
        """Whether it is still solved, not asked about yet, and the pack has a form that goes by e-mail."""
        ticket = fold(history)
        form = self._desk.policies.of(history[0].envelope.policy).survey
        if ticket is None or ticket.stage not in _STILL or ticket.aftercare.surveyed:
            return False
        if form is None or Channel.EMAIL not in form.channels or EMAIL not in self._channels:
            return False
        return await is_reachable(self._desk, history)
