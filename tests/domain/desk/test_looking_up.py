"""What the desk looks up in other records before it decides: the log is asked, however it was written."""

import asyncio
from datetime import date, timedelta

import pytest

from domain.application import TicketDesk
from domain.customer.commands import AgreeContract, EraseCustomer, RegisterCustomer, RequestMeasure, RestrictCustomer
from domain.customer.vocabulary import Measure
from domain.matters.kinds import MATTERS
from domain.matters.returns.commands import RequestReturn
from domain.record.command import Command
from domain.refusals import NotAllowed, StaleVersion
from domain.staff.commands import EndEmployment, GrantRole, JoinStaff, NameStandIn, TakeLeave
from domain.staff.vocabulary import Role
from domain.subscriptions.commands import ChangeSubscription, EndSubscription, OpenSubscription
from domain.subscriptions.grant import Grant
from domain.subscriptions.terms import Terms
from domain.ticket.commands import (
    AddNote,
    ApprovePlan,
    CancelTicket,
    DispatchEngineer,
    GradeTicket,
    MergeTicket,
    PromiseVisit,
    ProposePlan,
    RouteTicket,
)
from domain.ticket.vocabulary import Stage
from gongdan.storing.store import NatsEventStore
from tests.domain.desk.asking import CALL, by
from tests.domain.desk.lives import MAY
from tests.domain.specification import SHANGHAI

NEW_YEAR, TODAY = date(2024, 1, 1), date(2024, 5, 1)
RETURN = RequestReturn(wanted="refund", voucher="invoice", condition="unopened", reason="不需要")
TO_THEM = DispatchEngineer(engineer="003")


async def graded(desk: TicketDesk) -> str:
    number = (await desk.open(CALL, by())).number
    await desk.handle(number, GradeTicket(severity="general", reason="不影响使用"), by())
    return number


async def employed(desk: TicketDesk, number: str = "003") -> None:
    administrator = by("administrator", staff="adm")
    await desk.act(f"staff-{number}", JoinStaff(name="张工", office="技术员", since=NEW_YEAR), administrator)
    role = GrantRole(role=Role.ENGINEER, since=NEW_YEAR)
    await desk.act(f"staff-{number}", role, by("administrator", staff="adm"))


async def refused(desk: TicketDesk, number: str) -> str:
    with pytest.raises(NotAllowed) as refusal:
        await desk.handle(number, TO_THEM, by())
    return refusal.value.code


async def test_without_any_staff_record_the_work_goes_to_any_number(desk: TicketDesk) -> None:
    assert len((await desk.handle(await graded(desk), TO_THEM, by())).events) == 1


async def test_once_anybody_is_on_record_only_who_is_on_record_is_dispatched(desk: TicketDesk) -> None:
    number = await graded(desk)
    await employed(desk, "004")
    assert await refused(desk, number) == "engineer-not-on-record"
    await employed(desk)
    assert len((await desk.handle(number, TO_THEM, by())).events) == 1
    assert (await desk.handle(number, TO_THEM, by())).events == ()


async def test_who_leaves_through_another_process_is_dispatched_no_more(
    desk: TicketDesk, store: NatsEventStore
) -> None:
    first, second = await graded(desk), await graded(desk)
    await employed(desk)
    await desk.handle(first, TO_THEM, by())
    elsewhere = TicketDesk(store, zone=SHANGHAI, clock=lambda: MAY)
    await elsewhere.act("staff-003", EndEmployment(since=TODAY), by("administrator", staff="adm"))
    assert await refused(desk, second) == "engineer-not-employed"


async def test_no_visit_is_promised_for_a_day_on_which_the_engineer_is_away(desk: TicketDesk) -> None:
    number = await graded(desk)
    await employed(desk)
    await desk.handle(number, TO_THEM, by())
    tomorrow = TODAY + timedelta(days=1)
    leave = TakeLeave(since=tomorrow, until=tomorrow, kind="annual")
    await desk.act("staff-003", leave, by("supervisor", staff="s-001"))
    with pytest.raises(NotAllowed) as refusal:
        await desk.handle(number, PromiseVisit(at=MAY + timedelta(days=1), place="中关村"), by())
    assert refusal.value.code == "visit-during-leave"
    await desk.handle(number, PromiseVisit(at=MAY + timedelta(days=2), place="中关村"), by())


def subscribed(owner: str, purpose: str = "ERP 结算") -> Terms:
    return Terms(owner=owner, purpose=purpose, grant=Grant())


