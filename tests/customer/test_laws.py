"""Laws of a customer's state: any history has one, replayed it is the same, and what is stored reads back alike."""

from hypothesis import given
from hypothesis import strategies as st

from domain.customer.commands import (
    COMMANDS,
    AgreeContract,
    ChangeContact,
    ChooseNotices,
    CompleteErasure,
    CustomerCommand,
    DeclineMeasure,
    EraseCustomer,
    ExportCustomer,
    FetchExport,
    GiveConsent,
    LiftHold,
    PlaceHold,
    RegisterCustomer,
    RegisterProduct,
    ReleaseProduct,
    RemoveContact,
    RenameCustomer,
    RequestMeasure,
    RestrictCustomer,
    UnrestrictCustomer,
    WithdrawConsent,
)
from domain.customer.decide import decide
from domain.customer.events import EVENTS, CustomerEvent
from domain.customer.state import Customer, after, evolve, fold
from domain.record.envelope import Recorded
from domain.record.personal import personal_fields
from domain.refusals import NotAllowed
from tests.customer.recording import recorded
from tests.customer.specification import AIR_CONDITIONER, ASKER, LI, NO_TICKETS, NOON, PHONE, SECOND, ZHANG

COUNT = st.integers(1, 3)
CLEARED = CompleteErasure(subject_keys=("0" * 32,), data_keys=3, files=0, tables=20)
COMMAND = st.one_of(
    st.builds(RegisterCustomer, name=st.sampled_from(["甲", "乙"]), contact=st.sampled_from([None, ZHANG])),
    st.builds(RenameCustomer, name=st.sampled_from(["甲", "乙"]), reason=st.just("x")),
    st.builds(ChangeContact, person=COUNT, contact=st.sampled_from([ZHANG, LI])),
    st.builds(RemoveContact, person=COUNT, reason=st.just("x")),
    st.builds(AgreeContract, tier=st.sampled_from(["key", "standard"]), dedicated_staff=st.sampled_from([None, "001"])),
    st.builds(ChooseNotices, notices=st.sampled_from(["sms", "none"])),
    st.builds(RegisterProduct, item=st.none() | COUNT, product=st.sampled_from([AIR_CONDITIONER, PHONE])),
    st.builds(ReleaseProduct, item=COUNT, released_as=st.just("scrapped")),
    st.builds(GiveConsent, purpose=st.just("survey")),
    st.builds(WithdrawConsent, purpose=st.just("survey")),
    st.builds(
        RequestMeasure,
        measure=st.sampled_from(["restrict", "unrestrict", "erase", "export", "hold"]),
        reason=st.just("x"),
    ),
    st.builds(DeclineMeasure, reason=st.just("x")),
    st.builds(RequestMeasure, measure=st.just("lift"), hold=COUNT, reason=st.just("x")),
    st.sampled_from([RestrictCustomer(), UnrestrictCustomer(), EraseCustomer(), CLEARED]),
    st.sampled_from([ExportCustomer(), FetchExport(), PlaceHold(), LiftHold()]),
)
WORK = st.lists(st.tuples(COMMAND, st.sampled_from([ASKER, SECOND])), max_size=25)
Work = list[tuple[CustomerCommand, str]]


def done(work: Work) -> tuple[Customer | None, list[Recorded]]:
    """The state as it came about command by command, and the log that it left."""
    customer: Customer | None = None
    log: list[Recorded] = []
    for command, by in work:
        try:
            caused = decide(customer, command, by, NOON, kept=NO_TICKETS)
        except NotAllowed:
            continue
        for event in caused:
            customer = after(customer or Customer(), event, by)
            log.append(recorded(event, "customer-1", by, len(log) + 1))
    return customer, log


def stored(event: CustomerEvent) -> CustomerEvent:
    """The event as it reads once it was written as a body's data."""
    return EVENTS[event.stored_name].model_validate_json(event.model_dump_json(exclude_none=True))


@given(WORK)
def test_a_replay_of_what_was_stored_gives_the_live_state(work: Work) -> None:
    customer, log = done(work)
    reread = [Recorded(one.envelope, stored(one.event), one.sequence) for one in log]  # type: ignore[arg-type]
    assert fold(tuple(reread)) == customer


@given(WORK, COMMAND, st.sampled_from([ASKER, SECOND]))
def test_the_same_command_twice_changes_nothing_more(work: Work, command: CustomerCommand, by: str) -> None:
    customer, _ = done(work)
    once, _ = done([*work, (command, by)])
    twice, log = done([*work, (command, by), (command, by)])
    assert twice == once
    assert len(log) <= len(done(work)[1]) + 1
    assert customer is None or once is not None


@given(st.lists(COMMAND, max_size=10))
def test_any_order_of_events_has_a_state(commands: list[CustomerCommand]) -> None:
    _, log = done([(command, ASKER) for command in commands])
    for one in reversed(log):
        assert evolve(None, one) is not None
    assert (fold(tuple(reversed(log))) is None) == (not log)


@given(WORK)
def test_no_two_products_of_a_customer_have_one_serial_number(work: Work) -> None:
    customer, _ = done(work)
    serials = [one.product.serial for one in customer.products.values() if one] if customer else []
    assert len(serials) == len(set(serials))


def test_every_command_causes_an_event_with_its_own_fields() -> None:
    for command in COMMANDS.values():
        assert set(command.model_fields) - {"item"} <= set(command.causes.model_fields), command
        assert command.causes.stored_name in EVENTS


def test_names_contact_details_serial_numbers_and_free_text_are_declared_personal() -> None:
    personal = {
        f"{event.stored_name}:{'.'.join(path)}" for event in EVENTS.values() for path, _ in personal_fields(event)
    }
    assert {
        "customer-registered:name",
        "customer-registered:contact.phone",
        "customer-renamed:name",
        "contact-changed:contact.email",
        "product-registered:product.serial",
        "product-registered:product.voucher",
    } <= personal
    free = {"reason", "evidence", "note"}
    for event in EVENTS.values():
        assert {f"{event.stored_name}:{name}" for name in free & set(event.model_fields)} <= personal
