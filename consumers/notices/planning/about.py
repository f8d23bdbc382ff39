"""What is known of an event when it is worked out whom to tell: its ticket or matter, its pack, whose it is."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from consumers.notices.planning.reaching import customer_of
from domain.customer.state import Customer
from domain.desk.kinds import id_of, kind_of
from domain.matters.matter import Matter
from domain.notices.audience import Around
from domain.policy.in_force import Policies
from domain.policy.pack import Pack
from domain.record.envelope import Recorded
from domain.staff.state import Staff
from domain.subscriptions.state import Subscription
from domain.ticket.state import Ticket
from domain.ticket.state import fold as fold_ticket


class Desk(Protocol):
    @property
    def policies(self) -> Policies: ...

    async def events_of(self, key: str) -> tuple[Recorded, ...]: ...


@dataclass(frozen=True, slots=True)
class About:
    """``history`` is that of the ``ticket``, or of what has none; ``own`` that of what the ``cause`` happened to.

    ``owner`` answers for a subscription.
    """

    cause: Recorded
    own: tuple[Recorded, ...]
    history: tuple[Recorded, ...]
    ticket: Ticket | None
    matter: Matter | None
    pack: Pack
    owner: str | None = None

    @property
    def is_urgent(self) -> bool:
        """Whether the ticket is of the severity that its pack ranks first."""
        severity = self.ticket.severity if self.ticket else None
        return any(each.code == severity and each.rank == 1 for each in self.pack.severities)

    @property
    def customer(self) -> str | None:
        """The key of whose it is."""
        return self.cause.envelope.customer

    def around(self, staff: tuple[Staff, ...], day: date) -> Around:
        by = self.cause.envelope.actor.id
        return Around(self.cause.event, by, staff, day, self.ticket, self.matter, owner=self.owner)


class LookingUp:
    """Reads histories from the log: what tables show is masked."""

    def __init__(self, desk: Desk, zone: ZoneInfo, clock: Callable[[], datetime]) -> None:
        self._desk, self._clock, self.zone = desk, clock, zone

    async def about(self, aggregate: str, event: str) -> About | None:
        """None where there is no such event. Raises what the desk raises."""
        own = await self._desk.events_of(aggregate)
        cause = next((recorded for recorded in own if recorded.envelope.id == event), None)
        if cause is None:
            return None
        is_ticket = aggregate.startswith("ticket-")
        history = own if is_ticket else await self._history_of(cause.envelope.ticket)
        state: Any = None if is_ticket else kind_of(aggregate).fold(own)
        pack = self._desk.policies.of(own[0].envelope.policy)
        ticket = fold_ticket(history) if history else None
        matter = state if isinstance(state, Matter) else None
        owner = state.terms.owner if isinstance(state, Subscription) else None
        return About(cause, own, history or own, ticket, matter, pack, owner)

    async def histories(self, about: About) -> list[tuple[Recorded, ...]]:
        """Those of the tickets that the event names, or that of its own."""
        named: tuple[str, ...] = getattr(about.cause.event, "tickets", None) or ()
        return [await self.ticket(number) for number in named] or [about.history]

    async def ticket(self, number: str) -> tuple[Recorded, ...]:
        return await self._history_of(f"ticket-{number}")

    async def customer(self, key: str | None) -> Customer | None:
        return await customer_of(self._desk, key)

    @property
    def today(self) -> date:
        """In the deployment's zone."""
        return self._clock().astimezone(self.zone).date()

    async def _history_of(self, key: str | None) -> tuple[Recorded, ...]:
        return await self._desk.events_of(key) if key and id_of(key) else ()
