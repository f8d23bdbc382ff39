"""Each event's row in the progress table: its step, who did it, and the remark in Chinese and English."""

from decimal import Decimal

import pytest

from domain.staff.events import OfficeAssigned, StaffJoined, StaffRenamed
from domain.ticket.events import (
    EVENTS,
    CorrectionRecorded,
    EngineerArrived,
    EngineerDispatched,
    FaultDiagnosed,
    FeeQuoted,
    HandlingStarted,
    PlanApproved,
    PlanProposed,
    ResolutionRejected,
    SendInAgreed,
    TicketEvent,
    TicketGraded,
    TicketPaused,
    TicketResolved,
    VisitPromised,
    WarrantyAssessed,
    WorkLogged,
)
from projections import progress
from projections.progress import steps
from projections.progress.facts import FACTS
from projections.sheets.sheet import Reader
from projections.sql.rows import Row
from projections.store import ReadStore
from projections.wording.words import STEPS
from tests.projections.every_event import DUE, EVERY, SHOWN
from tests.projections.examples import GRADED, OPENED
from tests.projections.logs import SHANGHAI, ListLog, at
from tests.projections.people import fill

PLAN = PlanProposed(plan=1, steps="更换主板", owner="e-003", deadline=DUE)
CHINESE, ENGLISH = Reader(SHANGHAI), Reader(SHANGHAI, chinese=False)


def row_of(event: TicketEvent) -> Row | None:
    return progress.project(steps.new("1"), ListLog().happen("1", event, at("09:30")))[1]


def shown(store: ReadStore, log: ListLog, reader: Reader = CHINESE) -> list[list[str]]:
    """The table as it is printed."""
    fill(store, progress.PROJECTION, log.events)
    with store.read() as connection:
        rows = progress.page(connection, limit=1000).rows
    return list(progress.SHEET.texts(rows, reader))


def test_every_event_of_a_ticket_has_an_example():
    assert {type(event) for event in EVERY} == set(EVENTS.values())


def test_of_every_event_it_is_decided_whether_it_has_a_row():
    assert set(EVENTS.values()) == steps.WITH_A_ROW | steps.WITHOUT_A_ROW
    assert not steps.WITH_A_ROW & steps.WITHOUT_A_ROW
    assert set(FACTS) == steps.WITH_A_ROW


@pytest.mark.parametrize("event", FACTS)
def test_what_a_row_keeps_is_said_by_the_event(event: type[TicketEvent]):
    facts = FACTS[event]
    named = {*facts.text, *(name for name in (facts.code, facts.person, facts.due) if name)}
    assert named <= set(event.model_fields)


@pytest.mark.parametrize(
    ("event", "step", "chinese", "english"),
    SHOWN,
    ids=[f"{place}-{each[0].stored_name}" for place, each in enumerate(SHOWN)],
)
def test_the_remark_of_an_event(event: TicketEvent, step: str, chinese: str, english: str):
    row = row_of(event)
    assert row is not None
    cells = [progress.SHEET.columns[4].cell(row, reader) for reader in (CHINESE, ENGLISH)]
    assert (STEPS[row["step"]][0], *cells) == (step, chinese, english)


@pytest.mark.parametrize(
    ("before", "step"),
    [
        ((), "远程处理"),
        ((VisitPromised(at=DUE),), "上门维修"),
        ((EngineerDispatched(engineer="e-003", visit_expected=DUE),), "上门维修"),
        ((EngineerDispatched(engineer="e-003"),), "远程处理"),
        ((EngineerArrived(),), "上门维修"),
        ((SendInAgreed(address="某路1号"),), "送修"),
        ((HandlingStarted(where="send-in"),), "送修"),
        ((VisitPromised(at=DUE), HandlingStarted(where="remote")), "远程处理"),
        ((VisitPromised(at=DUE), ResolutionRejected()), "远程处理"),
    ],
)
def test_work_is_shown_where_it_is_done(before: tuple[TicketEvent, ...], step: str):
    standing, log = steps.new("1"), ListLog()
    for event in before:
        standing, _ = progress.project(standing, log.happen("1", event))
    for event in (WorkLogged(work="repair", steps="更换"), TicketResolved(handling="更换")):
        _, row = progress.project(standing, log.happen("1", event))
        assert row is not None
        assert STEPS[row["step"]][0] == step


def test_a_late_arrival_shows_the_promised_time_beside_the_actual(store: ReadStore):
    log = ListLog()
    for event, when in ((OPENED, "09:30"), (VisitPromised(at=at("14:00")), "10:00"), (EngineerArrived(), "14:30")):
        log.happen("1", event, at(when), by="003")
    assert shown(store, log)[-1] == ["1", "上门维修", "003", "2024-05-01 14:30", "到达现场,约定14:00"]


def test_people_are_shown_by_the_office_they_had_then(store: ReadStore):
    log = ListLog()
    log.record("staff-003", StaffJoined(name="张工匠", office="张工", since=DUE.date()), at("08:00"))
    log.happen("1", OPENED, at("09:30"), by="003")
    log.record("staff-003", OfficeAssigned(office="主管"), at("10:00"))
    log.happen("1", FaultDiagnosed(finding="电源"), at("11:00"), by="003")
    assert [row[2] for row in shown(store, log)] == ["*张工", "*主管"]


