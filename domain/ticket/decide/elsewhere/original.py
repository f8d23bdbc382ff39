"""Whether the ticket that another is said to repeat is one that stands: where a duplicate is cancelled (R8)."""

from domain.refusals import NotAllowed
from domain.ticket.circumstances import Circumstances
from domain.ticket.commands import CancelTicket
from domain.ticket.decide.taking_in.linking import SEEN_FROM_THE_OTHER
from domain.ticket.events import TicketAbsorbed, TicketCancelled
from domain.ticket.numbering import number_of
from domain.ticket.state import Ticket


def require_original(ticket: Ticket, command: CancelTicket, under: Circumstances) -> None:
    """It is another, goes on or was solved, and does not itself repeat this one. Raises NotAllowed.

    ``under.known`` holds it and, where it was cancelled as a duplicate or merged, all that it leads on to.
    """
    original, known = command.duplicate_of, under.known.tickets
    if not under.live or original is None or original not in known:
        return
    this = number_of(under.history[0].envelope.aggregate)
    if original == this:
        raise NotAllowed("original-is-itself")
    if known[original] is None:
        raise NotAllowed("original-not-found", number=original)
    if this in known:
        raise NotAllowed("original-repeats-it", number=original)
    if (given_up := next((number for number, one in known.items() if _is_given_up(one)), None)) is not None:
        raise NotAllowed("original-cancelled", number=given_up)
    if (original, SEEN_FROM_THE_OTHER["duplicate"]) in ticket.links:
        raise NotAllowed("linked-the-other-way", number=original)


def require_nobody_else_on_it(ticket: Ticket, command: CancelTicket, under: Circumstances) -> None:
    """Given up for no other, it takes none with it that was merged into it or cancelled for it. Raises NotAllowed.

    ``under.known`` holds those that are linked as repeating it.
    """
    if not under.live or command.duplicate_of is not None:
        return
    absorbed = [one.event.other for one in under.history if isinstance(one.event, TicketAbsorbed)]
    others = under.known.tickets.items()
    repeating = [number for number, one in others if _is_cancelled_for(_number(under), one)]
    if living_on := tuple(dict.fromkeys((*absorbed, *repeating))):
        raise NotAllowed("others-live-on", numbers=", ".join(living_on))


def repeating(ticket: Ticket) -> tuple[str, ...]:
    """The numbers of those that are linked as repeating it."""
    return tuple(sorted(other for other, seen in ticket.links if seen == SEEN_FROM_THE_OTHER["duplicate"]))


def _number(under: Circumstances) -> str:
    return number_of(under.history[0].envelope.aggregate)


def _is_cancelled_for(number: str, ticket: Ticket | None) -> bool:
    event = ticket.brought_by if ticket else None
    return isinstance(event, TicketCancelled) and event.duplicate_of == number


def _is_given_up(ticket: Ticket | None) -> bool:
    """Cancelled, and for no other that goes on."""
    event = ticket.brought_by if ticket else None
    return isinstance(event, TicketCancelled) and event.duplicate_of is None
