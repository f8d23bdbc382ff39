"""Named examples of a working life, and the grammar ``given(events).when(command).then(events)`` over them."""

from collections.abc import Sequence
from datetime import date

import pytest

from domain.refusals import NotAllowed
from domain.staff.commands import StaffCommand
from domain.staff.decide import decide
from domain.staff.events import (
    LeaveCancelled,
    LeaveTaken,
    RoleGranted,
    RoleRevoked,
    RosterSet,
    Shift,
    SkillCertified,
    StaffEvent,
    StaffJoined,
    StaffLeft,
    StandInNamed,
    TeamJoined,
    TeamLeft,
)
from domain.staff.state import Staff, after
from domain.staff.vocabulary import Role
from tests.domain.in_words import assert_in_words

NEW_YEAR, MAY_1, MAY_2, MAY_3, MAY_5, MAY_6 = date(2024, 1, 1), *(date(2024, 5, day) for day in (1, 2, 3, 5, 6))
JUNE_1, NEXT_YEAR = date(2024, 6, 1), date(2025, 1, 1)
NUMBER, SUPERVISOR = "003", "101"

JOINED = StaffJoined(name="张工", office="技术员", since=NEW_YEAR)
ENGINEER = RoleGranted(role=Role.ENGINEER, since=NEW_YEAR)
SUPERVISOR_IN_MAY = RoleGranted(role=Role.SUPERVISOR, since=MAY_1, until=MAY_5)
NO_ENGINEER = RoleRevoked(role=Role.ENGINEER, since=JUNE_1)
COOLING = SkillCertified(skill="空调", certificate="制冷设备维修工", since=NEW_YEAR, until=MAY_5)
LATE_SHIFT = Shift(day=MAY_2, start="16:00", end="00:00")
NIGHT_SHIFT = Shift(day=MAY_3, start="22:00", end="06:00")
ROSTER = RosterSet(since=MAY_1, until=MAY_5, shifts=(LATE_SHIFT, NIGHT_SHIFT))
AWAY = LeaveTaken(since=MAY_2, until=MAY_5, kind="annual")
BACK = LeaveCancelled(since=MAY_5, until=MAY_5)
STANDS_IN = StandInNamed(absent="004", since=MAY_1, until=MAY_5)
IN_TEAM = TeamJoined(team="north", since=NEW_YEAR)
OUT_OF_TEAM = TeamLeft(team="north", since=MAY_3)
LEFT = StaffLeft(since=JUNE_1)


def state(*events: StaffEvent) -> Staff | None:
    """The record of staff number 003 that these events leave."""
    staff: Staff | None = None
    for event in events:
        staff = after(staff or Staff(number=NUMBER), event)
    return staff


def person(*events: StaffEvent) -> Staff:
    """Number 003, who joined, after these events."""
    return state(JOINED, *events) or Staff()


class Given:
    def __init__(self, events: Sequence[StaffEvent]) -> None:
        self.events = list(events)

    def when(self, command: StaffCommand, by: str = SUPERVISOR) -> "When":
        return When(state(*self.events), command, by)


class When:
    def __init__(self, staff: Staff | None, command: StaffCommand, by: str) -> None:
        self.staff, self.command, self.by = staff, command, by

    def then(self, *expected: StaffEvent) -> None:
        caused = decide(self.staff, self.command, self.by)
        assert caused == list(expected)
        assert list(map(type, caused)) == list(map(type, expected))

    def then_nothing(self) -> None:
        assert decide(self.staff, self.command, self.by) == []

    def then_refused(self, code: str) -> None:
        with pytest.raises(NotAllowed) as refusal:
            decide(self.staff, self.command, self.by)
        assert refusal.value.code == code
        assert_in_words(refusal.value, self.command)


def given(*events: StaffEvent) -> Given:
    return Given(events)
