"""Tasks: what follows from events for people to do, whose it is, until when, and what ends it; on both databases."""

from datetime import date
from typing import Any

from domain.catalogue import EVENTS
from domain.matters.improvements.events import ImprovementAssigned, ImprovementClosed, ImprovementProposed
from domain.matters.incidents.events import AlarmConfirmed, AlarmDismissed, AlarmRaised
from domain.matters.inspections.events import TicketSampled, TicketScored, Weight
from domain.reports.events import ReportPublished
from domain.ticket import events as e
from domain.ticket.events import TicketEvent
from domain.ticket.vocabulary import Channel, Kind, Stage
from projections import clocks
from projections.store import ReadStore
from projections.tasks.asking import TaskFilter, Whose, count, listed
from projections.tasks.ending import ENDS, OVER
from projections.tasks.folding import PROJECTION
from projections.tasks.kinds import BEGINS, TASKS
from tests.projections.conftest import Running
from tests.projections.logs import ListLog, at, sourced

N = "202405-00001"
OPENED = e.TicketOpened(channel=Channel.PHONE, kind=Kind.FAULT)
LOW = e.SurveyAnswered(survey=1, scores=(e.Score(question="effect", score=2),), low=True)


def happen(log: ListLog, *events: TicketEvent, number: str = N, policy: str | None = "handbook@1") -> None:
    for event in events:
        log.happen(number, event, policy=policy, by="a-001")


async def tasks(log: ListLog, store: ReadStore, running: Running, **only: Any) -> list[tuple[str, str, str | None]]:
    """Task, to whom, and who; in their order."""
    found = await rows(log, store, running, **only)
    return [(row["task"], row["to"], row["whom"]) for row in found]


async def rows(log: ListLog, store: ReadStore, running: Running, **only: Any) -> list[dict[str, Any]]:
    async with running(log, store, projections=[PROJECTION, clocks.PROJECTION]) as runner:
        assert await runner.wait_for(len(log.events), 10.0)
    with store.read() as connection:
        chosen = TaskFilter(**only)
        found = listed(connection, chosen, 100)
        assert count(connection, chosen) == len(found)
        return found


async def test_a_new_ticket_is_to_be_acknowledged_until_the_packs_limit_and_then_no_more(
    log: ListLog, store: ReadStore, running: Running
):
    log.happen(N, OPENED, at("09:30"), policy="handbook@1")
    (task,) = await rows(log, store, running)
    assert (task["task"], task["whom"], task["due"]) == ("acknowledge", "agent", at("10:30"))
    log.happen(N, e.ReceiptAcknowledged(), at("09:40"), policy="handbook@1")
    assert await tasks(log, store, running) == []


async def test_of_a_low_score_the_supervisor_calls_back_within_the_hour_even_after_closing(
    log: ListLog, store: ReadStore, running: Running
):
    happen(
        log,
        OPENED,
        e.ReceiptAcknowledged(),
        e.TicketResolved(),
        e.SurveySent(survey=1, channel=Channel.EMAIL, form="handbook@1"),
    )
    log.happen(N, LOW, at("15:00"), policy="handbook@1")
    happen(log, e.TicketClosed(closed_as="supervisor"))
    (archive, call) = sorted(await rows(log, store, running), key=lambda row: row["task"])
    assert (archive["task"], call["task"], call["whom"], call["ref"]) == ("archive", "call-back", "supervisor", "1")
    assert call["due"] == at("16:00")
    happen(log, e.CallbackMade(survey=1, category="effect", reason="没修好", agreed="重修"))
    assert [task for task, _, _ in await tasks(log, store, running)] == ["archive"]


async def test_a_task_of_the_engineer_passes_to_the_next_one_with_the_ticket(
    log: ListLog, store: ReadStore, running: Running
):
    happen(log, OPENED, e.ReceiptAcknowledged(), e.EngineerDispatched(engineer="e-1"), policy="appliance@1")
    of_first, of_second = Whose(["e-1"], [], []), Whose(["e-2"], [], [])
    assert await tasks(log, store, running, whose=of_first) == [
        ("contact-customer", "engineer", None),
        ("accept-dispatch", "person", "e-1"),
    ]
    happen(log, e.DispatchDeclined(engineer="e-1", stage=Stage.GRADED), policy="appliance@1")
    assert await tasks(log, store, running, whose=Whose([], ["supervisor"], [])) == [
        ("dispatch-again", "role", "supervisor")
    ]
    happen(log, e.EngineerDispatched(engineer="e-2"), policy="appliance@1")
    assert await tasks(log, store, running, whose=of_first) == []
    assert [task for task, _, _ in await tasks(log, store, running, whose=of_second)] == [
        "contact-customer",
        "accept-dispatch",
    ]


async def test_a_department_answers_its_own_requests_until_the_time_that_was_said(
    log: ListLog, store: ReadStore, running: Running
):
    ask = e.CollaborationRequested(request=1, department="product", text="是否批次问题", due=at("18:00"))
    happen(log, OPENED, e.ReceiptAcknowledged(), ask)
    product = Whose([], ["department-contact"], ["product"])
    (task,) = await rows(log, store, running, whose=product)
    assert (task["task"], task["due"]) == ("answer-request", at("18:00"))
    assert await tasks(log, store, running, whose=Whose([], ["department-contact"], ["logistics"])) == []
    assert await tasks(log, store, running, late=at("17:59")) == []
    assert len(await tasks(log, store, running, late=at("18:01"))) == 1
    happen(log, e.CollaborationAnswered(request=1, text="不是"))
    assert await tasks(log, store, running) == []