def test_who_is_entered_later_is_shown_as_first_known(store: ReadStore):
    log = ListLog()
    log.happen("1", OPENED, at("09:30"), by="003")
    log.happen("1", EngineerDispatched(engineer="004"), at("09:40"), by="003")
    log.record("staff-003", StaffJoined(name="刘洋", office="客服", since=DUE.date()), at("18:00"))
    log.record("staff-003", StaffRenamed(name="刘阳"), at("18:10"))
    assert [row[2] for row in shown(store, log)] == ["*客服", "*客服"]


def test_no_name_of_staff_is_stored_in_the_clear(store: ReadStore):
    log = ListLog()
    log.record("staff-003", StaffJoined(name="张工匠", office="张工", since=DUE.date()))
    shown(store, log)
    assert "张工匠" not in str(store.dump(progress.PEOPLE))
    assert "张*" in str(store.dump(progress.PEOPLE))


def test_the_operator_and_a_customer_are_named_by_what_they_are(store: ReadStore):
    log = ListLog()
    log.happen("1", OPENED, at("09:30"), by="customer-C1", role="customer")
    log.happen("1", FaultDiagnosed(finding="电源"), at("09:40"), by="operator", role="clerk")
    assert [row[2] for row in shown(store, log)] == ["客户", "本机操作员"]


@pytest.mark.parametrize(
    ("policy", "severity", "chinese", "english"),
    [
        ("handbook@1", "urgent", "紧急", "urgent"),
        ("appliance@1", "2", "二级", "grade 2"),
        (None, "important", "重要", "important"),
        ("gone@7", "dire", "dire", "dire"),
    ],
)
def test_a_severity_is_called_what_the_tickets_own_pack_calls_it(
    policy: str | None, severity: str, chinese: str, english: str, sqlite_store: ReadStore
):
    log = ListLog()
    log.happen("1", TicketGraded(severity=severity), at("09:30"), policy=policy)
    assert shown(sqlite_store, log)[0][4] == chinese
    with sqlite_store.read() as connection:
        [row] = progress.page(connection).rows
    assert progress.SHEET.columns[4].cell(row, ENGLISH) == english


def test_a_corrected_remark_shows_what_is_right_from_then_on(store: ReadStore):
    log = ListLog()
    for event in (OPENED, GRADED, FaultDiagnosed(finding="电源"), TicketResolved(cause="电源", handling="更换电源")):
        log.happen("1", event)
    for version, field, right in ((3, "finding", "制冷剂泄漏"), (4, "cause", "制冷剂"), (9, "finding", "无")):
        log.happen("1", CorrectionRecorded(version=version, field=field, right=right, reason="写错"))
    assert [row[4] for row in shown(store, log)] == ["电话反馈,无法启动", "紧急", "制冷剂泄漏", "更换电源"]


@pytest.mark.parametrize(
    ("corrections", "remark"),
    [
        ([("handling", None)], "电源"),
        ([("handling", None), ("cause", "制冷剂")], "制冷剂"),
        ([("cause", None), ("handling", None)], ""),
        ([("handling", None), ("handling", "更换主板")], "更换主板"),
        ([("cause", "制冷剂"), ("handling", None)], "制冷剂"),
    ],
)
def test_where_the_remark_was_never_so_what_was_typed_beside_it_is_shown(
    store: ReadStore, corrections: list[tuple[str, str | None]], remark: str
):
    log = ListLog()
    log.happen("1", TicketResolved(cause="电源", handling="更换电源"))
    for field, right in corrections:
        log.happen("1", CorrectionRecorded(version=1, field=field, right=right, reason="写错"))
    assert [row[4] for row in shown(store, log)] == [remark]


@pytest.mark.parametrize(
    ("event", "step"),
    [
        (WarrantyAssessed(warranty="in", months=12), "登记"),
        (FeeQuoted(quote=1, amount=Decimal(80)), "方案"),
        (TicketPaused(waiting_for="part", reason="等主板"), "方案"),
    ],
)
def test_an_approval_holds_decisions_alone(event: TicketEvent, step: str):
    """What comes after it is shown under its own step, or where the ticket stood when the plan was decided on."""
    standing, log = steps.new("1"), ListLog()
    for before in (GRADED, PLAN, PlanApproved(plan=1)):
        standing, _ = progress.project(standing, log.happen("1", before))
    standing, row = progress.project(standing, log.happen("1", event))
    assert row is not None
    assert (STEPS[row["step"]][0], STEPS[standing["step"]][0]) == (step, "方案")


@pytest.mark.parametrize("before", [OPENED, GRADED])
def test_a_quote_is_shown_under_the_plan_and_moves_nothing(before: TicketEvent):
    log = ListLog()
    standing, _ = progress.project(steps.new("1"), log.happen("1", before))
    after, row = progress.project(standing, log.happen("1", FeeQuoted(quote=1, amount=Decimal(80))))
    assert row is not None
    assert (STEPS[row["step"]][0], after["step"]) == ("方案", standing["step"])
