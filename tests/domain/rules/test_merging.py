"""Merging (合并, R8): nothing is lost that was agreed, promised or under way."""

from decimal import Decimal

import pytest

from domain.ticket.commands import MergeTicket
from domain.ticket.events import CompensationGiven, FeeDeclined, PartConfirmed, TicketEvent
from tests.domain.examples import (
    AGREED_FEE,
    AT_WORK,
    CHARGED,
    PART,
    PROMISED,
    QUOTED,
    RECEIVED,
    RESERVED,
    SHIPPED,
)
from tests.domain.specification import given

MERGE = MergeTicket(into="202405-00122", reason="重复报修")


@pytest.mark.parametrize(
    "settled",
    [
        (*AGREED_FEE, CHARGED),
        (*AGREED_FEE, CHARGED.model_copy(update={"amount": Decimal(80)})),
        (*AT_WORK, QUOTED),
        (*AGREED_FEE, FeeDeclined(quote=1)),
        (*PROMISED, CompensationGiven(compensation=1)),
        (*AT_WORK, PART, RESERVED, SHIPPED, RECEIVED),
        (*AT_WORK, PART, RESERVED, PartConfirmed(request=1, available=False)),
    ],
    ids=["charged", "charged for less", "only offered", "declined", "given", "received", "released"],
)
def test_what_is_settled_is_merged(settled: tuple[TicketEvent, ...]) -> None:
    given(*settled).when(MERGE).then(MERGE.causes.model_validate(MERGE.model_dump()))