async def test_who_answers_for_a_subscription_is_on_record_and_works_here(desk: TicketDesk) -> None:
    async def settle(command: Command, code: str | None = None) -> None:
        if code is None:
            await desk.act("subscription-erp", command, by("administrator", staff="adm"))
            return
        with pytest.raises(NotAllowed) as refusal:
            await desk.act("subscription-erp", command, by("administrator", staff="adm"))
        assert refusal.value.code == code

    await employed(desk)
    await settle(OpenSubscription(way="http", terms=subscribed("0O3")), "staff-not-on-record")
    await settle(OpenSubscription(way="http", terms=subscribed("003")))
    await settle(ChangeSubscription(terms=subscribed("0O3")), "staff-not-on-record")
    await desk.act("staff-003", EndEmployment(since=TODAY), by("administrator", staff="adm"))
    await settle(ChangeSubscription(terms=subscribed("003", "对账")), "staff-not-employed")
    await settle(EndSubscription())


async def test_a_stale_version_loses_before_anything_is_said_of_the_person(desk: TicketDesk) -> None:
    number = await graded(desk)
    await employed(desk, "004")
    with pytest.raises(StaleVersion):
        await desk.handle(number, TO_THEM, by(expected_version=1))


def duplicate_of(number: str) -> CancelTicket:
    return CancelTicket(cancelled_as="duplicate", duplicate_of=number, reason="同一故障")


async def test_a_duplicate_is_cancelled_for_a_ticket_that_the_log_holds_and_not_the_other_way_round_too(
    desk: TicketDesk,
) -> None:
    first, second = [(await desk.open(CALL, by())).number for _ in range(2)]
    assert len((await desk.handle(first, duplicate_of(second), by())).events) == 1
    assert (await desk.handle(first, duplicate_of(second), by())).events == ()
    for original, code in (
        ("202405-99999", "original-not-found"),
        (second, "original-is-itself"),
        (first, "original-repeats-it"),
    ):
        with pytest.raises(NotAllowed) as refusal:
            await desk.handle(second, duplicate_of(original), by())
        assert refusal.value.code == code


@pytest.mark.parametrize("tickets", [2, 3], ids=["each other", "in a ring of three"])
async def test_of_tickets_cancelled_at_once_for_repeating_one_another_one_goes_on(
    store: NatsEventStore, tickets: int
) -> None:
    """By desks of their own, as several servers are."""
    desks = [TicketDesk(store, zone=SHANGHAI, clock=lambda: MAY) for _ in range(tickets)]
    for _ in range(5):
        numbers = [(await desks[0].open(CALL, by())).number for _ in desks]
        originals = [*numbers[1:], numbers[0]]
        asked = zip(desks, numbers, originals, strict=True)
        done = await asyncio.gather(
            *(desk.handle(number, duplicate_of(original), by()) for desk, number, original in asked),
            return_exceptions=True,
        )
        refused = [one.code for one in done if isinstance(one, NotAllowed)]
        cancelled = [number for number in numbers if (await desks[0].ticket(number)).stage is Stage.CANCELLED]
        assert (refused, len(cancelled)) == (["original-repeats-it"], tickets - 1)


async def test_the_original_is_linked_back_to_what_was_cancelled_for_repeating_it(desk: TicketDesk) -> None:
    first, second = [(await desk.open(CALL, by())).number for _ in range(2)]
    await desk.handle(first, duplicate_of(second), by())
    assert (await desk.ticket(second)).links == {(first, "duplicated")}


async def test_what_was_merged_into_a_ticket_is_not_its_original(desk: TicketDesk) -> None:
    first, second = [(await desk.open(CALL, by(customer="customer-C1"))).number for _ in range(2)]
    await desk.handle(second, MergeTicket(into=first), by())
    with pytest.raises(NotAllowed) as refusal:
        await desk.handle(first, duplicate_of(second), by())
    assert refusal.value.code == "original-repeats-it"


async def restricted(desk: TicketDesk, customer: str, measure: Measure = "restrict") -> None:
    await desk.act(customer, RegisterCustomer(name="张伟"), by("agent"))
    await desk.act(customer, RequestMeasure(measure=measure, reason="客户要求"), by("privacy-officer", staff="p-001"))
    approval = RestrictCustomer() if measure == "restrict" else EraseCustomer()
    await desk.act(customer, approval, by("privacy-officer", staff="p-002"))


