"""Every metric by every group, of all and of some, looked at alone and together: the same from SQLite and PostgreSQL."""

import re
from contextlib import closing
from datetime import date
from itertools import product
from typing import Any

import pytest
from sqlalchemy import event

from domain.matters.complaints.events import ComplaintHandled, ComplaintRaised
from domain.sales.events import Sold, UnitsSoldRecorded
from domain.ticket import events as e
from domain.ticket.vocabulary import Channel
from projections import clocks, figures, sales
from projections.figures.asking import Look, Only, Span, cut, whole
from projections.figures.measuring import Measured, everything, measured
from projections.figures.metric import Metric
from projections.figures.metrics import METRICS
from projections.store import ReadStore
from tests.projections.figures.counting import HANDBOOK, MAY, NOW, History, answer, opened
from tests.projections.figures.counting import product as of_model

QUARTER = (date(2024, 4, 1), date(2024, 6, 30))
SOME_OF_IT = (date(2024, 4, 20), date(2024, 6, 5))
SOME = {"people": frozenset({"e-3"}), "teams": frozenset({"north"})}


def told(history: History) -> History:
    """Two months of all kinds of tickets, with complaints, units and clocks."""
    for place in range(12):
        model, team, day = ("KFR-35", "P50")[place % 2], ("north", "south", None)[place % 3], f"{place + 1:02}"
        said = {
            "team": team,
            "region": "华东" if place % 4 else None,
            "severity": ("urgent", "general", "general", None, "general")[place % 5],
        }
        number, channel = f"T-{place:02}", (Channel.PHONE, Channel.WECHAT)[place % 2]
        happened = (
            (f"{day} 09:00", opened(channel=channel, product=of_model(model, f"B{place % 3}"), **said)),
            (f"{day} 09:{place + 10}", e.ReceiptAcknowledged()),
            (f"{day} 10:00", e.EngineerDispatched(engineer=f"e-{place % 4}")),
            (f"{day} 10:30", e.PartRequested(request=1, part="主板", quantity=1)),
            (f"{day} 11:{place + 10}", e.PartReceived(request=1)),
            (f"{day} 12:00", e.WorkLogged(work="repair", steps="维修", minutes=place)),
            (f"{day} 13:00", e.TicketResolved()),
            (f"{day} 14:00", answer(place % 5 + 1, 5, recommend=place % 11)),
        )
        history.ticket(number, *happened[: 2 + place % 7], policy="handbook@1")
        if place % 4 == 1:
            raised = ComplaintRaised(categories=("attitude",), words="态度不好")
            history.record(f"complaint-TS-{place}", raised, f"{day} 15:00", number)
            handled = ComplaintHandled(cause="person", words="已致歉", measures="培训")
            history.record(f"complaint-TS-{place}", handled, f"05-{place + 2:02} 16:00", number)
    sold = (Sold(model="KFR-35", batch="B0", units=100), Sold(model="KFR-35", units=50))
    history.record("sales-2024-04", UnitsSoldRecorded(month="2024-04", sold=sold), "05-01 09:00")
    return history


def looked_at(history: History) -> dict[object, list[Measured]]:
    found: dict[object, list[Measured]] = {}
    for metric, only in product(METRICS, ({}, SOME, {"values": {"channel": "wechat"}})):
        for by in (None, *metric.by):
            found[metric.name, by, str(only)] = history.figures(metric, by, **only)
        found[metric.name, "weekly", str(only)] = history.figures(metric, days=QUARTER, every="week", **only)
        found[metric.name, "monthly", str(only)] = history.figures(metric, days=SOME_OF_IT, every="month", **only)
    return found


def test_both_tell_the_same(stored: History):
    expected = ReadStore.in_memory()
    with closing(expected):
        alike = told(History(expected))
        assert looked_at(told(stored)) == looked_at(alike)


def test_every_metric_reads_what_it_says_it_reads(history: History):
    told(history)
    history.figures("tickets")  # all is read by now
    tables = {
        table.name: model.PROJECTION.name for model in (figures, clocks, sales) for table in model.PROJECTION.tables
    }
    for metric in METRICS:
        statements = list[str]()
        with history.store.read() as connection:
            event.listen(connection, "before_cursor_execute", lambda *said, to=statements: to.append(said[2]))
            for by, only in product((None, *metric.by), (Only(), Only(values={"channel": "wechat"}))):
                list(measured(metric, Look(connection, NOW, HANDBOOK.targets, only), (whole(*MAY),), by))
        words = {*re.findall(r"\w+", " ".join(statements))}
        assert {tables[name] for name in words & tables.keys()} == {*metric.reads}, metric.name


