"""What takes two people: one asks to restrict, unrestrict or erase a customer, and only another can approve."""

import pytest

from domain.customer.commands import (
    CustomerCommand,
    DeclineMeasure,
    EraseCustomer,
    RequestMeasure,
    RestrictCustomer,
    UnrestrictCustomer,
)
from domain.customer.events import (
    CustomerErased,
    CustomerEvent,
    CustomerRestricted,
    CustomerUnrestricted,
    MeasureDeclined,
    MeasureRequested,
)
from domain.customer.vocabulary import Measure
from tests.customer.specification import (
    ASKER,
    ERASED,
    ERASURE_ASKED,
    REGISTERED,
    RESTRICTED,
    RESTRICTION_ASKED,
    SECOND,
    given,
)

UNRESTRICTION_ASKED = MeasureRequested(measure="unrestrict", reason="更正")
APPROVALS: list[tuple[tuple[CustomerEvent, ...], MeasureRequested, CustomerCommand, CustomerEvent]] = [
    ((), RESTRICTION_ASKED, RestrictCustomer(), CustomerRestricted(requested_by=ASKER)),
    ((RESTRICTED,), UNRESTRICTION_ASKED, UnrestrictCustomer(), CustomerUnrestricted(requested_by=ASKER)),
    ((), ERASURE_ASKED, EraseCustomer(), CustomerErased(requested_by=ASKER)),
    ((RESTRICTED,), ERASURE_ASKED, EraseCustomer(), CustomerErased(requested_by=ASKER)),
]
EACH = pytest.mark.parametrize(("before", "asked", "approval", "approved"), APPROVALS)


@EACH
def test_what_one_asked_for_another_approves(
    before: tuple[CustomerEvent, ...], asked: CustomerEvent, approval: CustomerCommand, approved: CustomerEvent
) -> None:
    given(REGISTERED, *before, asked).when(approval, by=SECOND).then(approved)


@EACH
def test_nobody_approves_what_they_asked_for(
    before: tuple[CustomerEvent, ...], asked: CustomerEvent, approval: CustomerCommand, approved: CustomerEvent
) -> None:
    given(REGISTERED, *before, asked).when(approval, by=ASKER).then_refused("second-person-needed")


@EACH
def test_nothing_is_approved_that_nobody_asked_for(
    before: tuple[CustomerEvent, ...], asked: CustomerEvent, approval: CustomerCommand, approved: CustomerEvent
) -> None:
    given(REGISTERED, *before).when(approval, by=SECOND).then_refused("measure-not-requested")


@EACH
def test_approving_twice_is_harmless(
    before: tuple[CustomerEvent, ...], asked: CustomerEvent, approval: CustomerCommand, approved: CustomerEvent
) -> None:
    given(REGISTERED, *before, asked, approved).when(approval, by=SECOND).then_nothing()


def test_another_measure_than_was_asked_for_is_not_approved() -> None:
    given(REGISTERED, RESTRICTION_ASKED).when(EraseCustomer(), by=SECOND).then_refused("measure-not-requested")


def test_a_measure_is_asked_for() -> None:
    given(REGISTERED).when(RequestMeasure(measure="restrict", reason="客户要求")).then(RESTRICTION_ASKED)


def test_the_ground_of_a_measure_is_recorded() -> None:
    command = RequestMeasure(measure="erase", ground="asked", reason="客户要求")
    given(REGISTERED).when(command).then(MeasureRequested(measure="erase", ground="asked", reason="客户要求"))


def test_asking_twice_is_harmless() -> None:
    given(REGISTERED, RESTRICTION_ASKED).when(RequestMeasure(measure="restrict", reason="再次")).then_nothing()


def test_a_second_person_approves_rather_than_asks_again() -> None:
    given(REGISTERED, RESTRICTION_ASKED).when(
        RequestMeasure(measure="restrict", reason="也要"), by=SECOND
    ).then_refused("measure-pending")


def test_one_measure_waits_at_a_time() -> None:
    given(REGISTERED, RESTRICTION_ASKED).when(RequestMeasure(measure="erase", reason="客户要求")).then_refused(
        "measure-pending"
    )


@pytest.mark.parametrize(("before", "measure"), [((RESTRICTED,), "restrict"), ((), "unrestrict"), ((ERASED,), "erase")])
def test_asking_for_what_is_so_already_is_harmless(before: tuple[CustomerEvent, ...], measure: Measure) -> None:
    given(REGISTERED, *before).when(RequestMeasure(measure=measure, reason="x")).then_nothing()


@pytest.mark.parametrize("measure", ["restrict", "unrestrict"])
def test_an_erased_customer_is_not_to_be_restricted_nor_brought_back(measure: Measure) -> None:
    given(REGISTERED, ERASED).when(RequestMeasure(measure=measure, reason="x")).then_refused("customer-erased")


@pytest.mark.parametrize("approval", [RestrictCustomer(), UnrestrictCustomer()])
def test_an_erasure_can_not_be_taken_back(approval: CustomerCommand) -> None:
    given(REGISTERED, ERASED).when(approval, by=SECOND).then_refused("customer-erased")


def test_what_was_asked_for_is_declined() -> None:
    given(REGISTERED, ERASURE_ASKED).when(DeclineMeasure(reason="三年保存期未满"), by=SECOND).then(
        MeasureDeclined(measure="erase", requested_by=ASKER, reason="三年保存期未满")
    )


def test_declining_twice_is_harmless() -> None:
    declined = MeasureDeclined(measure="erase", requested_by=ASKER)
    given(REGISTERED, ERASURE_ASKED, declined).when(DeclineMeasure(reason="x"), by=SECOND).then_nothing()


def test_what_was_declined_is_not_approved_any_more() -> None:
    declined = MeasureDeclined(measure="erase", requested_by=ASKER)
    given(REGISTERED, ERASURE_ASKED, declined).when(EraseCustomer(), by=SECOND).then_refused("measure-not-requested")


@pytest.mark.parametrize("command", [RequestMeasure(measure="erase", reason="x"), RestrictCustomer()])
def test_an_unknown_customer_is_neither_restricted_nor_erased(command: CustomerCommand) -> None:
    given().when(command).then_refused("customer-not-registered")
