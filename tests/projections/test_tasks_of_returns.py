"""Tasks of what either side of a return pays: large refunds are supervisors', fees that were paid in vain go back."""

from decimal import Decimal

from domain.matters.returns.events import (
    GoodsSentBack,
    RefundApprovalAsked,
    RefundApproved,
    RefundRejected,
    ReturnCompleted,
    ReturnEnded,
    ReturnEvent,
    ReturnFeePaid,
    ReturnFeeRepaid,
    ReturnFeeWaived,
    ReturnRequested,
    SettlementAgreed,
)
from projections.store import ReadStore
from tests.projections.conftest import Running
from tests.projections.logs import ListLog
from tests.projections.test_tasks import tasks

KEY = "return-TH202405-00001"
WANTED = ReturnRequested(wanted="refund", voucher="invoice", condition="used", reason="不制冷")
SIXTY, EIGHTY = Decimal(60), Decimal(80)
BACK = SettlementAgreed(settlement="send-back", fee=SIXTY)
PAID = ReturnFeePaid(settlement="send-back", amount=SIXTY, reference="SK-1")
FREE = SettlementAgreed(settlement="send-back", paid=SIXTY)
SENT_BACK = GoodsSentBack(carrier="顺丰", tracking="SF1")


async def after(log: ListLog, store: ReadStore, running: Running, *events: ReturnEvent) -> set[tuple[str, str | None]]:
    """Task and role of what is to be done then."""
    for event in events:
        log.record(KEY, event)
    return {(task, whom) for task, _, whom in await tasks(log, store, running)}


async def test_a_large_refund_is_a_supervisors_to_judge_and_then_an_agents(
    log: ListLog, store: ReadStore, running: Running
):
    settled = (WANTED, SettlementAgreed(settlement="refund"))
    assert await after(log, store, running, *settled) == {("make-refund", "agent")}
    asked = RefundApprovalAsked(amount=Decimal(6800))
    assert await after(log, store, running, asked) == {("approve-refund", "supervisor")}
    assert await after(log, store, running, RefundRejected(reason="请附发票")) == {("settle-return", "agent")}
    assert await after(log, store, running, asked) == {("approve-refund", "supervisor")}
    assert await after(log, store, running, RefundApproved(amount=Decimal(6800))) == {("make-refund", "agent")}


async def test_a_fee_that_was_paid_before_is_not_collected_again(log: ListLog, store: ReadStore, running: Running):
    assert await after(log, store, running, WANTED, BACK) == {("collect-return-fee", "agent")}
    assert await after(log, store, running, PAID) == {("send-goods-back", "warehouse")}
    same = SettlementAgreed(settlement="exchange", fee=SIXTY, paid=SIXTY)
    assert await after(log, store, running, same) == {("carry-out-settlement", "warehouse")}
    dearer = SettlementAgreed(settlement="exchange", fee=EIGHTY, paid=SIXTY)
    assert await after(log, store, running, dearer) == {("collect-return-fee", "agent")}
    waived = ReturnFeeWaived(settlement="exchange", amount=Decimal(20), reason="不再答复")
    assert await after(log, store, running, waived) == {("carry-out-settlement", "warehouse")}


async def test_what_was_paid_too_much_is_to_be_repaid_until_it_is_whatever_is_done_besides(
    log: ListLog, store: ReadStore, running: Running
):
    owed = ("repay-return-fee", "agent")
    assert await after(log, store, running, WANTED, BACK, PAID, FREE) == {owed, ("send-goods-back", "warehouse")}
    assert await after(log, store, running, SENT_BACK) == {owed, ("complete-return", "agent")}
    repaid = ReturnFeeRepaid(amount=SIXTY, reference="TK-1")
    assert await after(log, store, running, repaid) == {("complete-return", "agent")}
    assert await after(log, store, running, ReturnCompleted()) == set()


async def test_of_a_return_that_ended_unfinished_what_is_held_goes_back_and_nothing_else_is_to_be_done(
    log: ListLog, store: ReadStore, running: Running
):
    ended = ReturnEnded(reason="客户失联", held=SIXTY)
    assert await after(log, store, running, WANTED, BACK, PAID, ended) == {("repay-return-fee", "agent")}
    assert await after(log, store, running, ReturnFeeRepaid(amount=SIXTY, reference="TK-1")) == set()


async def test_of_a_return_that_ended_with_nothing_held_nothing_is_to_be_done(
    log: ListLog, store: ReadStore, running: Running
):
    assert await after(log, store, running, WANTED, BACK, ReturnEnded(reason="客户失联")) == set()
