"""The rules of a staff record, each as a sentence: it works, it is refused, it is harmless twice."""

from datetime import date

import pytest

from domain.staff.commands import (
    COMMANDS,
    AssignOffice,
    CancelLeave,
    CertifySkill,
    EndEmployment,
    GrantRole,
    JoinStaff,
    JoinTeam,
    LeaveTeam,
    NameStandIn,
    RecordTraining,
    ReleaseStandIn,
    RenameStaff,
    RevokeRole,
    SetRoster,
    StaffCommand,
    TakeLeave,
    WithdrawSkill,
)
from domain.staff.events import (
    OfficeAssigned,
    RoleGranted,
    RosterSet,
    Shift,
    SkillWithdrawn,
    StaffJoined,
    StaffRenamed,
    StandInReleased,
    TrainingRecorded,
)
from domain.staff.vocabulary import Role
from domain.wording import ACTIONS, ROLES
from tests.staff.specification import (
    AWAY,
    BACK,
    COOLING,
    ENGINEER,
    IN_TEAM,
    JOINED,
    JUNE_1,
    LATE_SHIFT,
    LEFT,
    MAY_1,
    MAY_2,
    MAY_3,
    MAY_5,
    MAY_6,
    NEW_YEAR,
    NEXT_YEAR,
    NIGHT_SHIFT,
    NO_ENGINEER,
    NUMBER,
    OUT_OF_TEAM,
    ROSTER,
    STANDS_IN,
    SUPERVISOR_IN_MAY,
    given,
)

JOIN = JoinStaff(name="张工", office="技术员", since=NEW_YEAR)
TRAINED = TrainingRecorded(title="新款空调", day=MAY_1, minutes=240, outcome="passed")
TRAIN = RecordTraining(title="新款空调", day=MAY_1, minutes=240, outcome="passed")
AFTER_LEAVING: list[StaffCommand] = [
    GrantRole(role=Role.AGENT, since=NEXT_YEAR),
    CertifySkill(skill="空调", since=NEXT_YEAR),
    RecordTraining(title="新款空调", day=NEXT_YEAR),
    SetRoster(since=NEXT_YEAR, until=NEXT_YEAR, shifts=()),
    TakeLeave(since=NEXT_YEAR, until=NEXT_YEAR, kind="annual"),
    NameStandIn(absent="004", since=NEXT_YEAR, until=NEXT_YEAR),
    JoinTeam(team="north", since=NEXT_YEAR),
]
REVERSED: list[StaffCommand] = [
    GrantRole(role=Role.AGENT, since=MAY_2, until=MAY_1),
    CertifySkill(skill="空调", since=MAY_2, until=MAY_1),
    SetRoster(since=MAY_2, until=MAY_1, shifts=()),
    TakeLeave(since=MAY_2, until=MAY_1, kind="annual"),
    CancelLeave(since=MAY_2, until=MAY_1),
    NameStandIn(absent="004", since=MAY_2, until=MAY_1),
    JoinTeam(team="north", since=MAY_2, until=MAY_1),
]


def action_of(command: StaffCommand) -> str:
    return command.action


def test_a_person_joins() -> None:
    given().when(JOIN).then(JOINED)


def test_joining_twice_is_harmless() -> None:
    given(JOINED).when(JOIN).then_nothing()


def test_a_staff_number_is_not_given_to_another_while_its_holder_works_here() -> None:
    given(JOINED).when(JoinStaff(name="李工", office="技术员", since=MAY_1)).then_refused("staff-joined")


def test_who_left_can_join_again() -> None:
    again = JoinStaff(name="张工", office="高级技术员", since=NEXT_YEAR)
    given(JOINED, LEFT).when(again).then(StaffJoined(name="张工", office="高级技术员", since=NEXT_YEAR))


@pytest.mark.parametrize("command", AFTER_LEAVING, ids=action_of)
def test_nothing_is_recorded_of_who_never_joined(command: StaffCommand) -> None:
    given().when(command).then_refused("staff-not-joined")


@pytest.mark.parametrize("command", AFTER_LEAVING, ids=action_of)
def test_nothing_is_recorded_for_days_after_leaving(command: StaffCommand) -> None:
    given(JOINED, LEFT).when(command).then_refused("staff-left")


@pytest.mark.parametrize("command", REVERSED, ids=action_of)
def test_the_last_day_is_not_before_the_first(command: StaffCommand) -> None:
    given(JOINED, AWAY).when(command).then_refused("days-reversed")


def test_a_person_is_renamed() -> None:
    given(JOINED).when(RenameStaff(name="章工")).then(StaffRenamed(name="章工"))


def test_renaming_to_the_same_name_is_harmless() -> None:
    given(JOINED).when(RenameStaff(name="张工")).then_nothing()


