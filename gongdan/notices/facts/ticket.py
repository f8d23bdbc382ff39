"""What is told of a ticket whatever happened to it."""

from collections.abc import Sequence

from domain.desk.kinds import id_of
from domain.record.envelope import Recorded
from domain.record.personal import ERASED
from domain.ticket.events import Contact, CorrectionRecorded, TicketOpened, TicketResolved
from domain.ticket.state import Ticket
from domain.wording import CHANNELS
from gongdan.notices.facts.telling import Facts, Telling
from projections.wording import masks
from projections.wording.words import KINDS


def of_ticket(telling: Telling, ticket: Ticket, history: Sequence[Recorded]) -> Facts:
    """From its state and its opening, as that was corrected."""
    first = history[0]
    opened = first.event if isinstance(first.event, TicketOpened) else None
    solved = next((each.event for each in reversed(history) if isinstance(each.event, TicketResolved)), None)
    product = ticket.product
    found = {
        "number": id_of(first.envelope.aggregate),
        "severity": telling.severity(ticket.severity),
        "product": " ".join(filter(None, (product.name, product.model))) if product else "",
        "engineer": telling.person(ticket.engineer),
        "request": telling.word(KINDS, ticket.kind),
        "channel": telling.word(CHANNELS, ticket.channel),
        "region": ticket.region or "",
        "estimate": telling.moment(ticket.estimate),
        "handling": telling.text(solved.handling) if solved else "",
    }
    if opened is not None:
        found["summary"] = telling.text(_corrected(history, "summary", opened.summary))
        found["customer"] = customer_of(telling, opened) if telling.reads else ""
        found["addressee"] = addressee(
            telling, opened.contact, _corrected(history, "customer_name", opened.customer_name)
        )
    return found


def customer_of(telling: Telling, opened: TicketOpened) -> str:
    """As tables show them: a company by its name, a person by the masked one."""
    name = _there(opened.customer_name) or _there(opened.contact.name if opened.contact else None)
    return name if opened.company or not name else masks.name(name)


def addressee(telling: Telling, contact: Contact | None, customer: str | None) -> str:
    """How the customer is addressed; masked for whoever only looks at how it would read."""
    name = _there(contact.name if contact else None) or _there(customer)
    title = _there(contact.salutation if contact else None)
    name = masks.name(name) if telling.masked and name else name
    if telling.chinese and title not in name:
        return name + title
    return name or (title if title.isascii() else "")


def _there(text: str | None) -> str:
    return text if text and text != ERASED else ""


def _corrected(history: Sequence[Recorded], field: str, said: str | None) -> str | None:
    """What was said, or what a later correction of the opening has in its place."""
    for recorded in history:
        if isinstance(recorded.event, CorrectionRecorded) and (recorded.event.version, recorded.event.field) == (
            1,
            field,
        ):
            said = recorded.event.right
    return said
