"""Whom a ticket may be dispatched to, given what the staff records say of the person."""

from datetime import timedelta

import pytest

from domain.staff.events import StaffEvent
from domain.staff.state import Staff
from domain.ticket.commands import DispatchEngineer
from domain.ticket.events import EngineerDispatched, Product
from tests.domain.examples import GENERAL
from tests.domain.people import (
    AWAY_TODAY,
    AWAY_TOMORROW,
    CLERK,
    COOLING,
    LAPSED,
    LEAVING,
    LEFT,
    PHONES,
    RENEWED,
    engineer,
    of_staff,
)
from tests.domain.specification import ACKNOWLEDGED, DISPATCHED, NOON, OPENED, When, given

AIR_CONDITIONER = OPENED.model_copy(update={"product": Product(name="智能空调", model="KFR-35")})
READY = (AIR_CONDITIONER, ACKNOWLEDGED, GENERAL)
TO_THEM = DispatchEngineer(engineer="003")
WITH_REASON = DispatchEngineer(engineer="003", reason="只有此人认识客户")
VISIT_TOMORROW = DispatchEngineer(engineer="003", visit_expected=NOON + timedelta(days=1))


def dispatching(person: Staff | None, command: DispatchEngineer = TO_THEM, *, kept: bool = True) -> When:
    """A graded fault of an air conditioner is dispatched to number 003, of whom the record says this."""
    return given(*READY).knowing(of_staff(person, kept=kept)).when(command)


@pytest.mark.parametrize("events", [(), (COOLING,), (RENEWED,), (LAPSED, RENEWED), (AWAY_TOMORROW,)])
def test_an_engineer_who_is_there_is_dispatched(events: tuple[StaffEvent, ...]) -> None:
    dispatching(engineer(*events)).then(DISPATCHED)


def test_nobody_is_dispatched_who_is_not_on_record() -> None:
    dispatching(None).then_refused("engineer-not-on-record")
    dispatching(None, WITH_REASON).then_refused("engineer-not-on-record")


def test_where_no_staff_records_are_kept_any_number_will_do() -> None:
    dispatching(None, kept=False).then(DISPATCHED)


def test_nobody_is_dispatched_who_has_left() -> None:
    dispatching(engineer(LEFT)).then_refused("engineer-not-employed")
    dispatching(engineer(LEFT), WITH_REASON).then_refused("engineer-not-employed")


def test_nobody_is_dispatched_who_will_have_left_by_the_visit() -> None:
    leaving = engineer(LEAVING)
    dispatching(leaving).then(DISPATCHED)
    dispatching(leaving, VISIT_TOMORROW).then_refused("engineer-not-employed")


AGAINST = [
    (engineer(AWAY_TODAY), "engineer-on-leave"),
    (engineer(PHONES), "engineer-without-skill"),
    (engineer(LAPSED), "engineer-without-skill"),
    (engineer(LAPSED, COOLING), "engineer-without-skill"),
    (CLERK, "engineer-without-role"),
]
"""On record and at work, yet something speaks against them."""


@pytest.mark.parametrize(("person", "code"), AGAINST, ids=lambda value: value if isinstance(value, str) else "")
def test_who_is_away_or_lacks_something_is_dispatched_only_for_a_reason_that_goes_on_record(
    person: Staff, code: str
) -> None:
    dispatching(person).then_refused(code)
    dispatching(person, WITH_REASON).then(EngineerDispatched(engineer="003", reason="只有此人认识客户"))


def test_leave_on_the_day_of_the_visit_counts_as_leave_today_does() -> None:
    dispatching(engineer(AWAY_TOMORROW), VISIT_TOMORROW).then_refused("engineer-on-leave")


def test_of_what_product_nobody_knows_no_skill_is_lacking() -> None:
    given(OPENED, ACKNOWLEDGED, GENERAL).knowing(of_staff(engineer(PHONES))).when(TO_THEM).then(DISPATCHED)


def test_the_same_dispatch_again_is_harmless_though_they_have_left_since() -> None:
    given(*READY, DISPATCHED).knowing(of_staff(engineer(LEFT))).when(TO_THEM).then_nothing()
