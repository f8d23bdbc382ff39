"""When reports come out by themselves: once their cases can be judged, on time, and each for itself."""

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime

import pytest

from consumers.reports import Reports
from domain.policy.in_force import shipped
from domain.refusals import HistoryDamaged, StoreUnavailable
from domain.reports.events import ReportPublished
from domain.reports.period import Period
from domain.reports.report import PublishReport
from domain.ticket.events import DeadlineEvent
from projections.figures.report import due, ready
from tests.consumers.examples import SHANGHAI, Office, at

HANDBOOK = shipped().newest("handbook")
DAY_BY_DAY = ("06-01 00:10", "06-02 23:59", "06-03 00:00", "06-03 00:10")


@dataclass
class Counted:
    """Reports without a figure of a department that began on the first of April; some periods cannot be counted."""

    office: Office
    broken: dict[str, Exception] = field(default_factory=dict[str, Exception])

    async def counted(self, period: Period) -> PublishReport:
        if period.name in self.broken:
            raise self.broken[period.name]
        return PublishReport(period=period.name, through=1, due=due(period, HANDBOOK, SHANGHAI), figures=())

    async def published(self) -> frozenset[str]:
        return frozenset(await out(self.office))

    async def ready(self, period: Period) -> datetime:
        return ready(period, HANDBOOK, SHANGHAI)

    async def began(self) -> datetime | None:
        return at("04-01 09:00")


async def out(office: Office) -> list[str]:
    events = [recorded.event for recorded in await office.store.category("report")]
    return [event.period for event in events if isinstance(event, ReportPublished)]


def looking(office: Office, counted: Counted) -> Reports:
    return Reports(office.desk, counted, office.timers.now, SHANGHAI)


async def test_a_month_comes_out_when_its_last_tickets_had_the_48_hours_of_the_target():
    office = Office()
    reports = looking(office, Counted(office))
    found: list[list[str]] = []
    for moment in DAY_BY_DAY:
        await office.timers.skip(at(moment))
        found.append(await reports.bring_out())
    assert found == [["2024-04"], [], ["2024-05"], []]


@pytest.mark.parametrize(("within", "on"), [("3 days", "2024-06-04"), ("10 days", "2024-06-05")])
def test_however_long_a_targets_time_is_the_report_is_there_by_the_fifth(within: str, on: str):
    solved = HANDBOOK.targets["solved"]
    longer = type(solved).model_validate({"within": within, "at_least": "90 %"})
    pack = HANDBOOK.model_copy(update={"targets": {**HANDBOOK.targets, "solved": longer}})
    assert ready(Period.named("2024-05"), pack, SHANGHAI) == datetime.fromisoformat(on).replace(tzinfo=SHANGHAI)


async def test_a_report_that_cannot_be_counted_holds_up_no_other():
    office = Office()
    counted = Counted(office, {"2024-04": ValueError("too many figures")})
    await office.timers.skip(at("06-03 00:00"))
    with pytest.raises(ValueError, match="too many figures"):
        await looking(office, counted).bring_out()
    assert await out(office) == ["2024-05"]


async def test_where_the_store_is_away_the_others_are_not_tried():
    office = Office()
    counted = Counted(office, {"2024-04": StoreUnavailable("no answer")})
    await office.timers.skip(at("06-03 00:00"))
    with pytest.raises(StoreUnavailable):
        await looking(office, counted).bring_out()
    assert await out(office) == []


async def noted(office: Office) -> list[tuple[str, str, str]]:
    """Report, what was said, and the clock, in the order of the log."""
    found = await office.store.category("report")
    return [
        (one.envelope.aggregate, one.event.stored_name, one.event.clock)
        for one in found
        if isinstance(one.event, DeadlineEvent)
    ]


async def test_a_report_that_does_not_come_out_is_warned_of_and_missed_once_each():
    office = Office()
    reports = looking(office, Counted(office, {"2024-05": ValueError("too many figures")}))
    found: list[int] = []
    for moment in ("05-05 12:00", "06-04 12:00", "06-05 10:00", "06-05 23:59", "06-06 00:10", "06-06 00:20"):
        await office.timers.skip(at(moment))
        with suppress(ValueError):
            await reports.bring_out()
        found.append(len(await noted(office)))
    may = "report-2024-05"
    assert await noted(office) == [
        ("report-2024-04", "deadline-warned", "monthly-analysis"),
        (may, "deadline-warned", "monthly-analysis"),
        (may, "deadline-missed", "monthly-analysis"),
    ]
    assert found == [1, 1, 2, 2, 3, 3]


async def test_after_months_away_what_was_late_is_noted_in_order_of_time_and_comes_out():
    office = Office()
    await office.timers.skip(at("07-20 09:00"))
    assert await looking(office, Counted(office)).bring_out() == ["2024-04", "2024-05", "2024-06", "2024-Q2"]
    missed = [(report, clock) for report, name, clock in await noted(office) if name == "deadline-missed"]
    assert missed == [
        ("report-2024-04", "monthly-analysis"),
        ("report-2024-05", "monthly-analysis"),
        ("report-2024-06", "monthly-analysis"),
        ("report-2024-Q2", "quarterly-report"),
    ]


async def test_under_a_pack_without_such_clocks_nothing_is_noted():
    office = Office(pack="appliance")
    await office.timers.skip(at("07-20 09:00"))
    await looking(office, Counted(office)).bring_out()
    assert await noted(office) == []


async def test_the_first_edition_of_a_report_that_was_late_is_the_first():
    office = Office()
    await office.timers.skip(at("06-20 09:00"))
    await looking(office, Counted(office)).bring_out()
    events = [one.event for one in await office.store.category("report") if isinstance(one.event, ReportPublished)]
    assert [(event.period, event.edition) for event in events] == [("2024-04", 1), ("2024-05", 1)]


async def test_a_report_whose_history_cannot_be_read_holds_up_no_other():
    office = Office()
    await office.timers.skip(at("06-10 00:00"))

    class Desk:
        policies = office.desk.policies
        act = office.desk.act

        async def events_of(self, key: str):
            if key == "report-2024-04":
                raise HistoryDamaged("2024-04", "report-published")
            return await office.desk.events_of(key)

    with pytest.raises(HistoryDamaged):
        await Reports(Desk(), Counted(office), office.timers.now, SHANGHAI).bring_out()
    assert sorted(await out(office)) == ["2024-04", "2024-05"]
    noted = [one for one in await office.store.category("report") if isinstance(one.event, DeadlineEvent)]
    assert {one.envelope.aggregate for one in noted} == {"report-2024-05"}
