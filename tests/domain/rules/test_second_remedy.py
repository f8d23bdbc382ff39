"""What is settled anew where the customer did not accept the first remedy, or goodwill was rejected (R28, R32)."""

from decimal import Decimal

import pytest

from domain.ticket.commands import (
    ChargeFee,
    DispatchEngineer,
    LogWork,
    ProposeCompensation,
    ProposePlan,
    QuoteFee,
    StartHandling,
)
from domain.ticket.events import (
    CompensationGiven,
    CompensationRejected,
    FeeQuoted,
    HandlingStarted,
    PlanProposed,
    TicketEvent,
)
from tests.domain.examples import AGREED_FEE, AT_WORK, CHARGED, GOODWILL, GOODWILL_APPROVED, LATER, QUOTED, READY
from tests.domain.specification import DISPATCHED, REJECTED, RESOLVED, given

REPAIR = LogWork(work="repair", steps="更换主板")
AGAIN = (*READY, RESOLVED, REJECTED)
"""The customer did not accept the first remedy."""


def test_what_was_planned_before_is_not_planned_for_a_second_remedy() -> None:
    given(*AGAIN).when(REPAIR).then_refused("no-plan")


def test_versions_go_on_counting_in_the_second_remedy() -> None:
    again = ProposePlan(steps="更换主板", owner="003", deadline=LATER)
    given(*AGAIN).when(again).then(PlanProposed(plan=2, steps="更换主板", owner="003", deadline=LATER))


def test_the_second_remedy_begins_with_a_start_of_its_own() -> None:
    given(*AGAIN).when(StartHandling(where="on-site")).then(HandlingStarted(where="on-site"))
    given(*AGAIN).when(DispatchEngineer(engineer="003")).then(DISPATCHED)


def test_a_second_remedy_may_have_a_price_of_its_own() -> None:
    history = (*AGREED_FEE, CHARGED, RESOLVED, REJECTED)
    given(*history).when(QuoteFee(amount=Decimal(60))).then(FeeQuoted(quote=2, amount=Decimal(60)))


@pytest.mark.parametrize("before", [AGREED_FEE, (*AGREED_FEE, CHARGED)], ids=["agreed to", "charged"])
def test_the_same_price_for_a_second_remedy_is_a_quote_of_its_own(before: tuple[TicketEvent, ...]) -> None:
    again = QUOTED.model_copy(update={"quote": 2})
    second = (*before, RESOLVED, REJECTED)
    given(*second).when(QuoteFee(amount=Decimal(480), items="主板")).then(again)
    given(*second, again).when(ChargeFee(quote=1, amount=Decimal(480))).then_refused("not-newest-quote")
    given(*second, again).when(ChargeFee(quote=2, amount=Decimal(480))).then_refused("fee-not-accepted")


@pytest.mark.parametrize(
    "over",
    [(CompensationRejected(compensation=1, reason="未超期"),), (GOODWILL_APPROVED, CompensationGiven(compensation=1))],
    ids=["rejected", "given"],
)
def test_goodwill_that_was_rejected_or_given_can_be_proposed_again(over: tuple[TicketEvent, ...]) -> None:
    given(*AT_WORK, GOODWILL, *over).when(ProposeCompensation(what="延长保修三个月", reason="久等备件")).then(
        GOODWILL.model_copy(update={"compensation": 2})
    )
