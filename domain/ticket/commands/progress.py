"""What can be asked while the work goes on or waits (R25–R27)."""

from pydantic import AwareDatetime

from domain.record.command import Command, Words
from domain.ticket import events
from domain.ticket.commands.diagnosis import Number
from domain.ticket.vocabulary import Channel, WaitsFor


class ShareProgress(Command):
    """Tell the customer how far it is (进度同步, R25)."""

    action = "share-progress"
    causes = events.ProgressShared
    channel: Channel
    text: Words


class RequestCooperation(Command):
    """Ask the customer for something, by when (配合事项清单, R26)."""

    action = "request-cooperation"
    causes = events.CooperationRequested
    what: Words
    due: AwareDatetime


class ProvideCooperation(Command):
    """Record that the customer did what a request asked, by its number (R26)."""

    action = "provide-cooperation"
    causes = events.CooperationProvided
    request: Number
    note: Words | None = None


class PauseTicket(Command):
    """Wait, and say for whom and why (R27)."""

    action = "pause"
    causes = events.TicketPaused
    waiting_for: WaitsFor
    reason: Words


class ResumeTicket(Command):
    """End the wait, and say why (R27)."""

    action = "resume"
    causes = events.TicketResumed
    reason: Words


ProgressCommand = ShareProgress | RequestCooperation | ProvideCooperation | PauseTicket | ResumeTicket