def test_an_office_is_assigned() -> None:
    given(JOINED).when(AssignOffice(office="高级技术员")).then(OfficeAssigned(office="高级技术员"))


def test_assigning_the_same_office_is_harmless() -> None:
    given(JOINED).when(AssignOffice(office="技术员")).then_nothing()


def test_a_role_is_granted() -> None:
    given(JOINED).when(GrantRole(role=Role.ENGINEER, since=NEW_YEAR)).then(ENGINEER)


def test_a_second_role_is_granted_for_some_days() -> None:
    given(JOINED, ENGINEER).when(GrantRole(role=Role.SUPERVISOR, since=MAY_1, until=MAY_5)).then(SUPERVISOR_IN_MAY)


def test_granting_days_that_are_held_already_is_harmless() -> None:
    given(JOINED, ENGINEER).when(GrantRole(role=Role.ENGINEER, since=MAY_1, until=MAY_5)).then_nothing()


def test_days_beyond_those_held_are_granted() -> None:
    given(JOINED, SUPERVISOR_IN_MAY).when(GrantRole(role=Role.SUPERVISOR, since=MAY_5, until=MAY_6)).then(
        RoleGranted(role=Role.SUPERVISOR, since=MAY_5, until=MAY_6)
    )


def test_nobody_grants_a_role_to_themselves() -> None:
    given(JOINED).when(GrantRole(role=Role.MANAGER, since=MAY_1), by=NUMBER).then_refused("own-role")


def test_a_role_is_revoked() -> None:
    given(JOINED, ENGINEER).when(RevokeRole(role=Role.ENGINEER, since=JUNE_1)).then(NO_ENGINEER)


def test_revoking_twice_is_harmless() -> None:
    given(JOINED, ENGINEER, NO_ENGINEER).when(RevokeRole(role=Role.ENGINEER, since=JUNE_1)).then_nothing()


def test_a_role_that_was_never_held_is_not_revoked() -> None:
    given(JOINED).when(RevokeRole(role=Role.MANAGER, since=JUNE_1)).then_refused("role-not-held")


def test_a_skill_is_certified() -> None:
    command = CertifySkill(skill="空调", certificate="制冷设备维修工", since=NEW_YEAR, until=MAY_5)
    given(JOINED).when(command).then(COOLING)


def test_certifying_the_same_days_again_is_harmless() -> None:
    command = CertifySkill(skill="空调", certificate="制冷设备维修工", since=MAY_1, until=MAY_5)
    given(JOINED, COOLING).when(command).then_nothing()


def test_a_skill_is_withdrawn() -> None:
    given(JOINED, COOLING).when(WithdrawSkill(skill="空调", since=MAY_2)).then(
        SkillWithdrawn(skill="空调", since=MAY_2)
    )


def test_withdrawing_twice_is_harmless() -> None:
    withdrawn = SkillWithdrawn(skill="空调", since=MAY_2)
    given(JOINED, COOLING, withdrawn).when(WithdrawSkill(skill="空调", since=MAY_2)).then_nothing()


def test_a_skill_that_was_never_recorded_is_not_withdrawn() -> None:
    given(JOINED, COOLING).when(WithdrawSkill(skill="手机", since=MAY_2)).then_refused("skill-not-held")


def test_a_training_is_recorded() -> None:
    given(JOINED).when(TRAIN).then(TRAINED)


def test_recording_a_training_twice_is_harmless() -> None:
    given(JOINED, TRAINED).when(TRAIN).then_nothing()


def test_a_roster_is_set() -> None:
    given(JOINED).when(SetRoster(since=MAY_1, until=MAY_5, shifts=(LATE_SHIFT, NIGHT_SHIFT))).then(ROSTER)


def test_setting_the_same_roster_is_harmless() -> None:
    given(JOINED, ROSTER).when(SetRoster(since=MAY_1, until=MAY_5, shifts=(LATE_SHIFT, NIGHT_SHIFT))).then_nothing()


EARLY = Shift(day=MAY_2, start="08:00", end="16:00")


def test_one_shift_begins_as_another_ends() -> None:
    roster = SetRoster(since=MAY_1, until=MAY_5, shifts=(LATE_SHIFT, EARLY))
    given(JOINED).when(roster).then(RosterSet(**roster.model_dump()))


@pytest.mark.parametrize(
    ("shift", "code"),
    [
        (Shift(day=MAY_2, start="09:00", end="09:00"), "shift-of-no-length"),
        (Shift(day=MAY_2, start="15:00", end="17:00"), "shifts-overlap"),
        (Shift(day=MAY_1, start="22:00", end="08:30"), "shifts-overlap"),
        (EARLY, "shifts-overlap"),
    ],
)
def test_shifts_have_a_length_and_do_not_overlap(shift: Shift, code: str) -> None:
    given(JOINED).when(SetRoster(since=MAY_1, until=MAY_5, shifts=(EARLY, shift))).then_refused(code)


