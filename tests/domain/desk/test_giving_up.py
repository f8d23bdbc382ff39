"""Giving up a ticket that others live on in: not even in the moment in which they come to it."""

import asyncio

import pytest

from domain.application import TicketDesk
from domain.refusals import NotAllowed
from domain.ticket.commands import CancelTicket, LinkTicket, MergeTicket
from gongdan.storing.store import NatsEventStore
from tests.domain.desk.asking import CALL, by
from tests.domain.desk.lives import MAY
from tests.domain.specification import SHANGHAI


async def test_a_ticket_is_not_cancelled_for_one_that_is_withdrawn_at_once(store: NatsEventStore) -> None:
    """By desks of their own, and though the two were linked before."""
    one, another = [TicketDesk(store, zone=SHANGHAI, clock=lambda: MAY) for _ in range(2)]
    withdraw = CancelTicket(cancelled_as="withdrawn", reason="客户撤回")
    for _ in range(5):
        first, second = [(await one.open(CALL, by())).number for _ in range(2)]
        await one.handle(first, LinkTicket(other=second, relation="duplicate"), by())
        done = await asyncio.gather(
            one.handle(first, CancelTicket(cancelled_as="duplicate", duplicate_of=second, reason="同一故障"), by()),
            another.handle(second, withdraw, by()),
            return_exceptions=True,
        )
        assert len([each for each in done if isinstance(each, NotAllowed)]) == 1
    with pytest.raises(NotAllowed) as refusal:
        await _withdrawn_after_a_merge(one)
    assert refusal.value.code == "others-live-on"


async def _withdrawn_after_a_merge(desk: TicketDesk) -> None:
    first, second = [(await desk.open(CALL, by(customer="customer-C1"))).number for _ in range(2)]
    await desk.handle(first, MergeTicket(into=second), by())
    await desk.handle(second, CancelTicket(cancelled_as="withdrawn", reason="客户撤回"), by())
