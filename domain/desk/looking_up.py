"""What the desk looks up in other aggregates before the rules decide: they are pure, and the log is the truth."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Final
from zoneinfo import ZoneInfo

from domain.customer.keeping import Kept
from domain.customer.state import fold as fold_customer
from domain.desk.cache import Aggregate
from domain.desk.naming import people_named_in
from domain.matters.articles.commands import CountHelp, ReviewArticle
from domain.matters.articles.decide import ARTICLE
from domain.matters.articles.state import Article
from domain.matters.complaints.commands import AnswerComplaintSurvey, WithdrawComplaint
from domain.matters.matter import Matter
from domain.matters.naming import keys_named_in
from domain.matters.returns.commands import AgreeSettlement, ApproveRefund, RejectRefund
from domain.policy.in_force import Policies
from domain.record.command import Command
from domain.record.envelope import Recorded
from domain.record.identity import is_customer_key
from domain.staff.state import Staff
from domain.staff.state import evolve as evolve_staff
from domain.staff.state import fold as fold_staff
from domain.store import EventStore
from domain.ticket.commands import (
    ApproveCompensation,
    ApprovePlan,
    CallBack,
    CancelTicket,
    ConsultArticle,
    DispatchEngineer,
    HoldMeeting,
    MoveVisit,
    PromiseVisit,
    ProposePlan,
    RejectCompensation,
    RejectPlan,
)
from domain.ticket.decide.elsewhere.customer import asks_of_customer
from domain.ticket.decide.elsewhere.original import repeating
from domain.ticket.decide.elsewhere.present import named_in
from domain.ticket.dossier import kept_until
from domain.ticket.events import TicketCancelled, TicketClosed, TicketMerged
from domain.ticket.known import NOTHING, Known
from domain.ticket.numbering import ticket_key
from domain.ticket.state import Ticket
from domain.ticket.state import fold as fold_ticket

_OURS: Final = re.compile(r"[A-Z]{2}[0-9]{6}-[0-9]{5,12}")
"""The form of a matter's number; a department may name articles of another system by numbers of its own."""


