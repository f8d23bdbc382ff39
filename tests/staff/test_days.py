"""What a staff record answers about a day or a moment."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from domain.staff.events import OfficeAssigned, RosterSet, SkillCertified, SkillWithdrawn, StaffJoined, StaffRenamed
from domain.staff.vocabulary import Role
from tests.staff.specification import (
    AWAY,
    BACK,
    COOLING,
    ENGINEER,
    IN_TEAM,
    JOINED,
    JUNE_1,
    LEFT,
    MAY_1,
    MAY_2,
    MAY_3,
    MAY_5,
    MAY_6,
    NEW_YEAR,
    NEXT_YEAR,
    NO_ENGINEER,
    OUT_OF_TEAM,
    ROSTER,
    STANDS_IN,
    SUPERVISOR_IN_MAY,
    person,
)

SHANGHAI = ZoneInfo("Asia/Shanghai")


def at(clock: str) -> datetime:
    """``5-02 16:00`` in May 2024, in the deployment's zone."""
    return datetime.strptime(f"2024-{clock}", "%Y-%m-%d %H:%M").replace(tzinfo=SHANGHAI)


def test_several_roles_are_held_from_a_day_to_a_day() -> None:
    both = person(ENGINEER, SUPERVISOR_IN_MAY)
    assert both.roles_on(NEW_YEAR) == {Role.ENGINEER}
    assert both.roles_on(MAY_1) == both.roles_on(MAY_5) == {Role.ENGINEER, Role.SUPERVISOR}
    assert both.roles_on(MAY_6) == {Role.ENGINEER}


def test_a_revoked_role_is_held_until_the_day_before() -> None:
    revoked = person(ENGINEER, NO_ENGINEER)
    assert revoked.roles_on(MAY_6) == {Role.ENGINEER}
    assert revoked.roles_on(JUNE_1) == frozenset()


def test_a_team_is_belonged_to_until_it_is_left() -> None:
    left = person(IN_TEAM, OUT_OF_TEAM)
    assert left.teams_on(MAY_2) == {"north"}
    assert left.teams_on(MAY_3) == frozenset()


def test_a_certificate_is_valid_to_its_last_day() -> None:
    certified = person(COOLING)
    assert certified.certificates_on(MAY_5) == {"制冷设备维修工"}
    assert certified.certificates_on(MAY_6) == frozenset()
    assert certified.skills_on(MAY_6) == frozenset()


def test_a_skill_without_a_certificate_is_a_skill() -> None:
    skilled = person(SkillCertified(skill="手机", since=MAY_1))
    assert skilled.skills_on(MAY_1) == {"手机"}
    assert skilled.certificates_on(MAY_1) == frozenset()


def test_a_withdrawn_skill_takes_every_certificate_of_it_along() -> None:
    withdrawn = person(COOLING, SkillCertified(skill="空调", since=MAY_1), SkillWithdrawn(skill="空调", since=MAY_2))
    assert withdrawn.skills_on(MAY_1) == {"空调"}
    assert withdrawn.skills_on(MAY_2) == frozenset()


def test_a_stand_in_acts_for_the_absent_one_on_those_days() -> None:
    stand_in = person(STANDS_IN)
    assert stand_in.stands_in_for(MAY_5) == {"004"}
    assert stand_in.stands_in_for(MAY_6) == frozenset()


def test_leave_that_was_cancelled_in_part() -> None:
    away = person(AWAY, BACK)
    assert [away.is_on_leave(day) for day in (MAY_1, MAY_2, MAY_3, MAY_5)] == [False, True, True, False]


@pytest.mark.parametrize(
    ("clock", "duty"),
    [
        ("05-02 15:59", "off"),
        ("05-02 16:00", "on"),
        ("05-02 23:59", "on"),
        ("05-03 00:00", "off"),
        ("05-03 22:00", "on"),
        ("05-04 05:59", "on"),
        ("05-04 06:00", "off"),
        ("05-05 12:00", "off"),
        ("05-06 12:00", "unknown"),
    ],
)
def test_on_duty_from_the_shifts_first_minute_to_its_last(clock: str, duty: str) -> None:
    assert person(ROSTER).duty_at(at(clock)) == duty


def test_who_is_on_leave_is_off_duty_whatever_the_roster_says() -> None:
    assert person(ROSTER, AWAY).duty_at(at("05-02 17:00")) == "off"


def test_a_later_roster_replaces_the_days_it_speaks_of() -> None:
    changed = person(ROSTER, RosterSet(since=MAY_2, until=MAY_2, shifts=()))
    assert changed.duty_at(at("05-02 17:00")) == "off"
    assert changed.duty_at(at("05-03 23:00")) == "on"


def test_who_left_holds_nothing_any_more() -> None:
    left = person(ENGINEER, IN_TEAM, COOLING, LEFT)
    assert left.roles_on(MAY_5) == {Role.ENGINEER}
    assert (left.roles_on(JUNE_1), left.teams_on(JUNE_1), left.duty_at(at("06-01 09:00"))) == (set(), set(), "off")


def test_who_comes_back_begins_anew() -> None:
    back = person(ENGINEER, IN_TEAM, LEFT, StaffJoined(name="张工", office="技术员", since=NEXT_YEAR))
    assert NEXT_YEAR in back.employed
    assert back.roles_on(NEXT_YEAR) == back.teams_on(NEXT_YEAR) == frozenset()


def test_a_role_is_not_held_before_the_person_works_here() -> None:
    assert person(ENGINEER).roles_on(NEW_YEAR.replace(year=2023)) == frozenset()


def test_a_person_is_called_and_shown_as_was_said_last() -> None:
    shown = person(StaffRenamed(name="章工"), OfficeAssigned(office="高级技术员"))
    assert (shown.name, shown.office) == ("章工", "高级技术员")
    assert (person().name, person().office) == (JOINED.name, JOINED.office)