@pytest.mark.parametrize(
    ("measure", "code"), [("restrict", "for-restricted-customer"), ("erase", "for-erased-customer")]
)
async def test_the_desk_itself_opens_nothing_for_and_adds_nothing_about_who_is_restricted_or_erased(
    desk: TicketDesk, measure: Measure, code: str
) -> None:
    number = (await desk.open(CALL, by(customer="customer-C1"))).number
    await restricted(desk, "customer-C1", measure)
    with pytest.raises(NotAllowed) as opening:
        await desk.open(CALL, by(customer="customer-C1"))
    with pytest.raises(NotAllowed) as adding:
        await desk.handle(number, AddNote(text="客户在家等候"), by())
    assert (opening.value.code, adding.value.code) == (code, code)
    ended = CancelTicket(cancelled_as="withdrawn", reason="客户撤回")
    assert len((await desk.handle(number, ended, by())).events) == 1
    with pytest.raises(NotAllowed) as returning:
        await desk.begin(MATTERS["return"], RETURN, by(customer="customer-C1"))
    assert returning.value.code == code
    assert (await desk.open(CALL, by(customer="customer-C2"))).events


async def test_a_note_of_before_the_restriction_sent_again_is_the_same_note(desk: TicketDesk) -> None:
    number = (await desk.open(CALL, by(customer="customer-C1"))).number
    note = AddNote(text="客户在家等候")
    first = await desk.handle(number, note, by(command="note-1"))
    await restricted(desk, "customer-C1")
    assert (await desk.handle(number, note, by(command="note-1"))).events == first.events


async def test_who_took_leave_approves_no_plan_that_day_and_who_is_unknown_answers_for_none(desk: TicketDesk) -> None:
    number = await graded(desk)
    await employed(desk)
    await employed(desk, "007")
    supervisor = by("supervisor", staff="007")
    propose = ProposePlan(steps="更换主板", owner="003", deadline=MAY + timedelta(hours=8))
    with pytest.raises(NotAllowed) as unknown:
        await desk.handle(number, propose.model_copy(update={"owner": "999"}), by())
    await desk.handle(number, propose, by())
    await desk.act("staff-007", TakeLeave(since=TODAY, until=TODAY, kind="sick"), by("supervisor", staff="005"))
    with pytest.raises(NotAllowed) as away:
        await desk.handle(number, ApprovePlan(plan=1), supervisor)
    assert (unknown.value.code, away.value.code) == ("staff-not-on-record", "on-leave")
    assert (await desk.handle(number, ApprovePlan(plan=1), by("supervisor", staff="006"))).events


async def refuses(desk: TicketDesk, key: str, command: Command, *roles: str) -> str:
    with pytest.raises(NotAllowed) as refusal:
        await desk.act(key, command, by(*roles))
    return refusal.value.code


async def test_a_ticket_is_routed_by_hand_to_who_works_here(desk: TicketDesk) -> None:
    key = f"ticket-{(await desk.open(CALL, by())).number}"
    to_them = RouteTicket(staff="003")
    assert len((await desk.act(key, RouteTicket(staff="999"), by())).events) == 1  # no staff records are kept
    await employed(desk, "004")
    assert await refuses(desk, key, to_them) == "staff-not-on-record"
    await employed(desk)
    assert len((await desk.act(key, to_them, by())).events) == 1
    await desk.act("staff-004", EndEmployment(since=TODAY), by("administrator", staff="adm"))
    assert await refuses(desk, key, RouteTicket(staff="004")) == "staff-not-employed"


async def test_a_key_customer_is_looked_after_by_who_works_here(desk: TicketDesk) -> None:
    await employed(desk, "004")
    register = RegisterCustomer(name="远山科技", tier="key", dedicated_staff="003")
    assert await refuses(desk, "customer-1", register) == "staff-not-on-record"
    await employed(desk)
    assert len((await desk.act("customer-1", register, by())).events) == 1
    agreed = AgreeContract(tier="key", dedicated_staff="999")
    assert await refuses(desk, "customer-1", agreed) == "staff-not-on-record"
    assert len((await desk.act("customer-1", AgreeContract(tier="key", dedicated_staff="004"), by())).events) == 1


async def test_only_who_is_on_record_is_stood_in_for(desk: TicketDesk) -> None:
    await employed(desk, "004")
    stand_in = NameStandIn(absent="003", since=TODAY, until=TODAY)
    assert await refuses(desk, "staff-004", stand_in, "supervisor") == "staff-not-on-record"
    await employed(desk)
    assert len((await desk.act("staff-004", stand_in, by("supervisor"))).events) == 1
