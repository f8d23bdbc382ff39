"""Everything a person can ask of a staff record: imperative, validated, and without who or when."""

from typing import Annotated, Final, Literal, get_args

from pydantic import Field, StringConstraints

from domain.notices.vocabulary import NoticeLanguage
from domain.record.address import ADDRESS
from domain.record.command import Command, Id, Line, Words
from domain.record.day import Day
from domain.record.event import Label
from domain.staff import events
from domain.staff.events import Clock, Shift
from domain.staff.vocabulary import Leave, Outcome, Role

StaffChannel = Literal["inbox", "email"]
"""By what a member of staff can be told."""
Address = Annotated[str, StringConstraints(strip_whitespace=True, max_length=254, pattern=ADDRESS)]
"""Of a mailbox."""
LONGEST: Final = 400
"""The most shifts that one roster holds."""


class JoinStaff(Command):
    """Enter a person who works here, under their staff number (工号)."""

    action = "join"
    causes = events.StaffJoined
    name: Line
    office: Label
    since: Day


class RenameStaff(Command):
    """Write the person's name otherwise."""

    action = "rename-staff"
    causes = events.StaffRenamed
    name: Line


class AssignOffice(Command):
    """Say what the person is shown as, such as 技术员."""

    action = "assign-office"
    causes = events.OfficeAssigned
    office: Label


class GrantRole(Command):
    """Let the person act in a role from a day to a day (角色)."""

    action = "grant-role"
    causes = events.RoleGranted
    role: Role
    since: Day
    until: Day | None = None


class RevokeRole(Command):
    """Let the person act in a role no more, from a day on."""

    action = "revoke-role"
    causes = events.RoleRevoked
    role: Role
    since: Day
    reason: Words | None = None


class CertifySkill(Command):
    """Record what the person can do and what proves it, from a day to a day."""

    action = "certify-skill"
    causes = events.SkillCertified
    skill: Label
    since: Day
    until: Day | None = None
    certificate: Label | None = None
    certificate_number: Line | None = None


class WithdrawSkill(Command):
    """Say that a skill, or what proved it, holds no more from a day on."""

    action = "withdraw-skill"
    causes = events.SkillWithdrawn
    skill: Label
    since: Day
    reason: Words | None = None


class RecordTraining(Command):
    """Record that the person was trained."""

    action = "record-training"
    causes = events.TrainingRecorded
    title: Label
    day: Day
    minutes: Annotated[int, Field(ge=0, le=100_000)] | None = None
    outcome: Outcome | None = None
    note: Words | None = None


class SetRoster(Command):
    """Say when the person is on duty in a span of days (值班); it replaces what was said of these days."""

    action = "set-roster"
    causes = events.RosterSet
    since: Day
    until: Day
    shifts: Annotated[tuple[Shift, ...], Field(max_length=LONGEST)]


class TakeLeave(Command):
    """Record that the person is away from a day to a day (请假)."""

    action = "take-leave"
    causes = events.LeaveTaken
    since: Day
    until: Day
    kind: Leave
    reason: Words | None = None


class CancelLeave(Command):
    """Record that the person is not away on those days after all."""

    action = "cancel-leave"
    causes = events.LeaveCancelled
    since: Day
    until: Day
    reason: Words | None = None


class NameStandIn(Command):
    """Let the person act for an absent one from a day to a day (代班)."""

    action = "stand-in"
    causes = events.StandInNamed
    absent: Id
    since: Day
    until: Day
    reason: Words | None = None


class ReleaseStandIn(Command):
    """Let the person act for the absent one no more, from a day on."""

    action = "release-stand-in"
    causes = events.StandInReleased
    absent: Id
    since: Day


class JoinTeam(Command):
    """Put the person into a team from a day to a day."""

    action = "join-team"
    causes = events.TeamJoined
    team: Id
    since: Day
    until: Day | None = None


class LeaveTeam(Command):
    """Take the person out of a team from a day on."""

    action = "leave-team"
    causes = events.TeamLeft
    team: Id
    since: Day


class EndEmployment(Command):
    """Record that the person works here no more, from a day on."""

    action = "end-employment"
    causes = events.StaffLeft
    since: Day
    reason: Words | None = None


class SetNoticePreferences(Command):
    """Say how the person wants to be told (通知偏好); it replaces all that was said of it before."""

    action = "set-notice-preferences"
    causes = events.NoticePreferencesSet
    email: Address | None = None
    language: NoticeLanguage | None = None
    channels: Annotated[tuple[StaffChannel, ...], Field(min_length=1, max_length=10)] | None = None
    quiet_from: Clock | None = None
    quiet_until: Clock | None = None
    digest: Clock | None = None


StaffCommand = (
    JoinStaff
    | RenameStaff
    | AssignOffice
    | GrantRole
    | RevokeRole
    | CertifySkill
    | WithdrawSkill
    | RecordTraining
    | SetRoster
    | TakeLeave
    | CancelLeave
    | NameStandIn
    | ReleaseStandIn
    | JoinTeam
    | LeaveTeam
    | EndEmployment
    | SetNoticePreferences
)

COMMANDS: Final[dict[str, type[StaffCommand]]] = {command.action: command for command in get_args(StaffCommand)}
"""Every command by the word it has in URLs, the command line and the rights table."""
