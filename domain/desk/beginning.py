"""From the opening of a matter to what is to be stored: who may, about which ticket, and for which customer."""

from dataclasses import dataclass, replace
from datetime import datetime

from domain.desk.cache import Aggregate
from domain.desk.metadata import CommandMetadata
from domain.desk.naming import require_named_on_record
from domain.desk.occurred import occurrence
from domain.desk.opening import Prepare
from domain.desk.permitting import permission_for, require_reason
from domain.desk.placing import Place, pending
from domain.matters.inspections.same_work import worked_on
from domain.matters.kind import MatterKind
from domain.policy.pack import Pack
from domain.record.command import Command
from domain.record.identity import is_customer_key
from domain.refusals import NotAllowed, StaleVersion
from domain.store import Pending
from domain.ticket.circumstances import Circumstances
from domain.ticket.known import NOTHING, Known
from domain.ticket.numbering import ticket_key
from domain.ticket.state import Ticket


@dataclass(frozen=True, slots=True)
class About:
    """The ticket that a matter is opened about, the pack that it was opened under, when, and who ``worked`` on it."""

    number: str
    ticket: Ticket
    policy: str | None
    opened: datetime
    worked: frozenset[str]

    @classmethod
    def of(cls, number: str, aggregate: Aggregate) -> "About":
        """The ticket as it stands."""
        first, ticket = aggregate.events[0].envelope, aggregate.state
        return cls(number, ticket, first.policy, first.occurred, worked_on(ticket, aggregate.events))


def beginning(
    kind: MatterKind,
    command: Command,
    metadata: CommandMetadata,
    now: datetime,
    pack: Pack,
    about: About | None,
    known: Known = NOTHING,
    numbered: str | None = None,
) -> Prepare:
    """From a number and the time of recording to the event. Raises Forbidden, NotAllowed.

    ``numbered`` is the only number that it may be given, where it was decided by what has the numbers before.
    The event then raises StaleVersion for any other.
    """
    permission = permission_for(metadata, command.action, about.ticket if about else None, now)
    require_reason(metadata, now)
    occurred = occurrence(metadata.occurred, now, about.opened if about else None) or now
    if about:
        known = replace(known, tickets={about.number: about.ticket}, worked=about.worked)
    under = Circumstances(metadata.actor.id, occurred.astimezone(now.tzinfo), pack, role=permission.role, known=known)
    [event] = kind.decide(None, command, under)
    require_named_on_record(command, known, under.at.date())
    if kind.whose == "customer":
        customer = _customer(metadata, about, known, permission.role)
    else:
        customer = _lender(command, about, permission.role)
    ticket, said = ticket_key(about.number) if about else None, metadata.occurred

    def prepare(number: str, recorded: datetime) -> Pending:
        if numbered not in (None, number):
            raise StaleVersion(number)
        occurs = min(said or recorded, recorded)
        place = Place(kind.numbering.key(number), 0, occurs, recorded, customer, pack.ref, ticket)
        return pending([event], metadata, permission, place)[0]

    return prepare


def _lender(command: Command, about: About | None, role: str) -> str | None:
    """Whose words the program copies, which nobody has looked at: sealed as the ticket's are, until somebody has."""
    if about is None or role != "system" or getattr(command, "lesson_of", None) is None:
        return None
    return about.ticket.customer or None


def _customer(metadata: CommandMetadata, about: About | None, known: Known, role: str) -> str:
    """The ticket's, or who is on record, or who opens it themselves: it is never nobody's. Raises NotAllowed."""
    said = metadata.customer
    if said is not None and not is_customer_key(said):
        raise NotAllowed("bad-customer-key")
    if about is None:
        if said is None or (role != "customer" and known.customer is None):
            raise NotAllowed("matter-of-nobody")
        return said
    if said not in (None, about.ticket.customer):
        raise NotAllowed("customer-of-another")
    return about.ticket.customer
