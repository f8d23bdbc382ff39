"""What a refusal says, what is possible at a stage, and how what another system reports is judged."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.refusals import NotAllowed
from domain.ticket.commands import COMMANDS, AcknowledgeReceipt, LogWork
from domain.ticket.decide import POSSIBLE, decide, judge, possible, steps
from domain.ticket.events import (
    DispatchAccepted,
    EngineerDispatched,
    FaultDiagnosed,
    FeeAccepted,
    RemoteAssistanceGiven,
    TicketAbsorbed,
    TicketCancelled,
    TicketClosed,
    TicketEvent,
    TicketGraded,
    TicketResolved,
    VisitPromised,
    WorkLogged,
)
from domain.ticket.vocabulary import Stage
from tests.domain.examples import ARRIVED, PLAN, QUOTED, READY, VISIT
from tests.domain.specification import (
    ACCEPTED,
    ACKNOWLEDGED,
    DISPATCHED,
    ELSEWHERE,
    ENDED,
    GRADED,
    LIVE,
    NOON,
    OPENED,
    SOLVED,
    WORKING,
    recorded,
    state,
)


def test_a_refusal_says_what_is_not_so_and_what_would_be_allowed() -> None:
    ticket = state(*ENDED)
    with pytest.raises(NotAllowed) as refusal:
        decide(ticket, AcknowledgeReceipt(), LIVE)
    assert (
        refusal.value.say("zh")
        == "工单当前为“已结案”，不能首次响应；现在可以：发送满意度调查、回访、归档、重新处理、备注。"
    )
    assert refusal.value.say("en").endswith("possible now: send the survey, follow up, archive, reopen, note.")


def test_the_possible_actions_are_those_that_decide_does_not_refuse_for_the_stage() -> None:
    assert set(POSSIBLE) == set(COMMANDS)
    assert steps(Stage.CLOSED) == ("send-survey", "follow-up", "archive", "reopen", "note")
    assert set(steps(Stage.CLOSED)) < set(possible(Stage.CLOSED))
    assert "dispatch" in possible(Stage.GRADED)


def test_live_work_would_have_recorded_what_follows_the_rules() -> None:
    assert judge(None, OPENED, ELSEWHERE) is None
    assert judge(state(*SOLVED), TicketClosed(), ELSEWHERE) is None
    assert judge(state(OPENED, GRADED), DispatchAccepted(engineer="003"), ELSEWHERE) is None


@pytest.mark.parametrize(
    ("history", "event"),
    [((OPENED, GRADED), TicketGraded(severity="urgent")), (SOLVED, TicketResolved()), (ENDED, TicketClosed())],
)
def test_what_changed_nothing_is_flagged_as_already_so(history: tuple, event: object) -> None:
    assert judge(state(*history), event, ELSEWHERE) == "already-so"


@pytest.mark.parametrize(
    ("history", "event"),
    [
        (ENDED, TicketGraded(severity="general")),
        (ENDED, ACCEPTED),
        (ENDED, TicketResolved()),
        ((OPENED,), DISPATCHED),
        ((OPENED,), TicketClosed()),
        ((), TicketResolved()),
        (WORKING, OPENED),
    ],
)
def test_what_the_rules_refuse_is_flagged_as_not_allowed(history: tuple, event: object) -> None:
    assert judge(state(*history), event, ELSEWHERE) == "not-allowed"


UNPLANNED = (OPENED, ACKNOWLEDGED, GRADED, DISPATCHED, ARRIVED)
"""Urgent, on site, with neither plan nor consent."""


@pytest.mark.parametrize(
    ("history", "event"),
    [
        ((OPENED,), TicketGraded(severity="P1")),
        ((OPENED,), FaultDiagnosed(finding="x", found_by="remote")),
        ((OPENED,), FaultDiagnosed(finding="x", category="printer")),
        ((OPENED,), RemoteAssistanceGiven(actions="x")),
        ((OPENED,), PLAN),
        ((OPENED,), DispatchAccepted(engineer="003")),
        ((OPENED,), TicketResolved()),
        ((OPENED,), TicketCancelled(cancelled_as="duplicate")),
        (WORKING, EngineerDispatched(engineer="004")),
        ((*WORKING, VISIT), VisitPromised(at=NOON)),
        (UNPLANNED, WorkLogged(work="repair", steps="x")),
        ((*UNPLANNED, QUOTED), FeeAccepted(quote=1, by="张伟", given="phone")),
        (WORKING, TicketClosed(closed_as="supervisor")),
    ],
    ids=lambda part: getattr(part, "stored_name", ""),
)
def test_what_live_work_asks_for_is_forgiven_where_another_system_did_without(
    history: tuple[TicketEvent, ...], event: TicketEvent
) -> None:
    assert judge(state(*history), event, ELSEWHERE) is None


def test_the_order_of_times_is_another_systems_own() -> None:
    history = tuple(recorded(event) for event in READY)
    earlier = replace(ELSEWHERE, at=NOON - timedelta(hours=1), history=history)
    repair = LogWork(work="repair", steps="x")
    assert decide(state(*READY), repair, earlier) == [WorkLogged(work="repair", steps="x")]


def test_what_no_command_leads_to_is_flagged_as_not_allowed() -> None:
    assert judge(state(OPENED), TicketAbsorbed(other="1"), ELSEWHERE) == "not-allowed"
