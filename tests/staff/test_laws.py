"""Laws of a staff record: replayed it is the same, what is stored reads back alike, and asking twice is harmless."""

from hypothesis import given
from hypothesis import strategies as st

from domain.record.envelope import Recorded
from domain.record.personal import personal_fields
from domain.refusals import NotAllowed
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
from domain.staff.decide import decide
from domain.staff.events import EVENTS, Shift, StaffEvent
from domain.staff.state import Staff, after, evolve, fold
from domain.staff.vocabulary import Role
from tests.customer.recording import recorded
from tests.staff.specification import JUNE_1, MAY_1, MAY_2, MAY_3, MAY_5, MAY_6, NEW_YEAR, NUMBER, SUPERVISOR

DAY = st.sampled_from([NEW_YEAR, MAY_1, MAY_2, MAY_3, MAY_5, MAY_6, JUNE_1])
END = st.none() | DAY
WHO = st.sampled_from(["004", NUMBER])
SHIFTS = st.lists(st.builds(Shift, day=DAY, start=st.just("22:00"), end=st.just("06:00")), max_size=2).map(tuple)
COMMAND = st.one_of(
    st.builds(JoinStaff, name=st.sampled_from(["甲", "乙"]), office=st.just("技术员"), since=DAY),
    st.builds(RenameStaff, name=st.sampled_from(["甲", "乙"])),
    st.builds(AssignOffice, office=st.sampled_from(["技术员", "主管"])),
    st.builds(GrantRole, role=st.sampled_from(Role), since=DAY, until=END),
    st.builds(RevokeRole, role=st.sampled_from(Role), since=DAY),
    st.builds(CertifySkill, skill=st.just("空调"), since=DAY, until=END, certificate=st.sampled_from([None, "证"])),
    st.builds(WithdrawSkill, skill=st.just("空调"), since=DAY),
    st.builds(RecordTraining, title=st.just("空调"), day=DAY),
    st.builds(SetRoster, since=DAY, until=DAY, shifts=SHIFTS),
    st.builds(TakeLeave, since=DAY, until=DAY, kind=st.sampled_from(["annual", "sick"])),
    st.builds(CancelLeave, since=DAY, until=DAY),
    st.builds(NameStandIn, absent=WHO, since=DAY, until=DAY),
    st.builds(ReleaseStandIn, absent=WHO, since=DAY),
    st.builds(JoinTeam, team=st.just("north"), since=DAY, until=END),
    st.builds(LeaveTeam, team=st.just("north"), since=DAY),
    st.builds(EndEmployment, since=DAY),
)
WORK = st.lists(COMMAND, max_size=25).map(
    lambda work: [JoinStaff(name="甲", office="技术员", since=NEW_YEAR), *work],
)


def done(work: list[StaffCommand]) -> tuple[Staff | None, list[Recorded]]:
    """The state as it came about command by command, and the log that it left."""
    staff: Staff | None = None
    log: list[Recorded] = []
    for command in work:
        try:
            caused = decide(staff, command, SUPERVISOR)
        except NotAllowed:
            continue
        for event in caused:
            staff = after(staff or Staff(number=NUMBER), event)
            log.append(recorded(event, f"staff-{NUMBER}", SUPERVISOR, len(log) + 1))
    return staff, log


def stored(event: StaffEvent) -> StaffEvent:
    """The event as it reads once it was written as a body's data."""
    return EVENTS[event.stored_name].model_validate_json(event.model_dump_json(exclude_none=True))


@given(WORK)
def test_a_replay_of_what_was_stored_gives_the_live_state(work: list[StaffCommand]) -> None:
    staff, log = done(work)
    reread = tuple(Recorded(one.envelope, stored(one.event), one.sequence) for one in log)  # type: ignore[arg-type]
    assert fold(reread) == staff


@given(WORK, COMMAND)
def test_the_same_command_twice_changes_nothing_more(work: list[StaffCommand], command: StaffCommand) -> None:
    once, log = done([*work, command])
    twice, longer = done([*work, command, command])
    assert twice == once
    assert len(longer) == len(log)


@given(WORK)
def test_any_order_of_events_has_a_state(work: list[StaffCommand]) -> None:
    _, log = done(work)
    staff = fold(tuple(reversed(log)))
    assert staff is not None
    assert staff.number == NUMBER
    assert all(evolve(None, one).number == NUMBER for one in log)


def test_every_command_causes_an_event_with_its_own_fields() -> None:
    for command in COMMANDS.values():
        assert set(command.model_fields) == set(command.causes.model_fields), command
        assert command.causes.stored_name in EVENTS


def test_names_reasons_and_kinds_of_leave_are_declared_personal() -> None:
    personal = {
        f"{event.stored_name}:{'.'.join(path)}" for event in EVENTS.values() for path, _ in personal_fields(event)
    }
    assert {"staff-joined:name", "staff-renamed:name", "skill-certified:certificate_number"} <= personal
    assert {"leave-taken:kind", "leave-taken:reason"} <= personal
    for event in EVENTS.values():
        assert {f"{event.stored_name}:{name}" for name in {"reason", "note"} & set(event.model_fields)} <= personal
