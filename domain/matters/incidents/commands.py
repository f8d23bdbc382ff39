"""Everything that can be asked of an incident: imperative, validated, and without who or when."""

import re
from typing import Annotated, Final, get_args

from pydantic import AfterValidator, Field, StringConstraints
from pydantic_core import PydanticKnownError

from domain.matters.complaints.commands import ImprovementNumber
from domain.matters.incidents import events
from domain.matters.incidents.events import Count
from domain.matters.incidents.vocabulary import Member, Signal
from domain.record.command import Command, Id, Words
from domain.record.event import Label
from domain.record.moment import Moment
from domain.ticket.vocabulary import Channel, Kind

_STAFF: Final = next(mark.pattern for mark in get_args(Id) if isinstance(mark, StringConstraints))


def _known_by_number(team: tuple[Member, ...]) -> tuple[Member, ...]:
    """What is stored of a member is a text; what may be said is a staff number."""
    for member in team:
        if not re.fullmatch(str(_STAFF), member.staff):
            raise PydanticKnownError("string_pattern_mismatch", {"pattern": str(_STAFF)})
    return team


class RaiseAlarm(Command):
    """Say that something may be an emergency (应急, R37); a person confirms it before anybody acts."""

    action = "raise-alarm"
    causes = events.AlarmRaised
    of_system = frozenset({"kind"})
    signal: Signal
    product: Label | None = None
    region: Label | None = None
    kind: Kind | None = None
    observed: Count | None = None
    usual: Count | None = None
    minutes: Count | None = None
    words: Words


class RepeatSignal(Command):
    """Add that the same signal came again, so that no second alarm is lost."""

    action = "repeat-signal"
    causes = events.SignalRepeated
    observed: Count | None = None
    usual: Count | None = None
    minutes: Count | None = None
    words: Words


class ConfirmAlarm(Command):
    """Say that it is an emergency, and why; never who raised it."""

    action = "confirm-alarm"
    causes = events.AlarmConfirmed
    reason: Words


class DismissAlarm(Command):
    """Say that it is none, and why; never who raised it."""

    action = "dismiss-alarm"
    causes = events.AlarmDismissed
    reason: Words


class CallTeam(Command):
    """Call the response team, each member with a duty; one leads."""

    action = "call-response-team"
    causes = events.ResponseTeamCalled
    team: Annotated[tuple[Member, ...], Field(min_length=1, max_length=50), AfterValidator(_known_by_number)]
    note: Words | None = None


class TakeMeasure(Command):
    """Record what was done, by whom of the team, and when."""

    action = "take-measure"
    causes = events.MeasureTaken
    what: Words
    staff: Id
    at: Moment


class InformCustomers(Command):
    """Record what customers were told, how, and how many or whose tickets."""

    action = "inform-customers"
    causes = events.CustomersInformed
    channel: Channel
    words: Words
    customers: Count | None = None
    tickets: Annotated[tuple[Id, ...], Field(min_length=1, max_length=1000)] | None = None


class RestoreService(Command):
    """Record that it works again, and since when."""

    action = "restore-service"
    causes = events.ServiceRestored
    at: Moment
    words: Words


class ReviewIncident(Command):
    """Write down the cause, the lessons and the improvement that came of it; a later review replaces an earlier one."""

    action = "review-incident"
    causes = events.IncidentReviewed
    cause: Words
    lessons: Words
    improvement: ImprovementNumber | None = None


class CloseIncident(Command):
    """End it after the review; where no customer was informed, say why."""

    action = "close-incident"
    causes = events.IncidentClosed
    reason: Words | None = None
