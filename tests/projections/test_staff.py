"""The table of staff answers as the rules do, holds no name in the clear, and forgets shifts of long ago."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.record.personal import ERASED
from domain.staff.events import (
    OfficeAssigned,
    RosterSet,
    Shift,
    StaffEvent,
    StaffJoined,
    StaffRenamed,
    TrainingRecorded,
)
from domain.staff.state import Staff, after
from domain.staff.vocabulary import Role
from projections.staff import PROJECTION, asking
from projections.staff.folding import STAFF
from projections.store import ReadStore
from tests.projections.people import PeopleLog, fill
from tests.staff.specification import (
    AWAY,
    BACK,
    COOLING,
    ENGINEER,
    IN_TEAM,
    JOINED,
    LEFT,
    MAY_1,
    MAY_2,
    MAY_3,
    NEXT_YEAR,
    NO_ENGINEER,
    OUT_OF_TEAM,
    ROSTER,
    STANDS_IN,
    SUPERVISOR_IN_MAY,
    state,
)
from tests.trying import tries

LIFE: tuple[StaffEvent, ...] = (
    ENGINEER,
    SUPERVISOR_IN_MAY,
    NO_ENGINEER,
    COOLING,
    ROSTER,
    AWAY,
    BACK,
    STANDS_IN,
    IN_TEAM,
    OUT_OF_TEAM,
    LEFT,
    StaffJoined(name="章工", office="主管", since=NEXT_YEAR),
    StaffRenamed(name="章工"),
    OfficeAssigned(office="高级技术员"),
    TrainingRecorded(title="新款空调", day=MAY_1, note="补考"),
)
SHANGHAI = ZoneInfo("Asia/Shanghai")
MOMENTS = [datetime(2024, 5, day, hour, tzinfo=SHANGHAI) for day in (1, 2, 3, 4, 6) for hour in (5, 17, 23)]


@pytest.fixture
def store(database: Path | str) -> Iterator[ReadStore]:
    with closing(ReadStore.open(database)) as store:
        yield store


def filled(store: ReadStore, *events: StaffEvent, number: str = "003") -> ReadStore:
    return fill(store, PROJECTION, PeopleLog().happen(f"staff-{number}", *events).events)


def on_record(store: ReadStore, number: str = "003") -> Staff:
    with store.read() as connection:
        return asking.find(connection, number) or pytest.fail("not on record")


def answers(staff: Staff) -> list[object]:
    """All that is asked of a record, over some days and moments."""
    days = [date(2024, 4, 30) + timedelta(days=offset) for offset in range(40)] + [NEXT_YEAR]
    by_day = [
        (staff.roles_on(day), staff.teams_on(day), staff.skills_on(day), staff.certificates_on(day)) for day in days
    ]
    away = [(staff.stands_in_for(day), staff.is_on_leave(day)) for day in days]
    return [staff.number, staff.office, by_day, away, [staff.duty_at(at) for at in MOMENTS]]


def test_a_person_is_kept_with_all_that_they_hold(store: ReadStore) -> None:
    staff = on_record(filled(store, JOINED, *LIFE[:10]))
    assert staff.roles_on(MAY_1) == {Role.ENGINEER, Role.SUPERVISOR}
    assert staff.teams_on(MAY_2) == {"north"}
    assert staff.certificates_on(MAY_2) == {"制冷设备维修工"}
    assert staff.stands_in_for(MAY_1) == {"004"}
    assert staff.is_on_leave(MAY_3)
    assert answers(staff) == answers(state(JOINED, *LIFE[:10]) or Staff())


def test_names_are_masked_and_reasons_are_not_kept(store: ReadStore) -> None:
    filled(store, JOINED, AWAY, LIFE[-1])
    rows = str(store.dump(STAFF))
    assert [secret for secret in ("张工", "annual", "补考") if secret in rows] == []
    assert on_record(store).name == "张*"


def test_a_person_who_is_renamed_is_shown_by_the_new_name(store: ReadStore) -> None:
    assert on_record(filled(store, JOINED, StaffRenamed(name="李工"), OfficeAssigned(office="主管"))).name == "李*"


def test_a_name_that_was_erased_is_shown_as_none(store: ReadStore) -> None:
    [row] = filled(store, StaffJoined(name=ERASED, office="技术员", since=MAY_1)).dump(STAFF)
    assert row["name"] is None


def test_everybody_is_listed_by_staff_number(store: ReadStore) -> None:
    log = PeopleLog().happen("staff-010", JOINED).happen("staff-003", JOINED, LEFT)
    with fill(store, PROJECTION, log.events).read() as connection:
        assert [staff.number for staff in asking.everybody(connection)] == ["003", "010"]


@pytest.mark.parametrize("number", ["004", "0\x003"])
def test_nobody_is_found_who_is_not_on_record(store: ReadStore, number: str) -> None:
    with filled(store, JOINED).read() as connection:
        assert asking.find(connection, number) is None


def test_shifts_of_long_ago_are_forgotten(store: ReadStore) -> None:
    """The examples' events are recorded on 1 May 2024."""
    old, recent = date(2024, 2, 1), date(2024, 4, 1)
    shifts = tuple(Shift(day=day, start="08:00", end="17:00") for day in (old, recent))
    staff = on_record(filled(store, JOINED, RosterSet(since=old, until=recent, shifts=shifts)))
    assert [shift.day for shift in staff.shifts] == [recent]


@settings(max_examples=tries(20), deadline=None)
@given(st.lists(st.sampled_from(LIFE), max_size=20), st.lists(st.integers(1, 20)))
def test_the_table_answers_as_the_rules_do_however_it_is_cut(life: list[StaffEvent], cuts: list[int]) -> None:
    log = PeopleLog().happen("staff-003", JOINED, *life)
    live = Staff(number="003")
    for event in (JOINED, *life):
        live = after(live, event)
    with closing(ReadStore.in_memory()) as store:
        fill(store, PROJECTION, log.events, cuts)
        assert answers(on_record(store)) == answers(live)
