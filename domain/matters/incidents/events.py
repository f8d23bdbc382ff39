"""Everything that can have happened to an incident: frozen facts under stored names that never change."""

from typing import Annotated, Final, get_args

from pydantic import Field

from domain.matters.incidents.vocabulary import Member, Signal
from domain.record.event import Event, Label
from domain.record.moment import Moment
from domain.record.personal import Text
from domain.ticket.vocabulary import Channel, Kind

Count = Annotated[int, Field(ge=0, le=100_000_000)]


class AlarmRaised(Event):
    """Something may be wrong (报警): what shows it, where, and the figures, counted over so many ``minutes``."""

    stored_name = "alarm-raised"
    signal: Signal
    product: Label | None = None
    region: Label | None = None
    kind: Kind | None = None
    observed: Count | None = None
    usual: Count | None = None
    minutes: Count | None = None
    words: Text


class SignalRepeated(Event):
    """The same signal came again."""

    stored_name = "signal-repeated"
    observed: Count | None = None
    usual: Count | None = None
    minutes: Count | None = None
    words: Text


class AlarmConfirmed(Event):
    """A person says that it is an emergency (确认警报), and why."""

    stored_name = "alarm-confirmed"
    reason: Text


class AlarmDismissed(Event):
    """A person says that it is none (解除警报), and why."""

    stored_name = "alarm-dismissed"
    reason: Text


class ResponseTeamCalled(Event):
    """Who acts, and each one's duty (召集应急小组); a later team takes the place of an earlier one."""

    stored_name = "response-team-called"
    team: tuple[Member, ...]
    note: Text | None = None


class MeasureTaken(Event):
    """What was done, by whom of the team, and when (处置措施)."""

    stored_name = "measure-taken"
    what: Text
    staff: str
    at: Moment


class CustomersInformed(Event):
    """Customers were told (告知客户): how, what, and how many or whose tickets."""

    stored_name = "customers-informed"
    channel: Channel
    words: Text
    customers: Count | None = None
    tickets: tuple[str, ...] | None = None


class ServiceRestored(Event):
    """It works again (恢复), since when."""

    stored_name = "service-restored"
    at: Moment
    words: Text


class IncidentReviewed(Event):
    """What it came from and what was learned (复盘), and the number of the improvement that came of it."""

    stored_name = "incident-reviewed"
    cause: Text
    lessons: Text
    improvement: str | None = None


class IncidentClosed(Event):
    """It is over; ``reason`` says why no customer was informed, where none was."""

    stored_name = "incident-closed"
    reason: Text | None = None


IncidentEvent = (
    AlarmRaised
    | SignalRepeated
    | AlarmConfirmed
    | AlarmDismissed
    | ResponseTeamCalled
    | MeasureTaken
    | CustomersInformed
    | ServiceRestored
    | IncidentReviewed
    | IncidentClosed
)

EVENTS: Final[dict[str, type[IncidentEvent]]] = {event.stored_name: event for event in get_args(IncidentEvent)}
"""Every event type by its stored name."""
