"""Tasks as a ticket, an incident, care, a complaint and a return go on; on both databases."""

from datetime import date
from decimal import Decimal
from typing import Any

from domain.matters.care.events import CareAssigned, CareEnded, CareGiven, CareMoved, CarePlanned
from domain.matters.complaints.events import (
    ComplaintAssessed,
    ComplaintClosed,
    ComplaintGiven,
    ComplaintHandled,
    ComplaintRaised,
    ComplaintSurveyAnswered,
)
from domain.matters.incidents.events import (
    AlarmConfirmed,
    AlarmRaised,
    IncidentClosed,
    IncidentReviewed,
    MeasureTaken,
    ResponseTeamCalled,
    ServiceRestored,
)
from domain.matters.incidents.vocabulary import Member
from domain.matters.returns.events import CustomerTold, RefundMade, ReturnRefused, ReturnRequested, SettlementAgreed
from domain.ticket import events as e
from domain.ticket.vocabulary import Channel, Stage
from projections.store import ReadStore
from tests.projections.conftest import Running
from tests.projections.logs import ListLog, at
from tests.projections.test_tasks import OPENED, N, happen, rows, tasks


async def test_what_a_solution_makes_needless_is_no_task_after_it(log: ListLog, store: ReadStore, running: Running):
    happen(
        log,
        OPENED,
        e.ReceiptAcknowledged(),
        e.EngineerDispatched(engineer="e-1"),
        e.DispatchDeclined(engineer="e-1", stage=Stage.GRADED),
        e.PlanProposed(plan=1, steps="换主板", owner="a-001", deadline=at("18:00")),
        e.PlanRejected(plan=1, reason="太贵"),
        e.PartRequested(request=1, part="主板", quantity=1),
        e.CooperationRequested(request=1, what="清空橱柜", due=at("18:00")),
    )
    before = {task for task, _, _ in await tasks(log, store, running)}
    assert before == {"dispatch-again", "plan-anew", "confirm-part", "see-to-cooperation"}
    happen(log, e.TicketResolved())
    assert {task for task, _, _ in await tasks(log, store, running)} == {"send-survey", "get-confirmation"}


async def test_the_survey_is_owed_also_after_closing_while_its_clock_runs(
    log: ListLog, store: ReadStore, running: Running
):
    happen(log, OPENED, e.ReceiptAcknowledged(), e.TicketResolved(), e.ResolutionConfirmed(signature="张三"))
    happen(log, e.TicketClosed(closed_as="satisfied"))
    found = {row["task"]: row for row in await rows(log, store, running)}
    assert found.keys() == {"send-survey", "archive"}
    assert found["send-survey"]["due"] is not None
    happen(log, e.SurveySent(survey=1, channel=Channel.EMAIL, form="handbook@1"))
    assert [task for task, _, _ in await tasks(log, store, running)] == ["archive"]


async def test_an_appliance_needs_a_technical_answer_within_its_grades_limit(
    log: ListLog, store: ReadStore, running: Running
):
    log.happen(N, OPENED, at("09:30"), policy="appliance@1", by="a-001")
    found = {row["task"]: row["due"] for row in await rows(log, store, running)}
    assert found == {"respond": at("09:30", "2024-05-04"), "acknowledge": None}
    happen(log, e.CustomerContacted(channel=Channel.PHONE), policy="appliance@1")
    assert "respond" in {task for task, _, _ in await tasks(log, store, running)}
    happen(log, e.CustomerContacted(channel=Channel.PHONE, technical=True), policy="appliance@1")
    assert "respond" not in {task for task, _, _ in await tasks(log, store, running)}


async def test_the_emergency_team_acts_from_the_confirmed_alarm_to_the_review(
    log: ListLog, store: ReadStore, running: Running
):
    steps = (
        (AlarmRaised(signal="interruption", words="服务中断"), "judge-alarm", "supervisor"),
        (AlarmConfirmed(reason="属实"), "call-team", "emergency-team"),
        (ResponseTeamCalled(team=(Member(staff="006", duty="lead"),)), "restore-service", "emergency-team"),
        (MeasureTaken(what="切换线路", staff="006", at=at("10:00")), "restore-service", "emergency-team"),
        (ServiceRestored(at=at("10:30"), words="已恢复"), "review-incident", "emergency-team"),
        (IncidentReviewed(cause="线路老化", lessons="双线路"), "close-incident", "supervisor"),
    )
    for event, task, role in steps:
        log.record("incident-YJ202405-00001", event)
        assert await tasks(log, store, running) == [(task, "role", role)]
    log.record("incident-YJ202405-00001", IncidentClosed())
    assert await tasks(log, store, running) == []


