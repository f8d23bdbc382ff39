"""The clocks of the monthly analysis and the quarterly report, against their days walked minute by minute."""

from datetime import timedelta
from itertools import product
from zoneinfo import ZoneInfo

import pytest

from domain.clocks.calendars import shipped_calendars
from domain.clocks.fact import Fact
from domain.clocks.judging import judge
from domain.clocks.run import Run
from gongdan.policies.library import shipped
from tests.oracle.clocks.slow.days import moment_of
from tests.oracle.clocks.slow.reports import period_end, too_late

pytestmark = pytest.mark.oracle

YEARS = (2024, 2025, 2026)
ZONES = ("Asia/Shanghai", "Europe/Berlin", "America/New_York")


@pytest.mark.parametrize("zone", ZONES)
def test_the_analysis_of_each_month_is_due_on_the_5th(zone: str) -> None:
    for year, month in product(YEARS, range(1, 13)):
        _same("monthly-analysis", "month-ended", f"month:{year}-{month:02}", period_end(year, month, zone), zone)


@pytest.mark.parametrize("zone", ZONES)
def test_the_report_of_each_quarter_is_due_on_the_15th(zone: str) -> None:
    for year, quarter in product(YEARS, range(1, 5)):
        _same(
            "quarterly-report", "quarter-ended", f"quarter:{year}-{quarter}", period_end(year, 3 * quarter, zone), zone
        )


def _same(report: str, ended: str, about: str, end: int, zone: str) -> None:
    late = too_late(report, end, zone)
    in_time, missed = (_judged(report, ended, about, end, at, zone) for at in (late - 1, late))
    assert (in_time.state, missed.state) == ("met", "missed"), (about, zone)
    assert in_time.due is not None
    assert moment_of(late - 1) <= in_time.due < moment_of(late), (about, zone)


def _judged(report: str, ended: str, about: str, end: int, published: int, zone: str) -> Run:
    facts = (_fact(1, ended, about, end), _fact(2, "report-published", about, published))
    now = moment_of(published) + timedelta(days=1)
    runs = judge(facts, shipped()["handbook"].pack, shipped_calendars(ZoneInfo(zone)), now)
    return next(run for run in runs if run.clock == report)


def _fact(version: int, name: str, about: str, at: int) -> Fact:
    return Fact(id=f"{version:032x}", name=name, occurred=moment_of(at), version=version, by="system", about=about)
