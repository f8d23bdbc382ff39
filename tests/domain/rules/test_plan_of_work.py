"""The plan is judged over the whole remedy: what a correction shows to have lacked it asks for it at the solution."""

from dataclasses import replace

import pytest

from domain.record.envelope import Source
from domain.ticket.commands import LogWork, ResolveTicket, UsePart
from domain.ticket.decide import decide
from domain.ticket.events import (
    CorrectionRecorded,
    FaultDiagnosed,
    FeeDeclined,
    PartUsed,
    RemoteAssistanceGiven,
    RepairRefused,
    TicketEvent,
    TicketGraded,
    WorkLogged,
)
from domain.ticket.state import fold
from domain.ticket.vocabulary import Kind
from tests.domain.examples import APPROVED, AT_WORK, GENERAL, GUIDED, MET, PLAN, QUOTED, SETTLED, SHARED
from tests.domain.specification import ACKNOWLEDGED, GRADED, LIVE, OPENED, REJECTED, RESOLVED, WORKING, given, recorded

RESOLVE = ResolveTicket(handling="更换主板")
REPLACED = WorkLogged(work="replacement", steps="更换主板", materials="主板")
MADE_A_QUESTION = CorrectionRecorded(version=1, field="kind", right="consultation", reason="x")
MADE_A_FAULT_AGAIN = CorrectionRecorded(version=1, field="kind", right="fault", reason="改回")
URGENT = (OPENED, ACKNOWLEDGED, GRADED)
ASSISTED = RemoteAssistanceGiven(actions="重装系统")
DIAGNOSED_OPERATION = FaultDiagnosed(finding="设置有误", fault_type="operation")
RESOLVED_SO = RESOLVED.model_copy(update={"handling": "更换主板"})


def between(*work: TicketEvent) -> tuple[TicketEvent, ...]:
    """Done on an urgent fault while it was called a question."""
    return (*WORKING, MADE_A_QUESTION, *work, MADE_A_FAULT_AGAIN)


@pytest.mark.parametrize(
    "work", [REPLACED, PartUsed(part="主板", quantity=1), GUIDED.model_copy(update={"materials": "主板"})], ids=repr
)
def test_work_on_what_was_called_a_question_for_a_while_needs_its_plan(work: TicketEvent) -> None:
    given(*between(work)).when(RESOLVE).then_refused("no-plan")
    given(*between(work), PLAN).when(RESOLVE).then_refused("plan-not-approved")


def test_its_plan_needs_the_meeting_that_its_grade_asks_for() -> None:
    given(*between(REPLACED), PLAN, APPROVED).when(RESOLVE).then_refused("no-meeting")
    given(*between(REPLACED), MET, PLAN, APPROVED, SHARED).when(RESOLVE).then(RESOLVED_SO)


def test_guidance_to_what_was_called_a_question_needs_none() -> None:
    given(*between(GUIDED)).when(RESOLVE).then(RESOLVED_SO)


A_QUESTION = OPENED.model_copy(update={"kind": Kind.CONSULTATION})


def test_what_always_was_a_question_needs_none() -> None:
    given(A_QUESTION, *WORKING[1:], REPLACED).when(RESOLVE).then(RESOLVED_SO)


def test_what_turned_out_to_be_a_question_is_answered_without_a_plan() -> None:
    given(*WORKING, MADE_A_QUESTION, GUIDED).when(RESOLVE).then(RESOLVED_SO)


@pytest.mark.parametrize(
    "work",
    [
        LogWork(work="replacement", steps="更换主板"),
        LogWork(work="other", steps="更换", materials="主板"),
        UsePart(part="主板"),
    ],
    ids=repr,
)
def test_no_correction_of_the_kind_takes_the_plan_from_a_repair(work: LogWork | UsePart) -> None:
    given(*WORKING, MADE_A_QUESTION).when(work).then_refused("no-plan")
    assert given(*WORKING, MADE_A_QUESTION, MET, PLAN, APPROVED).when(work).caused()
    given(*WORKING, MADE_A_QUESTION, REPLACED).when(RESOLVE).then_refused("no-plan")


@pytest.mark.parametrize(
    "refused", [(RepairRefused(reason="不修了"),), (QUOTED, FeeDeclined(quote=1))], ids=["the repair", "the price"]
)
def test_what_was_repaired_without_its_plan_is_not_solved_by_a_refusal(refused: tuple[TicketEvent, ...]) -> None:
    given(*between(REPLACED), *refused).when(RESOLVE).then_refused("no-plan")
    given(*between(GUIDED), *refused).when(RESOLVE).then(RESOLVED_SO)


def test_a_plan_that_was_there_before_the_work_is_enough() -> None:
    given(*SETTLED, PLAN, APPROVED, SHARED, REPLACED).when(RESOLVE).then(RESOLVED_SO)


def test_a_lower_grade_after_the_work_leaves_the_need_as_it_was() -> None:
    lowered = TicketGraded(severity="general", reason="误判")
    given(*between(REPLACED), lowered, PLAN, APPROVED).when(RESOLVE).then_refused("no-meeting")


def test_work_of_an_earlier_remedy_is_not_asked_about_again() -> None:
    given(*between(REPLACED), RESOLVED, REJECTED, GUIDED).when(RESOLVE).then(RESOLVED_SO)


@pytest.mark.parametrize(
    "before",
    [
        (OPENED, ACKNOWLEDGED, GENERAL),
        (*URGENT, GUIDED),
        (*URGENT, DIAGNOSED_OPERATION),
        (*URGENT, MET, PLAN, APPROVED, SHARED),
    ],
    ids=["of a lower grade", "guided besides", "a fault of operation", "planned"],
)
def test_remote_assistance_solves_what_needs_no_meeting_or_is_simple_or_planned(
    before: tuple[TicketEvent, ...],
) -> None:
    given(*before, ASSISTED).when(RESOLVE).then(RESOLVED_SO)


def test_remote_assistance_alone_does_not_solve_an_urgent_fault() -> None:
    given(*URGENT, ASSISTED).when(RESOLVE).then_refused("no-plan")


def test_work_that_another_system_told_of_is_not_judged() -> None:
    history = [recorded(event, n) for n, event in enumerate((*AT_WORK, REPLACED, GUIDED), 1)]
    told = history[len(AT_WORK)]
    source = Source(name="elsewhere", case="1", ordinal=1)
    history[len(AT_WORK)] = replace(told, envelope=told.envelope.model_copy(update={"source": source}))
    assert decide(fold(history), RESOLVE, replace(LIVE, history=tuple(history))) == [RESOLVED_SO]
