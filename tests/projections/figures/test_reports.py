"""The figures of a month, counted by hand beside: on both databases, live, corrected, and as a fold of the log."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import Connection

from domain.matters.complaints.events import ComplaintHandled, ComplaintRaised
from domain.policy.in_force import shipped
from domain.reports.figure import Figure
from domain.reports.period import Period
from domain.reports.report import PublishReport
from domain.sales.events import Sold, UnitsSoldRecorded
from domain.ticket import events as e
from domain.ticket.events import TicketEvent
from domain.ticket.vocabulary import Channel, Kind
from projections.figures.report import report
from projections.store import ReadStore
from tests.projections.conftest import Running
from tests.projections.logs import SHANGHAI, ListLog, at, sourced

HANDBOOK = shipped().newest("handbook")
WHO: dict[type[TicketEvent], str] = {e.ReceiptAcknowledged: "a-002", e.WorkLogged: "007"}
"""Who did what; all else was done by a-001."""
JUNE = datetime(2024, 6, 1, 2, tzinfo=SHANGHAI)


def opened(kind: Kind = Kind.FAULT, channel: Channel = Channel.PHONE, **said: Any) -> e.TicketOpened:
    return e.TicketOpened(channel=channel, kind=kind, **said)


def happen(log: ListLog, number: str, *steps: tuple[str, TicketEvent]) -> None:
    for moment, event in steps:
        day, _, clock = moment.rpartition(" ")
        log.happen(number, event, at(clock, day or "2024-05-02"), by=WHO.get(type(event), "a-001"))


def answer(low: int, recommend: int) -> e.SurveyAnswered:
    scores = (e.Score(question="timeliness", score=5), e.Score(question="effect", score=low))
    return e.SurveyAnswered(survey=1, scores=scores, low=low <= 3, recommend=recommend)


def month(log: ListLog) -> None:
    """Four tickets of May, one of April, a duplicate, a complaint, and units sold."""
    kfr = e.Product(name="智能空调", model="KFR-35", batch="B7")
    happen(
        log,
        "202405-00001",
        ("09:00", opened(product=kfr, region="华东")),
        ("09:20", e.ReceiptAcknowledged()),
        ("09:30", e.TicketGraded(severity="urgent")),
        ("10:00", e.FaultDiagnosed(fault_type="hardware")),
        ("10:05", e.EngineerDispatched(engineer="003")),
        ("10:10", e.PartRequested(request=1, part="主板", quantity=1)),
        ("12:10", e.PartReceived(request=1)),
        ("13:00", e.WorkLogged(work="repair", steps="更换主板", minutes=45)),
        ("14:00", e.TicketResolved()),
        ("15:00", answer(5, 10)),
        ("16:00", e.TicketClosed(closed_as="satisfied")),
    )
    happen(
        log,
        "202405-00002",
        ("2024-05-03 09:00", opened(channel=Channel.WECHAT, product=kfr)),
        ("2024-05-03 09:40", e.ReceiptAcknowledged()),
        ("2024-05-03 09:50", e.DispatchAccepted(engineer="004")),
        ("2024-05-03 17:00", e.TicketResolved()),
        ("2024-05-03 18:00", e.ResolutionRejected()),
        ("2024-05-03 18:00", e.TicketReopened()),
        ("2024-05-07 09:00", e.TicketResolved()),
        ("2024-05-07 10:00", answer(2, 3)),
        ("2024-05-07 10:30", e.CallbackMade(survey=1, category="effect", reason="又坏了", agreed="重修")),
    )
    happen(log, "202405-00003", ("2024-05-30 09:00", opened(Kind.CONSULTATION)))
    happen(
        log,
        "202405-00004",
        ("2024-05-31 20:00", opened(product=e.Product(name="手机", model="P50"))),
        ("2024-05-31 20:30", e.ReceiptAcknowledged()),
    )
    happen(
        log,
        "202405-00005",
        ("11:00", opened(product=kfr)),
        ("11:05", e.TicketCancelled(cancelled_as="duplicate", duplicate_of="202405-00001")),
    )
    happen(
        log,
        "202404-00001",
        ("2024-04-30 20:00", opened(product=kfr)),
        ("2024-04-30 20:10", e.ReceiptAcknowledged()),
        ("2024-05-01 20:00", e.TicketResolved()),
    )
    raised = ComplaintRaised(categories=("attitude",), words="态度不好")
    log.record("complaint-TS202405-00001", raised, at("09:00", "2024-05-10"))
    handled = ComplaintHandled(cause="person", words="已致歉", measures="培训")
    log.record("complaint-TS202405-00001", handled, at("09:00", "2024-05-12"))
    sold = (Sold(model="KFR-35", batch="B7", units=10), Sold(model="KFR-35", units=15))
    log.record("sales-2024-04", UnitsSoldRecorded(month="2024-04", sold=sold), at("09:00", "2024-05-01"))


async def published(log: ListLog, store: ReadStore, running: Running, period: str = "2024-05") -> PublishReport:
    async with running(log, store) as runner:
        assert await runner.wait_for(len(log.events), 10.0)
    with store.read() as connection:
        return made(connection, period)


def made(connection: Connection, period: str) -> PublishReport:
    return report(connection, Period.named(period), HANDBOOK, SHANGHAI, JUNE, 1)


def figure(found: PublishReport, measure: str, by: str | None = None, of: str | None = None) -> Figure:
    (one,) = [each for each in found.figures if (each.measure, each.by, each.of) == (measure, by, of)]
    return one


def value(found: PublishReport, measure: str, by: str | None = None, of: str | None = None) -> tuple[float | None, int]:
    one = figure(found, measure, by, of)
    return None if one.value is None else float(one.value), one.base


async def test_a_month_counted_by_hand(log: ListLog, store: ReadStore, running: Running):
    month(log)
    found = await published(log, store, running)
    assert value(found, "tickets") == (4, 4)
    assert value(found, "tickets", "kind", "fault") == (3, 4)
    assert value(found, "tickets", "fault-type", "hardware") == (1, 4)
    assert value(found, "tickets", "channel", "wechat") == (1, 4)
    assert value(found, "tickets", "region", "华东") == (1, 4)
    assert value(found, "first-response") == (30.0, 3)  # 20, 40 and 30 minutes
    assert value(found, "first-response", "severity", "urgent") == (20.0, 1)
    assert value(found, "resolution") == (740.0, 3)  # 5 h, 8 h and, of April's, 24 h
    assert value(found, "resolution", "engineer", "003") == (300.0, 1)
    assert value(found, "responded") == (0.75, 4)  # within 24 h; nobody answered the consultation of the 30th
    assert value(found, "first-time-fix") == (0.6667, 3)
    assert value(found, "first-time-fix", "engineer", "004") == (0.0, 1)
    assert value(found, "satisfaction") == (0.5, 2)
    assert value(found, "score", "question", "effect") == (3.5, 2)
    assert value(found, "low-scores", "cause", "effect") == (1, 1)
    assert value(found, "nps") == (0.0, 2)  # one promoter, one detractor
    assert value(found, "complaints") == (0.25, 4)
    assert value(found, "complaints-handled") == (0.0, 1)  # 48 h instead of 24
    assert value(found, "part-lead-time") == (120.0, 1)
    assert value(found, "work", "engineer", "007") == (45, 1)  # who logged it, not the engineer
    assert value(found, "first-response", "engineer", "a-002") == (30.0, 3)  # who answered
    assert value(found, "failure") == (0.12, 25)  # of the models that were sold
    assert value(found, "failure", "model", "KFR-35") == (0.12, 25)  # three faults, 25 sold
    assert value(found, "failure", "batch", "KFR-35 / B7") == (0.3, 10)
    assert value(found, "failure", "model", "P50") == (None, 0)
    assert value(found, "repair-return", "model", "KFR-35") == (0.04, 25)
    assert found.flagged == ("KFR-35",)
    assert figure(found, "satisfaction").target == Decimal("0.85")


async def test_a_case_that_still_has_time_is_not_judged(log: ListLog, store: ReadStore, running: Running):
    happen(log, "202405-00001", ("2024-05-31 20:00", opened()))
    happen(log, "202405-00002", ("2024-05-30 20:00", opened()), ("2024-05-30 21:00", e.ReceiptAcknowledged()))
    found = await published(log, store, running)
    assert value(found, "responded") == (1.0, 1)
    assert value(found, "solved") == (None, 0)  # 48 h from the first response are not over


async def test_without_a_case_a_mean_or_share_is_unknown_and_no_number(
    log: ListLog, store: ReadStore, running: Running
):
    happen(log, "202404-00001", ("2024-04-02 09:00", opened()))
    found = await published(log, store, running)
    assert value(found, "tickets") == (0, 0)
    for measure in ("first-response", "resolution", "responded", "first-time-fix", "satisfaction", "nps", "complaints"):
        assert value(found, measure) == (None, 0), measure


@pytest.mark.parametrize(
    ("field", "right", "wanted"),
    [
        ("product.model", "KFR-50", [("failure", "model", "KFR-50", None, 0)]),
        ("kind", "consultation", [("tickets", "kind", "consultation", 1, 1), ("tickets", "kind", "fault", None, None)]),
        (
            "channel",
            "carrier-pigeon",
            [("tickets", "channel", "phone", 1, 1)],
        ),  # it could not say that: nothing changes
        ("description", "别的", [("tickets", "kind", "fault", 1, 1)]),
    ],
)
async def test_figures_say_what_is_right(
    log: ListLog, store: ReadStore, running: Running, field: str, right: str, wanted: list[tuple[Any, ...]]
):
    happen(
        log,
        "202405-00001",
        ("09:00", opened(product=e.Product(model="KFR-35"))),
        ("09:10", e.CorrectionRecorded(version=1, field=field, right=right, reason="看错了")),
    )
    found = await published(log, store, running)
    for measure, by, of, number, base in wanted:
        there = [each for each in found.figures if (each.measure, each.by, each.of) == (measure, by, of)]
        assert [(each.value, each.base) for each in there] == ([(number, base)] if base is not None else [])


async def test_an_imported_ticket_is_responded_to_at_the_first_sign_of_work(
    log: ListLog, store: ReadStore, running: Running
):
    steps = (opened(), e.DispatchAccepted(engineer="9"), e.TicketResolved(), e.TicketClosed())
    for ordinal, step in enumerate(steps):
        moment = at("09:00", "2024-05-02") + timedelta(hours=ordinal)
        log.happen("HD-1", step, moment, source=sourced("1", ordinal + 1, "x"))
    found = await published(log, store, running)
    assert value(found, "first-response") == (60.0, 1)
    assert value(found, "resolution") == (120.0, 1)


async def test_a_quarter_shows_its_months_and_what_became_of_improvements(
    log: ListLog, store: ReadStore, running: Running
):
    month(log)
    found = await published(log, store, running, "2024-Q2")
    assert [value(found, "tickets", "month", name) for name in ("2024-04", "2024-05", "2024-06")] == [
        (1, 1),
        (4, 4),
        (0, 0),
    ]
    assert value(found, "complaints", "month", "2024-05") == (0.25, 4)
    assert value(found, "complaints", "month", "2024-04") == (0.0, 1)
    assert found.due.astimezone(SHANGHAI) == datetime(2024, 7, 16, tzinfo=SHANGHAI)


async def test_a_month_is_due_on_the_fifth_by_the_pack(log: ListLog, store: ReadStore, running: Running):
    happen(log, "202405-00001", ("09:00", opened()))
    assert (await published(log, store, running)).due.astimezone(UTC) == datetime(2024, 6, 5, 16, tzinfo=UTC)
