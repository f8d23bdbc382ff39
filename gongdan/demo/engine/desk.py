"""The desk's twin for made-up months: the same rules, with the aggregates that are still worked on kept in memory."""

from collections import defaultdict
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from domain.customer.state import Customer
from domain.desk.answering import Answer
from domain.desk.beginning import About, beginning
from domain.desk.cache import Aggregate
from domain.desk.deciding import acting, creating, opening, reflecting
from domain.desk.kinds import kind_of
from domain.desk.metadata import CommandMetadata
from domain.matters.kind import MatterKind
from domain.matters.kinds import MATTERS
from domain.policy.in_force import Policies
from domain.record.command import Command
from domain.record.envelope import MADE_UP, Recorded
from domain.record.numbering import Numbering, number
from domain.store import History, Pending
from domain.ticket.commands import CancelTicket, DispatchEngineer, OpenTicket
from domain.ticket.decide.taking_in.linking import other_side
from domain.ticket.known import NOTHING, Known
from domain.ticket.numbering import ticket_key
from gongdan.demo.engine.steps import Step, StepRefused
from gongdan.demo.times import real

_BEGINNING: dict[type[Command], MatterKind] = {kind.opening: kind for kind in MATTERS.values()}


class DemoDesk:
    """Decides as :class:`domain.application.TicketDesk` does, at the step's own time and without a store."""

    def __init__(self, zone: ZoneInfo, policies: Policies) -> None:
        self._zone, self._policies = zone, policies
        self._kept: dict[str, Aggregate] = {}
        self._counts: dict[str, int] = defaultdict(int)
        self._over: list[str] = []

    def state(self, key: str) -> Any:
        """The state of an aggregate that is kept."""
        return self._kept[key].state

    def keeps(self, key: str) -> bool:
        """Whether it has begun, and is worked on still."""
        return key in self._kept

    def forget(self, key: str) -> None:
        """Nobody acts on it any more."""
        if self._kept.pop(key, None):
            self._over.append(key)

    def over(self) -> tuple[str, ...]:
        """The keys that were forgotten since this was last asked."""
        over, self._over = tuple(self._over), []
        return over

    @property
    def kept(self) -> int:
        """How many aggregates are worked on."""
        return len(self._kept)

    def perform(self, step: Step, command_id: str) -> tuple[tuple[Pending, ...], Aggregate]:
        """What is to be stored, and the aggregate after it. Raises Refusal, and StepRefused where it is so already."""
        now = real(step.at)
        actor = step.who.actor.model_copy(update={"entered_by": MADE_UP})
        metadata = CommandMetadata(
            command_id, actor, frozenset({actor.role}), teams=step.who.teams, customer=step.customer
        )
        if step.key is None:
            pending = self._opened(step.command, metadata, now)
        elif step.key not in self._kept and not kind_of(step.key).numbered:
            pending = creating(step.key, step.command, metadata, now, self._policies)
        else:
            pending = self._acted(step.key, step.command, metadata, now)
        self._keep(pending)
        return pending, self._kept[pending[0].envelope.aggregate]

    def _opened(self, command: Command, metadata: CommandMetadata, now: datetime) -> tuple[Pending, ...]:
        if isinstance(command, OpenTicket):
            pack = self._policies.chosen(command)
            prepare = opening(command, metadata, now, pack, self._customer(metadata.customer))
            return (prepare(self._next(Numbering("ticket", per=pack.number_format), now), now),)
        kind = _BEGINNING[type(command)]
        about = self._about(getattr(command, "ticket", None) or getattr(command, "lesson_of", None))
        pack = self._policies.of(about.policy if about else None)
        known = self._customer(metadata.customer)
        return (beginning(kind, command, metadata, now, pack, about, known)(self._next(kind.numbering, now), now),)

    def _acted(self, key: str, command: Command, metadata: CommandMetadata, now: datetime) -> tuple[Pending, ...]:
        aggregate = self._kept[key]
        pending = acting(aggregate, command, metadata, now, self._policies, self._known(command, aggregate))
        if isinstance(pending, Answer):
            raise StepRefused("it is so already")
        other = other_side(command)
        if other is None:
            return pending
        reflected = reflecting(self._kept[ticket_key(other)], command, metadata, now, self._policies, aggregate)
        return (*pending, *reflected)

    def _keep(self, pending: tuple[Pending, ...]) -> None:
        by_key: dict[str, list[Recorded]] = {}
        for one in pending:
            by_key.setdefault(one.envelope.aggregate, []).append(Recorded(one.envelope, one.event, 0))
        for key, events in by_key.items():
            history = History(tuple(events), None)
            before = self._kept.get(key)
            self._kept[key] = before.followed_by(history) if before else Aggregate.of(key, history)

    def _next(self, numbering: Numbering, now: datetime) -> str:
        period = numbering.period(now)
        self._counts[period] += 1
        return number(period, self._counts[period])

    def _about(self, ticket: str | None) -> About | None:
        if ticket is None:
            return None
        return About.of(ticket, self._kept[ticket_key(ticket)])

    def _known(self, command: Command, aggregate: Aggregate) -> Known:
        match command:
            case DispatchEngineer(engineer=engineer):
                return Known(staff={engineer: self.state(f"staff-{engineer}")}, staff_kept=True)
            case CancelTicket(duplicate_of=str(original)):
                return Known(tickets={original: self.state(ticket_key(original))})
            case _:
                return self._customer(aggregate.events[0].envelope.customer)

    def _customer(self, key: str | None) -> Known:
        kept = self._kept.get(key or "")
        return Known(customer=kept.state) if kept and isinstance(kept.state, Customer) else NOTHING
