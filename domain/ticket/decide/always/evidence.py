"""What shows that the customer gave their word is a file of this very ticket (R24)."""

from domain.refusals import NotAllowed
from domain.ticket.state import Ticket


def require_attached(ticket: Ticket, evidence: str | None) -> None:
    """The file of this hash is there, where one is named. Raises NotAllowed."""
    if evidence is not None and evidence not in ticket.attachments:
        raise NotAllowed("no-such-attachment")
