"""The quarter's optimisation report as it comes out and is printed (售后服务优化报告): R43."""

import asyncio
from datetime import date
from typing import Final

from api.documents.periods.reporting import read
from api.documents.told import Followed, ToldReport
from domain.matters.improvements.commands import (
    AssignImprovement,
    FollowImprovement,
    ProposeImprovement,
    ReportImprovement,
)
from domain.matters.improvements.events import ImprovementFollowed, ImprovementProposed, ImprovementReported
from domain.reports.events import FollowedUp
from domain.reports.period import Period
from gongdan.documents.periods import quarterly
from gongdan.documents.wording import Wording
from gongdan.documents.writing import Writer
from projections.reports.folding import edition
from tests.domain.specification import SHANGHAI
from tests.scenarios.desk.tables import tables
from tests.scenarios.grammar import Ask, Story, given, scenario
from tests.scenarios.parts import Seen
from tests.scenarios.people import manager, product_contact, warehouse
from tests.scenarios.told.tables.analysis import BRINGS_OUT, lines, solved
from tests.scenarios.told.tables.registers import Told

QUARTER: Final = Period.named("2024-Q2")
ASSIGN: Final = AssignImprovement(department="product", staff="p-001", due=date(2024, 6, 20))
TRENDS: Final = (
    "Figure",
    "tickets",
    "mean first-response time",
    "mean resolution time",
    "first-time fix",
    "satisfaction",
    "complaint rate",
)
FOLLOW: Final = FollowImprovement(words="供应商整改未完", due=date(2024, 8, 31))


def of_the_quarter(*keys: str) -> Ask:
    """Sections of the printed report."""

    def ask(seen: Seen) -> Told:
        told = _report(seen)
        chinese, english = (
            {each.key: each for each in quarterly.sections(Writer(Wording(language), told.people), told)}
            for language in ("zh", "en")
        )
        return [line for key in keys for line in lines(chinese[key], english[key])]

    return ask


def _report(seen: Seen) -> ToldReport:
    with tables(seen) as connection:
        row = edition(connection, QUARTER.name)
    assert row, "no report came out"
    event = read(row)
    return ToldReport(
        period=QUARTER,
        edition=event.edition,
        published=row["published"].astimezone(SHANGHAI),
        on_time=row["on_time"],
        figures=event.figures,
        before=(),
        flagged=event.flagged,
        improvements=[_followed(seen, each) for each in event.improvements],
        people={},
        left_out=event.left_out or 0,
    )


def _followed(seen: Seen, said: FollowedUp) -> Followed:
    events = [one.event for one in asyncio.run(seen.desk.events_of(f"improvement-{said.improvement}"))]
    words = [one.words for one in events if isinstance(one, ImprovementReported | ImprovementFollowed)]
    [measure] = [one.measure for one in events if isinstance(one, ImprovementProposed)]
    due = date.fromisoformat(said.due) if said.due else None
    return Followed(said.improvement, measure, said.status, said.department, due, words[-1] if words else "")


@scenario(
    "R43",
    zh="季度优化报告在次季首月 15 日前自行发布：逐月趋势、未达标之处、改进措施及上季度改进的结果",
    en="The quarter's report comes out by itself by the 15th: trends by month, what missed, measures and what became of them",
)
def the_quarters_report_comes_out_by_itself() -> Story:
    late = warehouse(ProposeImprovement(measure="主板到货抽检", origin="other")).begin("improvement")
    fresh = warehouse(ProposeImprovement(measure="改用防震箱", origin="other")).begin("improvement")
    return (
        given(
            *solved(1, "2024-04-08", 5, 5, 4, 5),
            *solved(2, "2024-05-13", 4, 5, 2, 4),
            late.at("2024-05-20 09:00"),
            manager(ASSIGN).on_matter(),
            product_contact(ReportImprovement(words="抽检标准已发布", percent=60)).on_matter(),
            fresh.at("2024-06-24 09:00"),
            manager(FOLLOW).on_matter().at("2024-07-01 09:00"),
        )
        .when(BRINGS_OUT.at("2024-07-15 12:00"))
        .then_seen(
            of_the_quarter("trends", "bottlenecks", "improvements"),
            *TRENDS,
            *("Of", "satisfaction", "Call-back after a low score"),
            *("Number", "GJ202405-00001", "GJ202406-00001"),
        )
    )