def test_a_shift_lies_within_its_roster() -> None:
    given(JOINED).when(SetRoster(since=MAY_1, until=MAY_2, shifts=(NIGHT_SHIFT,))).then_refused("shift-outside")


def test_leave_is_taken() -> None:
    given(JOINED).when(TakeLeave(since=MAY_2, until=MAY_5, kind="annual")).then(AWAY)


def test_taking_leave_on_days_of_leave_is_harmless() -> None:
    given(JOINED, AWAY).when(TakeLeave(since=MAY_3, until=MAY_5, kind="sick")).then_nothing()


def test_leave_is_cancelled_in_part() -> None:
    given(JOINED, AWAY).when(CancelLeave(since=MAY_5, until=MAY_5)).then(BACK)


def test_cancelling_twice_is_harmless() -> None:
    given(JOINED, AWAY, BACK).when(CancelLeave(since=MAY_5, until=MAY_5)).then_nothing()


def test_leave_that_was_never_taken_is_not_cancelled() -> None:
    given(JOINED, AWAY).when(CancelLeave(since=MAY_6, until=JUNE_1)).then_refused("no-leave")


def test_a_stand_in_is_named() -> None:
    given(JOINED).when(NameStandIn(absent="004", since=MAY_1, until=MAY_5)).then(STANDS_IN)


def test_naming_the_same_stand_in_is_harmless() -> None:
    given(JOINED, STANDS_IN).when(NameStandIn(absent="004", since=MAY_2, until=MAY_5)).then_nothing()


def test_nobody_stands_in_for_themselves() -> None:
    given(JOINED).when(NameStandIn(absent=NUMBER, since=MAY_1, until=MAY_5)).then_refused("own-stand-in")


def test_who_is_away_does_not_stand_in() -> None:
    given(JOINED, AWAY).when(NameStandIn(absent="004", since=MAY_5, until=MAY_6)).then_refused("stand-in-away")


def test_a_stand_in_is_released() -> None:
    given(JOINED, STANDS_IN).when(ReleaseStandIn(absent="004", since=MAY_3)).then(
        StandInReleased(absent="004", since=MAY_3)
    )


def test_releasing_twice_is_harmless() -> None:
    released = StandInReleased(absent="004", since=MAY_3)
    given(JOINED, STANDS_IN, released).when(ReleaseStandIn(absent="004", since=MAY_3)).then_nothing()


def test_who_never_stood_in_is_not_released() -> None:
    given(JOINED, STANDS_IN).when(ReleaseStandIn(absent="005", since=MAY_3)).then_refused("not-standing-in")


def test_a_team_is_joined() -> None:
    given(JOINED).when(JoinTeam(team="north", since=NEW_YEAR)).then(IN_TEAM)


def test_joining_a_team_twice_is_harmless() -> None:
    given(JOINED, IN_TEAM).when(JoinTeam(team="north", since=MAY_1)).then_nothing()


def test_a_team_is_left() -> None:
    given(JOINED, IN_TEAM).when(LeaveTeam(team="north", since=MAY_3)).then(OUT_OF_TEAM)


def test_leaving_a_team_twice_is_harmless() -> None:
    given(JOINED, IN_TEAM, OUT_OF_TEAM).when(LeaveTeam(team="north", since=MAY_3)).then_nothing()


def test_a_team_that_was_never_joined_is_not_left() -> None:
    given(JOINED, IN_TEAM).when(LeaveTeam(team="south", since=MAY_3)).then_refused("not-in-team")


def test_employment_ends() -> None:
    given(JOINED).when(EndEmployment(since=JUNE_1)).then(LEFT)


def test_ending_employment_twice_is_harmless() -> None:
    given(JOINED, LEFT).when(EndEmployment(since=JUNE_1)).then_nothing()


def test_who_will_leave_still_takes_leave_before() -> None:
    given(JOINED, LEFT).when(TakeLeave(since=MAY_2, until=MAY_5, kind="annual")).then(AWAY)


@pytest.mark.parametrize("action", COMMANDS)
def test_every_action_on_a_staff_record_has_a_word_in_both_languages(action: str) -> None:
    assert all(ACTIONS[action])


def test_the_roles_of_staff_are_all_roles_but_the_customers() -> None:
    assert set(Role) == set(ROLES) - {"customer"}


@pytest.mark.parametrize("clock", ["24:00", "8:00", "08:60", "08:00:00"])
def test_a_shift_is_written_as_hours_and_minutes(clock: str) -> None:
    with pytest.raises(ValueError, match="pattern"):
        LATE_SHIFT.__class__(day=date(2024, 5, 1), start=clock, end="10:00")