async def care(log: ListLog, store: ReadStore, running: Running, event: Any) -> list[tuple[str | None, Any]]:
    """Whose it is after an event, and until when."""
    log.record("care-GH202405-00001", event)
    return [(row["handler"], row["due"]) for row in await rows(log, store, running)]


async def test_periodic_care_is_a_task_again_for_its_next_day_until_it_ends(
    log: ListLog, store: ReadStore, running: Running
):
    planned = CarePlanned(care="maintenance", first=date(2024, 5, 31), months=1, staff="e-003")
    assert await care(log, store, running, planned) == [("e-003", at("23:59", "2024-05-31"))]
    assert await care(log, store, running, CareGiven(due=date(2024, 5, 31), outcome="not-reached")) == [
        ("e-003", at("23:59", "2024-05-31"))
    ]
    assert await care(log, store, running, CareGiven(due=date(2024, 5, 31), outcome="done")) == [
        ("e-003", at("23:59", "2024-06-30"))
    ]
    assert await care(log, store, running, CareMoved(due=date(2024, 7, 3), reason="客户出差")) == [
        ("e-003", at("23:59", "2024-07-03"))
    ]
    assert await care(log, store, running, CareAssigned(staff="e-004")) == [("e-004", at("23:59", "2024-07-03"))]
    assert await care(log, store, running, CareGiven(due=date(2024, 7, 3), outcome="done")) == [
        ("e-004", at("23:59", "2024-08-03"))
    ]
    assert await care(log, store, running, CareEnded(reason="客户不再需要")) == []


async def test_care_that_is_given_once_is_over_with_it(log: ListLog, store: ReadStore, running: Running):
    await care(log, store, running, CarePlanned(care="return-visit", first=date(2024, 6, 1), staff="a-001"))
    assert await care(log, store, running, CareGiven(due=date(2024, 6, 1), outcome="done")) == []


async def test_a_complaint_that_its_customer_sends_back_is_its_handlers_again(
    log: ListLog, store: ReadStore, running: Running
):
    key = "complaint-TS202405-00001"
    handled = ComplaintHandled(cause="person", words="道歉", measures="培训")
    for event in (
        ComplaintRaised(categories=("attitude",), words="态度差"),
        ComplaintAssessed(weight="complex", severity="serious", reason="多次"),
        ComplaintGiven(staff="ch-2"),
        handled,
    ):
        log.record(key, event)
    assert await tasks(log, store, running) == [("survey-complainant", "role", "agent")]
    log.record(key, ComplaintSurveyAnswered(score=2, satisfied=False))
    (again,) = await rows(log, store, running)
    assert (again["task"], again["to"], again["handler"]) == ("handle-complaint", "handler", "ch-2")
    log.record(key, handled)
    log.record(key, ComplaintSurveyAnswered(score=5, satisfied=True))
    assert await tasks(log, store, running) == [("close-complaint", "role", "complaint-handler")]
    log.record(key, ComplaintClosed(closed_as="satisfied"))
    assert await tasks(log, store, running) == []


async def test_a_refused_return_is_to_be_told_and_a_refund_is_an_agents(
    log: ListLog, store: ReadStore, running: Running
):
    refused, repaid = "return-TH202405-00001", "return-TH202405-00002"
    wanted = ReturnRequested(wanted="refund", voucher="invoice", condition="used", reason="不制冷")
    log.record(refused, wanted)
    log.record(refused, ReturnRefused(reason="超过期限"))
    assert await tasks(log, store, running) == [("tell-refusal", "role", "agent")]
    log.record(refused, CustomerTold(step="reviewed", channel=Channel.PHONE))
    log.record(repaid, wanted)
    log.record(repaid, SettlementAgreed(settlement="refund"))
    assert await tasks(log, store, running) == [("make-refund", "role", "agent")]
    log.record(repaid, RefundMade(amount=Decimal(100), reference="TK1"))
    assert await tasks(log, store, running) == [("complete-return", "role", "agent")]
