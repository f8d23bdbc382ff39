"""What happens while the work goes on or waits: news to the customer, their cooperation, pauses (R25–R27)."""

from domain.record.event import Event
from domain.record.moment import Moment
from domain.record.personal import Text
from domain.ticket.vocabulary import Channel, WaitsFor


class ProgressShared(Event):
    """The customer was told how far it is (进度同步, R25)."""

    stored_name = "progress-shared"
    channel: Channel
    text: Text


class CooperationRequested(Event):
    """The customer was asked for something, by when (配合事项清单, R26); numbered within the ticket from 1."""

    stored_name = "cooperation-requested"
    request: int
    what: Text
    due: Moment | None = None


class CooperationProvided(Event):
    """The customer did what the request of this number asked."""

    stored_name = "cooperation-provided"
    request: int
    note: Text | None = None


class TicketPaused(Event):
    """Work waits, and for whom (R27)."""

    stored_name = "ticket-paused"
    waiting_for: WaitsFor
    reason: Text | None = None


class TicketResumed(Event):
    """The wait is over."""

    stored_name = "ticket-resumed"
    engineer: str | None = None
    team: str | None = None
    reason: Text | None = None


ProgressEvent = ProgressShared | CooperationRequested | CooperationProvided | TicketPaused | TicketResumed
