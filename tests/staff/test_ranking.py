"""Whom the ranking puts first, and why: skill, certificate, duty and leave, load, distance."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.rights import Person, may
from domain.staff.choosing.fitting import MODEL, NAME
from domain.staff.choosing.ranking import (
    A_WEIGHT,
    CERTIFIED,
    FARTHEST,
    NO_ROSTER,
    ON_DUTY,
    ON_LEAVE,
    Work,
    passed_over,
    ranked,
)
from domain.staff.choosing.reasons import TEXTS, Reason
from domain.staff.events import (
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
)
from domain.staff.state import Staff, after
from domain.staff.vocabulary import Role
from domain.ticket.state import Ticket

DAY = date(2024, 5, 12)
AT = datetime(2024, 5, 12, 11, tzinfo=ZoneInfo("Asia/Shanghai"))
WORK = Work(AT, product="智能空调", model="KFR-35")
ENGINEER = RoleGranted(role=Role.ENGINEER, since=DAY)
ON_DUTY_TODAY = RosterSet(since=DAY, until=DAY, shifts=(Shift(day=DAY, start="08:00", end="17:00"),))
OFF_TODAY = RosterSet(since=DAY, until=DAY, shifts=())
AWAY = LeaveTaken(since=DAY, until=DAY, kind="sick")
COOLING = SkillCertified(skill="空调", since=DAY)
SERIES = SkillCertified(skill="kfr", since=DAY)
CERTIFIED_COOLING = SkillCertified(skill="空调", since=DAY, certificate="制冷设备维修工")


def person(number: str, *events: StaffEvent) -> Staff:
    """An engineer who joined that day, after these events."""
    staff = Staff(number=number)
    for event in (StaffJoined(name="张工", office="技术员", since=date(2024, 1, 1)), ENGINEER, *events):
        staff = after(staff, event)
    return staff


def order(*staff: Staff, work: Work = WORK) -> list[str]:
    return [candidate.staff.number for candidate in ranked(staff, work)]


def reasons(staff: Staff, *others: Staff, work: Work = WORK) -> tuple[Reason, ...]:
    [mine] = [candidate for candidate in ranked([staff, *others], work) if candidate.staff.number == staff.number]
    return mine.reasons


def test_who_knows_the_model_comes_before_who_knows_the_kind_before_who_knows_neither() -> None:
    assert order(person("001"), person("002", COOLING), person("003", SERIES)) == ["003", "002", "001"]


def test_a_valid_certificate_counts() -> None:
    assert order(person("001", COOLING), person("002", CERTIFIED_COOLING)) == ["002", "001"]


def test_a_certificate_for_something_else_does_not_count() -> None:
    other = SkillCertified(skill="手机", since=DAY, certificate="电子设备维修工")
    assert Reason("no-certificate") in reasons(person("001", COOLING, other))


def test_on_duty_comes_before_without_a_roster_before_off_duty_before_on_leave() -> None:
    staff = (person("001", AWAY), person("002", OFF_TODAY), person("003"), person("004", ON_DUTY_TODAY))
    assert order(*staff) == ["004", "003", "002", "001"]


def test_who_is_on_leave_comes_last_whatever_they_know() -> None:
    assert order(person("001", SERIES, CERTIFIED_COOLING, ON_DUTY_TODAY, AWAY), person("002", OFF_TODAY)) == [
        "002",
        "001",
    ]


def test_the_less_loaded_comes_first() -> None:
    busy = Work(AT, load={"001": 3, "002": 1})
    assert order(person("001"), person("002"), person("003"), work=busy) == ["003", "002", "001"]


def test_the_nearer_comes_first_where_it_is_known() -> None:
    assert order(person("001"), person("002"), work=Work(AT, kilometres={"001": 12.0, "002": 3.0})) == ["002", "001"]


def test_nobody_is_farther_than_the_farthest() -> None:
    far = Work(AT, kilometres={"001": 900.0})
    assert Reason("distance", FARTHEST, {"kilometres": 900}) in reasons(person("001"), work=far)


def test_equals_stand_in_the_order_of_their_staff_numbers() -> None:
    assert order(person("003"), person("001"), person("002")) == ["001", "002", "003"]


def test_who_is_no_engineer_that_day_is_no_candidate() -> None:
    later = Staff(number="001")
    for event in (StaffJoined(name="李", office="客服", since=DAY), RoleGranted(role=Role.AGENT, since=DAY)):
        later = after(later, event)
    assert order(later) == []


def staff_member(number: str, *events: StaffEvent) -> Staff:
    """Somebody in the office, no engineer, after these events."""
    staff = Staff(number=number)
    for event in (StaffJoined(name="李", office="客服", since=date(2024, 1, 1)), *events):
        staff = after(staff, event)
    return staff


def not_offered(*staff: Staff, work: Work = WORK) -> dict[str, list[str]]:
    return {one.staff.number: [reason.code for reason in one.reasons] for one in passed_over(staff, work)}


STANDS_IN = StandInNamed(absent="001", since=DAY, until=DAY)


def test_an_engineer_who_stands_in_for_another_is_a_candidate_and_both_are_told() -> None:
    absent, other = person("001", AWAY), person("009", STANDS_IN)
    assert order(absent, other) == ["009", "001"]
    assert Reason("stands-in", 0, {"absent": "001"}) in reasons(other, absent)
    assert Reason("has-stand-in", 0, {"stand_in": "009"}) in reasons(absent, other)
    assert not_offered(absent, other) == {}


def test_who_stands_in_without_the_role_could_not_accept_and_is_not_offered() -> None:
    absent, agent = person("001", AWAY), staff_member("009", STANDS_IN)
    assert order(absent, agent) == ["001"]
    assert "has-stand-in" not in [reason.code for reason in reasons(absent, agent)]
    assert not_offered(absent, agent) == {"009": ["stands-in-without-role"]}


@pytest.mark.parametrize("number", ["001", "009"])
def test_whoever_is_offered_may_accept_by_the_table_of_rights(number: str) -> None:
    people = {one.number: one for one in (person("001", AWAY), staff_member("009", STANDS_IN, COOLING))}
    asking = Person(number, people[number].roles_on(DAY), stands_in_for=people[number].stands_in_for(DAY))
    dispatched = Ticket(engineer=number)
    assert (may(asking, "accept", dispatched) is not None) == (number in order(*people.values()))


def test_who_was_an_engineer_and_who_knows_the_product_are_told_apart() -> None:
    former = person("001", RoleRevoked(role=Role.ENGINEER, since=DAY))
    gone = person("002", StaffLeft(since=DAY))
    knowing, other = staff_member("003", COOLING), staff_member("004")
    expected = {"001": ["no-engineer-today"], "002": ["not-employed"], "003": ["knows-but-no-engineer"]}
    assert not_offered(other, knowing, gone, former) == expected


def test_every_point_has_its_reason() -> None:
    work = Work(AT, product="智能空调", model="KFR-35", load={"001": 2}, kilometres={"001": 11.0})
    engineer = person("001", SERIES, CERTIFIED_COOLING, ON_DUTY_TODAY)
    assert reasons(engineer, work=work) == (
        Reason("skill", MODEL, {"skill": "kfr"}),
        Reason("certificate", CERTIFIED, {"certificate": "制冷设备维修工"}),
        Reason("on-duty", ON_DUTY),
        Reason("load", 2 * A_WEIGHT, {"weight": 2}),
        Reason("distance", -2, {"kilometres": 11}),
    )
    assert ranked([engineer], work)[0].points == MODEL + CERTIFIED + ON_DUTY + 2 * A_WEIGHT - 2


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ((), (Reason("no-skill"), Reason("no-roster", NO_ROSTER), Reason("no-load"))),
        (
            (SkillCertified(skill="空调", since=date(2024, 1, 1), until=date(2024, 5, 11)), OFF_TODAY),
            (Reason("skill-ended", 0, {"skill": "空调"}), Reason("off-duty"), Reason("no-load")),
        ),
        (
            (COOLING, AWAY),
            (
                Reason("skill", NAME, {"skill": "空调"}),
                Reason("no-certificate"),
                Reason("on-leave", ON_LEAVE),
                Reason("no-load"),
            ),
        ),
    ],
)
def test_what_is_lacking_is_told(events: tuple[StaffEvent, ...], expected: tuple[Reason, ...]) -> None:
    assert reasons(person("001", *events)) == expected


def test_without_a_product_nobody_is_preferred_for_a_skill() -> None:
    assert Reason("no-skill") in reasons(person("001", COOLING, SERIES), work=Work(AT))


@given(st.permutations([person("001"), person("002", COOLING), person("003", AWAY), person("004", ON_DUTY_TODAY)]))
def test_the_ranking_does_not_depend_on_the_order_asked_in(staff: list[Staff]) -> None:
    assert order(*staff) == ["002", "004", "001", "003"]


@pytest.mark.parametrize("code", TEXTS)
def test_every_reason_is_said_in_both_languages(code: str) -> None:
    chinese, english = TEXTS[code]
    assert chinese != english


def test_a_reason_reads_as_a_person_would_say_it() -> None:
    assert Reason("certificate", CERTIFIED, {"certificate": "制冷设备维修工"}).say("zh") == "持有效证书“制冷设备维修工”"
    assert Reason("load", -10, {"weight": 2}).say("en") == "open tickets weigh 2"
