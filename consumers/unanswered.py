"""Reminds customers who do not say whether a solution holds, and closes their tickets as the pack says (R31)."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final, Protocol

import structlog

from consumers.notices.planning.reaching import is_reachable
from consumers.rounds import Round
from domain.desk.answering import Answer
from domain.desk.metadata import SYSTEM, CommandMetadata
from domain.policy.in_force import Policies
from domain.record.command import Command
from domain.record.envelope import Recorded
from domain.record.identity import request_command_id
from domain.refusals import Forbidden, NotAllowed, StoreUnavailable
from domain.ticket.commands import CloseTicket, RemindCustomer
from domain.ticket.events import ReminderSent, TicketResolved
from domain.ticket.numbering import ticket_key
from domain.ticket.state import fold
from domain.ticket.vocabulary import Channel, Stage

log = structlog.get_logger(__name__)

_TOO_EARLY: Final = "time-to-answer"


class Desk(Protocol):
    @property
    def policies(self) -> Policies: ...

    async def events_of(self, key: str) -> tuple[Recorded, ...]: ...

    async def act(self, key: str, command: Command, metadata: CommandMetadata) -> Answer: ...


class Waiting(Protocol):
    async def unconfirmed(self, before: datetime) -> Sequence[str]:
        """Numbers of tickets of ours that are solved, wait for the customer's word, and stood still since."""
        ...


class Unanswered(Round):
    """A reminder goes to whom an e-mail reaches; others are reminded by people, and those reminders count as well."""

    name = "unanswered"
    every = timedelta(minutes=30)

    def __init__(self, desk: Desk, waiting: Waiting, clock: Callable[[], datetime]) -> None:
        self._desk, self._waiting, self._clock = desk, waiting, clock

    async def go(self) -> None:
        """Each by itself: one that can't be looked at is gone back to, and keeps no other waiting."""
        for number in await self._waiting.unconfirmed(self._clock() - self.every):
            try:
                await self.look(ticket_key(number))
            except StoreUnavailable:
                raise
            except Exception as error:
                log.warning("unanswered_not_acted_on", ticket=number, action="look", code=type(error).__name__)

    async def look(self, key: str) -> None:
        """Remind or close, if that is due; the rules of the ticket say whether it is."""
        history = await self._desk.events_of(key)
        ticket = fold(history)
        if ticket is None or ticket.stage is not Stage.RESOLVED or history[-1].envelope.source is not None:
            return
        rule = self._desk.policies.of(history[0].envelope.policy).unanswered
        last = _last_asked(history)
        if ticket.aftercare.reminders >= rule.reminders:
            await self._try(key, CloseTicket(closed_as="unanswered"), last)
        elif await is_reachable(self._desk, history):
            await self._try(key, RemindCustomer(channel=Channel.EMAIL), last)

    async def _try(self, key: str, command: CloseTicket | RemindCustomer, last: Recorded) -> None:
        """Once after each time the customer was asked."""
        told = request_command_id(SYSTEM.id, command.action, last.envelope.id)
        try:
            answer = await self._desk.act(key, command, CommandMetadata(told, SYSTEM, causation=last.envelope.id))
        except (NotAllowed, Forbidden) as refusal:
            if refusal.code != _TOO_EARLY:
                log.warning("unanswered_not_acted_on", ticket=key, action=command.action, code=refusal.code)
        else:
            log.info("unanswered_acted_on", ticket=key, action=command.action, events=len(answer.events))


def _last_asked(history: Iterable[Recorded]) -> Recorded:
    """A ticket that is solved was solved once at least."""
    return [one for one in history if isinstance(one.event, TicketResolved | ReminderSent)][-1]
