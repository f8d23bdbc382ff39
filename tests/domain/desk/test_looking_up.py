"""What the desk looks up in other records before it decides: the log is asked, however it was written."""

from datetime import date

import pytest

from domain.application import TicketDesk
from domain.refusals import NotAllowed, StaleVersion
from domain.staff.commands import EndEmployment, GrantRole, JoinStaff
from domain.staff.vocabulary import Role
from domain.ticket.commands import CancelTicket, DispatchEngineer, GradeTicket
from gongdan.storing.store import NatsEventStore
from tests.domain.desk.asking import CALL, by
from tests.domain.desk.lives import MAY
from tests.domain.specification import SHANGHAI

NEW_YEAR, TODAY = date(2024, 1, 1), date(2024, 5, 1)
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
