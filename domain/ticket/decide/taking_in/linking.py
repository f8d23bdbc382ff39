"""What linking, merging and cancelling as a duplicate do to the other ticket: both sides are stored in one."""

from typing import Final

from domain.record.command import Command
from domain.refusals import NotAllowed
from domain.ticket.commands import CancelTicket, LinkTicket, MergeTicket
from domain.ticket.events import TicketAbsorbed, TicketEvent, TicketLinked, TicketMerged
from domain.ticket.state import Ticket
from domain.ticket.vocabulary import Linked, Relation

SEEN_FROM_THE_OTHER: Final[dict[Relation, Linked]] = {
    "same-call": "same-call",
    "duplicate": "duplicated",
    "repeat": "repeated",
    "related": "related",
}


def other_side(command: Command) -> str | None:
    """The number of the other ticket that a command is about."""
    match command:
        case LinkTicket(other=other):
            return other
        case MergeTicket(into=into):
            return into
        case CancelTicket(duplicate_of=original):
            return original
        case _:
            return None


def on_the_other(other: Ticket, command: Command, this: str, number: str, customer: str) -> list[TicketEvent]:
    """What happens to ``other``, whose number is ``number``, when ``this``, a ticket of ``customer``, is linked,
    merged, or cancelled for repeating it: this is said to it even where they are linked so, as it now stands for both.

    What was said in words stands on the side it was said on: the other is another customer's. Raises NotAllowed.
    """
    if this == number:
        raise NotAllowed("not-on-itself")
    match command:
        case LinkTicket(relation=relation):
            return _linked(other, relation, this, number)
        case CancelTicket():
            return _linked(other, "duplicate", this, number) or [_seen("duplicate", this)]
        case MergeTicket():
            if not other.is_open:
                raise NotAllowed("merged-other", number=number)
            if other.customer != customer:
                raise NotAllowed("merged-across-customers", number=number)
            return [TicketAbsorbed(other=this)]
        case _:
            return []


def _linked(other: Ticket, relation: Relation, this: str, number: str) -> list[TicketEvent]:
    """Once: and to the ticket that lives on, not to one that was merged into it."""
    if (this, SEEN_FROM_THE_OTHER[relation]) in other.links:
        return []
    if isinstance(other.brought_by, TicketMerged):
        raise NotAllowed("linked-to-merged", number=number, into=other.brought_by.into)
    return [_seen(relation, this)]


def _seen(relation: Relation, this: str) -> TicketLinked:
    return TicketLinked(other=this, relation=SEEN_FROM_THE_OTHER[relation])