async def test_teams_keep_to_their_own_and_what_is_of_no_team_is_everybodys(
    log: ListLog, store: ReadStore, running: Running
):
    plan = e.PlanProposed(plan=1, steps="换主板", owner="e-1", deadline=at("18:00"))
    happen(log, OPENED, e.ReceiptAcknowledged(), e.TicketRouted(team="north"), plan)
    north, south = Whose([], ["supervisor"], ["north"]), Whose([], ["supervisor"], ["south"])
    assert await tasks(log, store, running, whose=north) == [("approve-plan", "role", "supervisor")]
    assert await tasks(log, store, running, whose=south) == []
    assert len(await tasks(log, store, running, whose=Whose([], ["supervisor"], []))) == 1
    for roles, many in ((["supervisor"], 1), (["engineer"], 0)):
        meanwhile = Whose([], ["supervisor"], ["south"], [Whose(["s-1"], roles, ["north"])])
        assert len(await tasks(log, store, running, whose=meanwhile)) == many


async def test_what_is_cancelled_needs_nothing_more(log: ListLog, store: ReadStore, running: Running):
    part = e.PartRequested(request=1, part="主板", quantity=1)
    happen(log, OPENED, part)
    assert [task for task, _, _ in await tasks(log, store, running)] == ["acknowledge", "confirm-part"]
    happen(log, e.TicketCancelled(cancelled_as="withdrawn"))
    assert await tasks(log, store, running) == []


async def test_an_import_brings_nobody_work(log: ListLog, store: ReadStore, running: Running):
    log.happen("HD-1", OPENED, source=sourced("1", 1, "x"))
    assert await tasks(log, store, running) == []


async def test_matters_go_step_by_step(log: ListLog, store: ReadStore, running: Running):
    incident, improvement = "incident-YJ202405-00001", "improvement-GJ202405-00001"
    log.record(incident, AlarmRaised(signal="ticket-spike", words="一小时 24 张"))
    log.record(improvement, ImprovementProposed(measure="换门封", origin="incident", quarter="2024-Q2"))
    assert {task for task, _, _ in await tasks(log, store, running)} == {"judge-alarm", "assign-improvement"}
    log.record(incident, AlarmConfirmed(reason="属实"))
    due = date(2024, 6, 30)
    log.record(improvement, ImprovementAssigned(department="product", staff="p-1", due=due))
    found = {row["task"]: row for row in await rows(log, store, running)}
    assert sorted(found) == ["call-team", "carry-out-improvement"]
    assert (found["carry-out-improvement"]["whom"], found["carry-out-improvement"]["due"]) == (
        "p-1",
        at("23:59", "2024-06-30"),
    )
    log.record(improvement, ImprovementClosed(result="effective", measured_by="返修率"))
    log.record("incident-YJ202405-00002", AlarmRaised(signal="ticket-spike", words="误报"))
    log.record("incident-YJ202405-00002", AlarmDismissed(reason="误报"))
    assert [task for task, _, _ in await tasks(log, store, running)] == ["call-team"]


async def test_a_finding_is_answered_by_whose_work_it_is_about(log: ListLog, store: ReadStore, running: Running):
    key = "inspection-ZJ202405-00001"
    weights = (Weight(item="punctual", most=100, weight=1),)
    log.record(key, TicketSampled(form="agent", about="a-7"))
    log.record(key, TicketScored(form="agent", weights=weights, total=40, pass_mark=60, passed=False))
    assert await tasks(log, store, running, whose=Whose(["a-7"], [], [])) == [("answer-finding", "engineer", None)]


def test_every_name_is_an_events_or_a_tasks():
    begun = {each.task for some in BEGINS.values() for each in some}
    assert {*BEGINS, *ENDS, *OVER} <= EVENTS.keys()
    assert begun == TASKS.keys()
    assert {end.task for some in ENDS.values() for end in some} <= begun
    for name, some in BEGINS.items():
        for each in some:
            fields = EVENTS[name].model_fields
            assert {field for field in (each.ref, each.due) if field} <= fields.keys(), name
            if each.to in ("person", "department"):
                assert each.whom in fields, name


async def test_a_report_that_is_nearly_due_is_the_managers_to_bring_out_until_it_is_out(
    log: ListLog, store: ReadStore, running: Running
):
    due = at("23:59", "2024-06-05")
    said: dict[str, Any] = {"clock": "monthly-analysis", "started": "2024-05-ended", "period": 1, "due": due}
    log.record("report-2024-05", e.DeadlineWarned(**said), at("00:00", "2024-06-05"))
    (task,) = await rows(log, store, running)
    assert (task["number"], task["belongs_to"], task["task"], task["whom"], task["due"]) == (
        "2024-05",
        "report",
        "publish-report",
        "manager",
        due,
    )
    log.record("report-2024-05", e.DeadlineMissed(**said), at("00:01", "2024-06-06"))
    assert len(await rows(log, store, running, late=at("00:02", "2024-06-06"))) == 1
    out: dict[str, Any] = {"period": "2024-05", "span": "month", "edition": 1, "through": 1, "due": due}
    published = ReportPublished(**out, figures=(), flagged=(), improvements=())
    log.record("report-2024-05", published, at("09:00", "2024-06-06"))
    assert await tasks(log, store, running) == []


async def test_a_tickets_own_deadline_is_no_task_of_a_report(log: ListLog, store: ReadStore, running: Running):
    log.happen(N, OPENED, at("09:30"), policy="handbook@1")
    said: dict[str, Any] = {"clock": "first-response", "started": log.events[0].envelope.id, "period": 1}
    log.happen(N, e.DeadlineMissed(**said, due=at("10:30")), at("10:31"), policy="handbook@1")
    assert [task for task, _, _ in await tasks(log, store, running)] == ["acknowledge"]
