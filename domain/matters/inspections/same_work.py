"""Whose work there is in a ticket, and whether two inspections look at the same of it (R44)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from domain.matters.inspections.commands import SampleTicket
from domain.matters.inspections.events import TicketSampled
from domain.matters.inspections.state import Inspection
from domain.record.envelope import Recorded
from domain.rights import RIGHTS
from domain.ticket.state import Ticket

ANSWERING: Final = frozenset(RIGHTS["answer-finding"])
"""The roles in which somebody may answer for their work."""


@dataclass(frozen=True, slots=True)
class Work:
    """Whose work of a ticket is looked at, by which form."""

    ticket: str | None
    about: str
    form: str

    @classmethod
    def of(cls, said: SampleTicket | TicketSampled, ticket: str | None, customer: str | None) -> "Work":
        return cls(ticket, said.about, said.form)

    def same(self, other: "Work") -> bool:
        return self == other


def is_looked_at(matter: Inspection) -> bool:
    """It was not left unscored."""
    return matter.status != "dropped"


def worked_on(ticket: Ticket, history: Iterable[Recorded]) -> frozenset[str]:
    """Who acted on it in a role that answers for it, and to whom it was given."""
    acted = {one.envelope.actor.id for one in history if one.envelope.actor.role in ANSWERING}
    return frozenset(acted | {who for who in (ticket.engineer, ticket.handler) if who})
