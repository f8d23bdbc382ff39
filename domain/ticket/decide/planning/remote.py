"""Nobody works on the customer's device from afar without the customer's word (远程协助, R11)."""

from domain.refusals import NotAllowed
from domain.ticket.circumstances import Circumstances
from domain.ticket.decide.always.by_then import require_by_then
from domain.ticket.events import RemoteAssistanceAuthorised
from domain.ticket.state import Ticket


def require_authorisation(ticket: Ticket, under: Circumstances) -> None:
    """The customer's permission, not yet over when it happened."""
    if not under.live:
        return
    require_not_refused(ticket, under)
    if ticket.remote is None:
        raise NotAllowed("remote-not-authorised")
    if ticket.remote.until is not None and not is_authorised(ticket, under):
        until = ticket.remote.until.astimezone(under.at.tzinfo)
        raise NotAllowed("remote-no-longer-authorised", until=f"{until:%Y-%m-%d %H:%M}")
    require_by_then(under, RemoteAssistanceAuthorised)


def require_not_refused(ticket: Ticket, under: Circumstances) -> None:
    """The customer has not said no, or has said yes since."""
    if under.live and ticket.remote_refused:
        raise NotAllowed("remote-refused")


def is_authorised(ticket: Ticket, under: Circumstances) -> bool:
    """There is a permission, and it still holds."""
    remote = ticket.remote
    return remote is not None and (remote.until is None or under.at <= remote.until)
