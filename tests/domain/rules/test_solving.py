"""What may be resolved: a repair that was planned and agreed to, or what needed none (R15, R21, R24)."""

import pytest

from domain.ticket.commands import CloseTicket, ResolveTicket
from domain.ticket.events import (
    FeeDeclined,
    HandlingStarted,
    RepairRefused,
    TicketClosed,
    TicketEvent,
    TicketReopened,
    WorkLogged,
)
from domain.ticket.vocabulary import Kind
from tests.domain.examples import ARRIVED, GUIDED, INSPECTED, PLAN, PLAN_REJECTED, QUOTED, READY, SHARED
from tests.domain.specification import ACKNOWLEDGED, DIAGNOSED, GRADED, OPENED, RESOLVED, WORKING, given

RESOLVE = ResolveTicket(handling="更换制冷剂")
OTHER = WorkLogged(work="other", steps="整理线缆")
OPERATION = DIAGNOSED.model_copy(update={"fault_type": "operation"})
ASKED = OPENED.model_copy(update={"kind": Kind.CONSULTATION})
SITE = (*WORKING, ARRIVED)
"""An urgent fault, on site, without plan, meeting or consent."""


@pytest.mark.parametrize(
    "history",
    [
        (*SITE, GUIDED),
        (*SITE, INSPECTED, OPERATION),
        (*SITE, INSPECTED, GUIDED),
        (*SITE, GUIDED, PLAN, PLAN_REJECTED),
        (*SITE, RepairRefused(reason="换新机")),
        (*SITE, QUOTED, FeeDeclined(quote=1)),
        (*WORKING, HandlingStarted(where="remote"), OTHER),
        (*WORKING, HandlingStarted(where="send-in"), INSPECTED, GUIDED),
        (ASKED, *SITE[1:], OTHER),
        (*READY, OTHER),
        (*READY, WorkLogged(work="repair", steps="更换制冷剂"), GRADED, SHARED),
        (*SITE, OTHER, RESOLVED, TicketReopened(reason="再次报警"), GUIDED),
    ],
    ids=[
        "only explained",
        "a fault of operation",
        "looked into and explained",
        "the plan rejected",
        "the repair refused",
        "the price declined",
        "from afar",
        "sent in, looked into and explained",
        "a consultation",
        "planned and agreed to",
        "graded higher after the repair",
        "of the first remedy",
    ],
)
def test_it_is_resolved_where_nothing_was_carried_out_without_a_plan(history: tuple[TicketEvent, ...]) -> None:
    given(*history).when(RESOLVE).then(RESOLVED)


def test_where_the_policy_asks_for_no_plan_none_is_needed() -> None:
    given(OPENED, ACKNOWLEDGED, ARRIVED, OTHER).under("appliance").when(RESOLVE).then(RESOLVED)


def test_a_supervisor_closes_what_cannot_be_resolved() -> None:
    close = CloseTicket(closed_as="supervisor", reason="未走方案流程，已补救")
    closed, *_ = given(*SITE, OTHER).when(close).caused()
    assert closed == TicketClosed(closed_as="supervisor", reason="未走方案流程，已补救")