class LookingUp:
    """Asks the log for what a command is about beside its own ticket.

    Nothing is locked: who leaves in the very moment in which they are dispatched is dispatched.
    """

    def __init__(self, store: EventStore) -> None:
        self._store = store
        self._staff_kept = False

    async def customer(self, key: str | None) -> Known:
        """The customer's record, where the key is that of one. Raises HistoryDamaged, StoreUnavailable."""
        if key is None or not is_customer_key(key):
            return NOTHING
        return Known(customer=fold_customer((await self._store.load(key, fresh=True)).events))

    async def known_for(self, command: Command, aggregate: Aggregate, by: str) -> Known:
        """What is to be known for what ``by`` asks of ``aggregate``. Raises HistoryDamaged, StoreUnavailable."""
        if isinstance(command, PromiseVisit | MoveVisit) and isinstance(aggregate.state, Ticket):
            return await self._of_visit(aggregate.state)
        if asks_of_customer(command) and aggregate.events:
            return await self.customer(aggregate.events[0].envelope.customer)
        if isinstance(command, ApproveRefund | RejectRefund):
            return Known(staff={by: await self._person(by)})
        if _takes_over(command, aggregate.state):
            return await self.customer(aggregate.events[0].envelope.customer)
        if isinstance(aggregate.state, Matter) or people_named_in(command):
            return await self.named_in(command, aggregate.state)
        match command:
            case ConsultArticle(article=number) if _OURS.fullmatch(number):
                return await self._article(number)
            case DispatchEngineer(engineer=number):
                return await self._people((number,))
            case ProposePlan() | HoldMeeting():
                return await self._people(named_in(command))
            case ApprovePlan() | RejectPlan() | ApproveCompensation() | RejectCompensation() | CallBack():
                return Known(staff={by: await self._person(by)})
            case CancelTicket(duplicate_of=str(number)):
                return Known(tickets=await self._originals(number))
            case CancelTicket() if isinstance(aggregate.state, Ticket):
                return Known(tickets={number: await self._ticket(number) for number in repeating(aggregate.state)})
            case _:
                return NOTHING

    async def named_in(self, command: Command, state: object = None) -> Known:
        """Whom and what a command names, and the ticket that it belongs to where what shows it is a file of that.

        Raises HistoryDamaged, StoreUnavailable.
        """
        people = people_named_in(command)
        known = await self._people(people) if people else NOTHING
        absent = [key.partition("-")[2] for key in keys_named_in(command) if not await self._store.exists(key)]
        tickets = {number: await self._ticket(number) for number in _tickets_of(command, state)}
        return replace(known, absent=frozenset(absent), tickets=tickets)

    async def kept(self, numbers: Iterable[str], policies: Policies, zone: ZoneInfo) -> Kept:
        """Until when each of these tickets must be kept. Raises HistoryDamaged, StoreUnavailable, NotAllowed."""
        found: dict[str, date | None] = {}
        for number in numbers:
            events = (await self._store.load(ticket_key(number), fresh=True)).events
            found[number] = _kept_until(events, policies, zone)
        return Kept(found)

    async def _of_visit(self, ticket: Ticket) -> Known:
        """The customer, at whose place it is, and the engineer, who has to be there."""
        known, engineer = await self.customer(ticket.customer), ticket.engineer
        return replace(known, staff={engineer: await self._person(engineer)}) if engineer else known

    async def everybody(self) -> list[Staff]:
        """All who are on record. Raises HistoryDamaged, StoreUnavailable."""
        found: dict[str, Staff] = {}
        for recorded in await self._store.category("staff"):
            key = recorded.envelope.aggregate
            found[key] = evolve_staff(found.get(key), recorded)
        return [*found.values()]

    async def _people(self, numbers: tuple[str, ...]) -> Known:
        """Those of these numbers, and whether staff records are kept at all."""
        people = {number: await self._person(number) for number in numbers}
        return Known(staff=people, staff_kept=any(people.values()) or await self._keeps_staff())

    async def _person(self, number: str) -> Staff | None:
        return fold_staff((await self._store.load(f"staff-{number}", fresh=True)).events)

    async def _keeps_staff(self) -> bool:
        """Whether anybody was ever entered; who is on record stays there, so that a yes need not be asked again."""
        self._staff_kept = self._staff_kept or bool(await self._store.category("staff"))
        return self._staff_kept

    async def _ticket(self, number: str) -> Ticket | None:
        return fold_ticket((await self._store.load(ticket_key(number), fresh=True)).events)

    async def _article(self, number: str) -> Known:
        """Its published version; where it has no article's number, there is none."""
        article = None
        for recorded in (await self._store.load(ARTICLE.numbering.key(number), fresh=True)).events:
            article = ARTICLE.evolve(article, recorded)
        return Known(versions={number: article.version if isinstance(article, Article) else 0})

    async def _originals(self, number: str) -> dict[str, Ticket | None]:
        """The ticket, the one that it was cancelled for or merged into, and so on: each once."""
        found: dict[str, Ticket | None] = {}
        following: str | None = number
        while following is not None and following not in found:
            ticket = found[following] = await self._ticket(following)
            following = _lives_on_in(ticket)
        return found


def _kept_until(events: Sequence[Recorded], policies: Policies, zone: ZoneInfo) -> date | None:
    """The pack's years after it ended last; None while it is open."""
    ticket = fold_ticket(tuple(events))
    if ticket is None or ticket.is_open:
        return None
    ended = [one.envelope for one in events if isinstance(one.event, TicketClosed | TicketCancelled | TicketMerged)]
    return kept_until(ended[-1].occurred.astimezone(zone), policies.of(events[0].envelope.policy).retention.years)


def _takes_over(command: Command, state: object) -> bool:
    """Whether words that a customer lent become the article's own."""
    return isinstance(command, ReviewArticle) and isinstance(state, Article) and state.lent


def _tickets_of(command: Command, state: object) -> tuple[str, ...]:
    """Those that the rules look into: one that an article solved, one whose file shows the customer's word."""
    match command, state:
        case CountHelp(ticket=str(number)), _:
            return (number,)
        case AgreeSettlement() | AnswerComplaintSurvey() | WithdrawComplaint(), Matter(ticket=str(number)):
            return (number,)
        case _:
            return ()


def _lives_on_in(ticket: Ticket | None) -> str | None:
    """The number of the ticket that this one was cancelled for repeating, or merged into."""
    match ticket.brought_by if ticket else None:
        case TicketCancelled(duplicate_of=number) | TicketMerged(into=number):
            return number
        case _:
            return None
