"""What takes two people: one asks to restrict, unrestrict or erase a customer, and only another can approve."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from domain.customer.commands import (
    ChangeContact,
    CompleteErasure,
    CustomerCommand,
    DeclineMeasure,
    EndTerms,
    EraseCustomer,
    ExportCustomer,
    FetchExport,
    LiftHold,
    PlaceHold,
    RegisterCustomer,
    RequestMeasure,
    RestrictCustomer,
    UnrestrictCustomer,
)
from domain.customer.decide import decide
from domain.customer.events import (
    CustomerErased,
    CustomerEvent,
    CustomerRegistered,
    CustomerRestricted,
    CustomerUnrestricted,
    ErasureCompleted,
    ErasurePostponed,
    ExportApproved,
    ExportFetched,
    HoldLifted,
    HoldPlaced,
    MeasureDeclined,
    MeasureRequested,
    TermsEnded,
)
from domain.customer.keeping import Kept
from domain.customer.state import Customer, after
from domain.customer.vocabulary import Keeping, Measure
from domain.refusals import NotAllowed
from tests.customer.specification import (
    ASKER,
    ERASED,
    ERASURE_ASKED,
    LI,
    NOON,
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


OPEN, OVER = Kept({"202405-00001": None}), Kept({"202105-00001": NOON.date() - timedelta(days=1)})
DECLINED = MeasureDeclined(measure="erase", requested_by=ASKER)
KEPT = Kept({"202405-00001": date(2027, 4, 30), "202305-00001": date(2026, 5, 1)})
TODAY_LAST = Kept({"202105-00001": NOON.date()})
HELD = HoldPlaced(hold=1, requested_by=ASKER)
HOLD_ASKED = MeasureRequested(measure="hold", reason="涉诉")
POSTPONED = ErasurePostponed(because="term", until=date(2024, 4, 30), requested_by=ASKER)


@pytest.mark.parametrize(
    ("kept", "before", "because", "until"),
    [
        (OPEN, (), "open", None),
        (KEPT, (), "term", date(2027, 4, 30)),
        (TODAY_LAST, (), "term", NOON.date()),
        (OVER, (HELD,), "hold", NOON.date() - timedelta(days=1)),
    ],
)
def test_what_has_to_be_kept_is_restricted_and_its_erasure_waits(
    kept: Kept, before: tuple[CustomerEvent, ...], because: Keeping, until: date | None
) -> None:
    postponed = ErasurePostponed(because=because, until=until, requested_by=ASKER)
    told = given(REGISTERED, *before, ERASURE_ASKED, kept=kept)
    told.when(EraseCustomer(), by=SECOND).then(CustomerRestricted(requested_by=ASKER), postponed)


def test_of_one_who_is_restricted_already_only_the_wait_is_recorded() -> None:
    postponed = ErasurePostponed(because="open", requested_by=ASKER)
    given(REGISTERED, RESTRICTED, ERASURE_ASKED, kept=OPEN).when(EraseCustomer(), by=SECOND).then(postponed)


def test_on_the_day_after_the_last_it_is_erased() -> None:
    given(REGISTERED, ERASURE_ASKED, kept=OVER).when(EraseCustomer(), by=SECOND).then(ERASED)


def test_nobody_is_erased_whose_tickets_were_not_looked_up() -> None:
    told = given(REGISTERED, ERASURE_ASKED, kept=None)
    told.when(EraseCustomer(), by=SECOND).then_refused("tickets-not-looked-up")


@pytest.mark.parametrize(("kept", "caused"), [(OVER, [ERASED]), (KEPT, [])])
def test_the_program_erases_once_nothing_asks_for_keeping(kept: Kept, caused: list[CustomerEvent]) -> None:
    told = given(REGISTERED, RESTRICTED, POSTPONED, kept=kept)
    told.when(EraseCustomer(), by="gongdan", role="system").then(*caused)


def test_the_program_erases_nobody_on_its_own() -> None:
    told = given(REGISTERED, ERASURE_ASKED, DECLINED, kept=OVER)
    told.when(EraseCustomer(), by="gongdan", role="system").then_refused("measure-not-requested")


def test_a_postponed_erasure_need_not_be_asked_for_again() -> None:
    told = given(REGISTERED, RESTRICTED, POSTPONED)
    told.when(RequestMeasure(measure="erase", reason="再次")).then_nothing()
    told.when(EraseCustomer(), by=SECOND).then_nothing()


def test_who_is_unlocked_is_erased_only_if_it_is_asked_for_anew() -> None:
    unlocked = (REGISTERED, RESTRICTED, POSTPONED, CustomerUnrestricted(requested_by=ASKER))
    given(*unlocked).when(RequestMeasure(measure="erase", ground="asked", reason="客户要求")).then(
        MeasureRequested(measure="erase", ground="asked", reason="客户要求")
    )


def test_one_known_by_tickets_alone_is_erased_too() -> None:
    given(kept=OVER).when(RequestMeasure(measure="erase", reason="客户要求")).then(ERASURE_ASKED)
    given(ERASURE_ASKED, kept=OVER).when(EraseCustomer(), by=SECOND).then(ERASED)
    given(ERASURE_ASKED).when(ChangeContact(contact=LI), by=SECOND).then_refused("customer-not-registered")  # type: ignore[arg-type]
    given(ERASURE_ASKED).when(RegisterCustomer(name="远山")).then(CustomerRegistered(name="远山"))


def test_a_hold_is_placed_and_lifted_by_two_and_counted() -> None:
    given(REGISTERED, HOLD_ASKED).when(PlaceHold(), by=ASKER).then_refused("second-person-needed")
    given(REGISTERED, HOLD_ASKED).when(PlaceHold(), by=SECOND).then(HELD)
    asked = MeasureRequested(measure="lift", hold=1, reason="已审结")
    given(REGISTERED, HELD, asked).when(LiftHold(), by=SECOND).then(HoldLifted(hold=1, requested_by=ASKER))
    lifted = (REGISTERED, HELD, HoldLifted(hold=1, requested_by=ASKER), HOLD_ASKED)
    given(*lifted).when(PlaceHold(), by=SECOND).then(HoldPlaced(hold=2, requested_by=ASKER))


def test_a_hold_may_be_on_one_of_their_tickets() -> None:
    ask = RequestMeasure(measure="hold", ticket="202405-00001", reason="涉诉")
    asked = MeasureRequested(measure="hold", ticket="202405-00001", reason="涉诉")
    given(REGISTERED, kept=OPEN).when(ask).then(asked)
    given(REGISTERED, kept=KEPT).when(ask.model_copy(update={"ticket": "202405-00009"})).then_refused(
        "ticket-of-another"
    )
    held = HoldPlaced(hold=1, ticket="202405-00001", requested_by=ASKER)
    given(REGISTERED, asked, kept=OPEN).when(PlaceHold(), by=SECOND).then(held)
    given(REGISTERED, held, kept=OPEN).when(ask).then_nothing()


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"measure": "erase", "ticket": "202405-00001"}, "ticket-of-a-hold"),
        ({"measure": "lift"}, "hold-to-be-lifted"),
        ({"measure": "hold", "hold": 1}, "hold-to-be-lifted"),
        ({"measure": "lift", "hold": 7}, "no-hold"),
    ],
)
def test_what_is_asked_for_says_what_it_is_about(said: dict[str, Any], code: str) -> None:
    given(REGISTERED, HELD).when(RequestMeasure(reason="x", **said)).then_refused(code)


def test_an_export_is_approved_by_another_and_each_look_recorded() -> None:
    asked = MeasureRequested(measure="export", reason="客户索取")
    given(REGISTERED, asked).when(ExportCustomer(), by=ASKER).then_refused("second-person-needed")
    given(REGISTERED, asked).when(ExportCustomer(), by=SECOND).then(ExportApproved(requested_by=ASKER))
    given(REGISTERED, asked).when(FetchExport()).then_refused("export-not-approved")


@pytest.mark.parametrize(("days", "fetched"), [(7, True), (8, False)])
def test_an_export_can_be_fetched_for_seven_days(days: int, fetched: bool) -> None:
    customer = replace(Customer(registered=True), exported=NOON - timedelta(days=days))
    if fetched:
        assert decide(customer, FetchExport(), ASKER, NOON) == [ExportFetched()]
        return
    with pytest.raises(NotAllowed) as refusal:
        decide(customer, FetchExport(), ASKER, NOON)
    assert refusal.value.code == "export-not-approved"


def test_an_erasure_is_completed_once_and_only_of_who_was_erased() -> None:
    cleared = CompleteErasure(subject_keys=("0" * 32,), data_keys=3, files=0, tables=20)
    done = ErasureCompleted(subject_keys=("0" * 32,), data_keys=3, files=0, tables=20)
    given(REGISTERED).when(cleared).then_refused("customer-not-erased")
    given(REGISTERED, ERASED).when(cleared).then(done)
    given(REGISTERED, ERASED, done).when(cleared).then_nothing()


TERMS = EndTerms(tickets=("202405-00001",), data_keys=3)
TERMS_ENDED = TermsEnded(tickets=("202405-00001",), data_keys=3)
LONG_AGO = Kept({"202405-00001": date(2024, 4, 30), "202405-00002": None})


def ended_by(customer: Customer | None, kept: Kept | None = LONG_AGO) -> list[CustomerEvent]:
    return decide(customer, TERMS, "gongdan", NOON, "system", kept)


@pytest.mark.parametrize("customer", [None, Customer(registered=True)])
def test_a_ticket_whose_years_are_over_is_ended_once_whoever_is_on_record(customer: Customer | None) -> None:
    assert ended_by(customer) == [TERMS_ENDED]
    assert ended_by(after(customer or Customer(), TERMS_ENDED, "gongdan")) == []


@pytest.mark.parametrize("day", [None, date(2024, 5, 1), date(2030, 1, 1)])
def test_a_ticket_that_is_open_or_whose_years_are_not_over_is_not_ended(day: date | None) -> None:
    with pytest.raises(NotAllowed, match="still has to be kept"):
        ended_by(Customer(registered=True), Kept({"202405-00001": day}))


@pytest.mark.parametrize(("held", "ends"), [(None, False), ("202405-00001", False), ("202405-00002", True)])
def test_a_hold_on_it_or_on_its_customer_keeps_it(held: str | None, ends: bool) -> None:
    customer = replace(Customer(registered=True), holds={1: held})
    if ends:
        assert ended_by(customer) == [TERMS_ENDED]
        return
    with pytest.raises(NotAllowed, match="still has to be kept"):
        ended_by(customer)


def test_nobody_is_taken_at_their_word_that_years_are_over() -> None:
    for kept in (None, Kept()):
        with pytest.raises(NotAllowed):
            ended_by(Customer(registered=True), kept)