def test_many_looked_at_together_are_what_each_is_alone(history: History):
    told(history)
    history.figures("tickets")  # all is read by now
    for days, spans in ((MAY, (whole(*MAY),)), (QUARTER, cut(whole(*QUARTER), "month"))):
        with history.store.read() as connection:
            together = list(everything(METRICS, Look(connection, NOW, HANDBOOK.targets), spans))
        every = "month" if len(spans) > 1 else None
        for metric, by, alike in together:
            assert alike == history.figures(metric, by, days=days, every=every), (metric.name, by)
        assert {by for _, by, _ in together} > {None, "severity", "model", "clock"}


def test_for_each_of_many_periods_not_all_tickets_are_gone_through(history: History):
    told(history)
    history.figures("tickets")  # all is read by now
    plans, days = dict[str, str](), cut(whole(date(2024, 1, 1), date(2024, 12, 31)), "day")

    def plan(connection: Any, cursor: Any, statement: str, given: Any, *_: Any) -> None:
        if "periods" in statement:
            steps = cursor.connection.execute(f"EXPLAIN QUERY PLAN {statement}", given).fetchall()
            plans[statement] = " ".join(step[3] for step in steps)

    for metric, only in product(METRICS, (Only(), Only(**SOME), Only(values={"channel": "wechat"}))):
        with history.store.read() as connection:
            event.listen(connection, "before_cursor_execute", plan)
            for by in {None, *metric.shown_by}:
                measured(metric, Look(connection, NOW, HANDBOOK.targets, only), days, by)
            assert connection.exec_driver_sql("PRAGMA automatic_index").scalar() == 1
    assert plans
    assert not [each for each in plans.values() if "AUTOMATIC" in each]


WHICH = pytest.mark.parametrize("only", [{}, SOME, {"values": {"model": "KFR-35"}}], ids=["all", "some", "model"])


@WHICH
def test_many_periods_asked_for_at_once_are_what_each_is_alone(history: History, only: dict[str, Any]):
    together, alone = _together_and_alone(history, only)
    assert together == alone


@pytest.mark.slow
@WHICH
def test_so_they_are_in_either_database(stored: History, only: dict[str, Any]):
    together, alone = _together_and_alone(stored, only)
    assert together == alone


def _together_and_alone(history: History, only: dict[str, Any]) -> tuple[dict[Any, Any], dict[Any, Any]]:
    """By metric and group: the months asked for at once, and one after the other."""
    told(history)
    months, together, alone = cut(whole(*SOME_OF_IT), "month"), dict[Any, Any](), dict[Any, Any]()
    for metric in METRICS:
        for by in (None, *metric.by):
            found = history.figures(metric, by, days=SOME_OF_IT, every="month", **only)
            together[metric.name, by] = [_shown(each) for each in found]
            apart = [_alone(history, metric, by, month, only) for month in months]
            alone[metric.name, by] = [_shown(each) for figures_of in apart for each in figures_of]
    return together, alone


def _alone(history: History, metric: Metric, by: str | None, span: Span, only: dict[str, Any]) -> list[Measured]:
    return history.figures(metric, by, days=(span.first, span.last), **only)


def _shown(each: Measured) -> tuple[Any, ...]:
    return each.span.first, each.of, each.value, each.base, each.met, each.why


def test_all_tickets_are_the_same_from_the_days_and_from_the_tickets(history: History):
    told(history)
    everybody = {"people": frozenset({"s-001"})}  # who took them all in
    for metric in METRICS:
        if "sales" not in metric.reads:
            for by in (None, *metric.by):
                assert history.figures(metric, by) == history.figures(metric, by, **everybody), (metric.name, by)


def test_behind_each_figure_are_as_many_cases_as_it_says(history: History):
    told(history)
    for metric in METRICS:
        if metric.name in (
            "part-lead-time",
            "part-lead-time-median",
            "failure",
            "repair-return",
            "complaints",
            "score",
        ):
            continue  # their base is parts, units, tickets and scores
        for by in (None, *metric.by):
            for figure in history.figures(metric, by):
                behind = history.behind(metric.name, by, figure.of)
                count = figure.value if metric.of_whole else figure.base
                assert len(behind) == count, (metric.name, by, figure.of)
                assert len({case.number for case in behind} | {str(case) for case in behind}) >= len(behind)
