"""Reminds customers who do not say whether a solution holds, and closes their tickets as the pack says (R31)."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final, Protocol

import structlog

from consumers.notices.planning.reaching import is_reachable
from consumers.rounds import Round
from domain.desk.answering import Answer
from domain.desk.metadata import SYSTEM, CommandMetadata
from domain.notices.catalogue.customers import REMINDER
from domain.notices.identity import notice_key
from domain.notices.vocabulary import EMAIL
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

    async def ends(self, notices: Collection[str]) -> Mapping[str, str]:
        """Where those of these notices stand that there are, by their keys."""
        ...


class Unanswered(Round):
    """A reminder goes to whom an e-mail reaches; others are reminded by people, and those reminders count as well.

    One whose letter was not sent reminded nobody: then nothing more is done by itself, until it is sent or people see
    to it. ``channels`` are those beyond the program that there are.
    """

    name = "unanswered"
    every = timedelta(minutes=30)

    def __init__(self, desk: Desk, waiting: Waiting, clock: Callable[[], datetime], channels: Collection[str]) -> None:
        self._desk, self._waiting, self._clock, self._channels = desk, waiting, clock, channels

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
        if ticket is None or ticket.stage is not Stage.RESOLVED or not history[-1].envelope.is_live:
            return
        rule = self._desk.policies.of(history[0].envelope.policy).unanswered
        last = _last_asked(history)
        if not await self._all_arrived(history):
            return
        if ticket.aftercare.reminders >= rule.reminders:
            await self._try(key, CloseTicket(closed_as="unanswered"), last)
        elif EMAIL in self._channels and await is_reachable(self._desk, history):
            await self._try(key, RemindCustomer(channel=Channel.EMAIL), last)

    async def _all_arrived(self, history: Sequence[Recorded]) -> bool:
        """Whether all reminders by e-mail since the solution were sent; people answer for their own letters."""
        solved = max(place for place, one in enumerate(history) if isinstance(one.event, TicketResolved))
        customer = history[0].envelope.customer or ""
        letters = {
            notice_key(one.envelope.id, REMINDER, customer, EMAIL): one.envelope.actor.role == "system"
            for one in history[solved:]
            if isinstance(one.event, ReminderSent) and one.event.channel is Channel.EMAIL
        }
        ends = await self._waiting.ends([*letters]) if letters else {}
        return all(ends.get(key, "" if ours else "sent") == "sent" for key, ours in letters.items())

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
