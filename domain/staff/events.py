"""Everything that can have happened to a member of staff: frozen facts under stored names that never change.

Days are days of the deployment's zone. A span's ``since`` and ``until`` are both in it; without ``until`` it has no
end. The staff number (工号) is the aggregate's id.
"""

from datetime import date
from typing import Annotated, Final, get_args

from pydantic import StringConstraints

from domain.notices.vocabulary import NoticeLanguage
from domain.record.event import Event, Label, Part, Short
from domain.record.personal import ContactDetail, Device, Name, Text
from domain.staff.vocabulary import Outcome, Role

Clock = Annotated[str, StringConstraints(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
"""A time of day in the deployment's zone, ``HH:MM``."""


class Shift(Part):
    """A time on duty; where it does not end later than it starts, it ends on the next day."""

    day: date
    start: Clock
    end: Clock


class StaffJoined(Event):
    """A person works here from a day on; ``office`` is what they are shown as, such as 技术员."""

    stored_name = "staff-joined"
    name: Annotated[Name, Short]
    office: Label
    since: date


class StaffRenamed(Event):
    """The person is called otherwise, or was written wrongly before."""

    stored_name = "staff-renamed"
    name: Annotated[Name, Short]


class OfficeAssigned(Event):
    """What the person is shown as from now on."""

    stored_name = "office-assigned"
    office: Label


class RoleGranted(Event):
    """The person may act in a role from a day to a day."""

    stored_name = "role-granted"
    role: Role
    since: date
    until: date | None = None


class RoleRevoked(Event):
    """The person may act in that role no more, from a day on."""

    stored_name = "role-revoked"
    role: Role
    since: date
    reason: Text | None = None


class SkillCertified(Event):
    """The person can do a kind of work, from a day to a day; ``certificate`` is what proves it."""

    stored_name = "skill-certified"
    skill: Label
    since: date
    until: date | None = None
    certificate: Label | None = None
    certificate_number: Annotated[Device, Short] | None = None


class SkillWithdrawn(Event):
    """The skill, or what proved it, holds no more from a day on."""

    stored_name = "skill-withdrawn"
    skill: Label
    since: date
    reason: Text | None = None


class TrainingRecorded(Event):
    """The person was trained."""

    stored_name = "training-recorded"
    title: Label
    day: date
    minutes: int | None = None
    outcome: Outcome | None = None
    note: Text | None = None


class RosterSet(Event):
    """When the person is on duty in a span of days (值班); days of it without a shift are off duty."""

    stored_name = "roster-set"
    since: date
    until: date
    shifts: tuple[Shift, ...]


class LeaveTaken(Event):
    """The person is away from a day to a day."""

    stored_name = "leave-taken"
    since: date
    until: date
    kind: Text | None = None
    reason: Text | None = None


class LeaveCancelled(Event):
    """The person is not away on those days after all."""

    stored_name = "leave-cancelled"
    since: date
    until: date
    reason: Text | None = None


class StandInNamed(Event):
    """The person acts for an absent one from a day to a day (代班)."""

    stored_name = "stand-in-named"
    absent: str
    since: date
    until: date
    reason: Text | None = None


class StandInReleased(Event):
    """The person acts for the absent one no more, from a day on."""

    stored_name = "stand-in-released"
    absent: str
    since: date


class TeamJoined(Event):
    """The person belongs to a team from a day to a day."""

    stored_name = "team-joined"
    team: str
    since: date
    until: date | None = None


class TeamLeft(Event):
    """The person belongs to that team no more, from a day on."""

    stored_name = "team-left"
    team: str
    since: date


class StaffLeft(Event):
    """The person works here no more, from a day on."""

    stored_name = "staff-left"
    since: date
    reason: Text | None = None


class NoticePreferencesSet(Event):
    """How the person wants to be told (通知偏好): all that was said of it before holds no more.

    ``quiet_from`` and ``quiet_until`` are clock times between which nothing comes that is not urgent; ``digest`` is
    when the rest comes together, once a day. What is left out holds as for everybody of the same roles.
    """

    stored_name = "notice-preferences-set"
    email: ContactDetail | None = None
    language: NoticeLanguage | None = None
    channels: tuple[str, ...] | None = None
    quiet_from: Clock | None = None
    quiet_until: Clock | None = None
    digest: Clock | None = None


StaffEvent = (
    StaffJoined
    | StaffRenamed
    | OfficeAssigned
    | RoleGranted
    | RoleRevoked
    | SkillCertified
    | SkillWithdrawn
    | TrainingRecorded
    | RosterSet
    | LeaveTaken
    | LeaveCancelled
    | StandInNamed
    | StandInReleased
    | TeamJoined
    | TeamLeft
    | StaffLeft
    | NoticePreferencesSet
)

EVENTS: Final[dict[str, type[StaffEvent]]] = {event.stored_name: event for event in get_args(StaffEvent)}
"""Every event type by its stored name."""
