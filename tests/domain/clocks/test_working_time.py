"""Working time: hours, weekends, Chinese holidays, make-up Saturdays, and years that nobody has announced yet."""

from dataclasses import replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import holidays
import pytest

from domain.calendar.calendar import Calendar
from domain.calendar.shipped import shipped_text
from domain.clocks.calendars import shipped_calendars
from domain.policy.timing.duration import Duration
from domain.rulebook.reading import read
from domain.ticket import events as e
from tests.domain.clocks.history import SHANGHAI, Story, changed, local, reported

SUPPORT = "software-support@1"
ESCALATED = e.TicketEscalated(to="g-2")
RESOLVED = e.TicketResolved(handling="发布补丁")
CHINA = read(shipped_text("china"), Calendar)


def escalated(when: str) -> Story:
    return reported("2024-01-02 09:00").then(when, ESCALATED)


@pytest.mark.parametrize(
    ("when", "due"),
    [
        ("03-04 10:00", "03-13 10:00"),
        ("03-04 12:30", "03-13 12:00"),
        ("03-04 20:00", "03-13 18:00"),
        ("03-09 10:00", "03-19 18:00"),
        ("02-07 10:00", "02-22 10:00"),
        ("04-26 15:00", "05-09 15:00"),
        ("05-11 10:00", "05-21 10:00"),
        ("2025-01-24 10:00", "2025-02-10 10:00"),
    ],
    ids=[
        "a plain week",
        "at noon",
        "in the evening",
        "on a Saturday",
        "over Spring Festival, with its make-up Sunday",
        "over Labour Day, with a make-up Sunday",
        "on a make-up Saturday",
        "over Spring Festival of 2025",
    ],
)
def test_seven_working_days(when: str, due: str):
    assert local(escalated(when).one("escalation", when, SUPPORT).due) == due


def test_the_last_instant_of_the_last_day_is_in_time_and_the_evening_is_not():
    in_time = escalated("03-04 20:00").then("03-13 18:00", RESOLVED).one("escalation", "04-01 09:00", SUPPORT)
    assert (in_time.state, in_time.used) == ("met", timedelta(hours=7 * 7.5))
    late = escalated("03-04 20:00").then("03-13 20:00", RESOLVED).one("escalation", "04-01 09:00", SUPPORT)
    assert (late.state, late.late_by) == ("missed", timedelta(hours=2))


def test_a_wait_over_night_costs_only_the_hours_of_work_in_it():
    story = escalated("03-04 10:00").then("03-04 17:00", e.TicketPaused(waiting_for="customer"))
    run = story.then("03-05 10:00", e.TicketResumed()).one("escalation", "03-06 09:00", SUPPORT)
    assert local(run.due) == "03-13 12:00"


def test_a_year_that_is_not_announced_makes_the_due_unknown_and_says_the_year():
    run = escalated("2026-12-29 10:00").one("escalation", "2026-12-30 10:00", SUPPORT)
    assert (run.state, run.due, run.unknown_year) == ("unknown", None, 2027)
    assert run.remaining == timedelta(hours=5 * 7.5 + 7.5)


def test_what_was_done_before_that_year_is_known_to_be_in_time():
    story = escalated("2026-12-29 10:00").then("2026-12-31 17:00", RESOLVED)
    run = story.one("escalation", "2027-02-01 10:00", SUPPORT)
    assert (run.state, run.unknown_year) == ("met", None)


def test_what_was_done_in_that_year_is_not_known():
    story = escalated("2026-12-29 10:00").then("2027-01-05 10:00", RESOLVED)
    run = story.one("escalation", "2027-02-01 10:00", SUPPORT)
    assert (run.state, run.late_by, run.unknown_year) == ("unknown", None, 2027)


def test_once_the_year_is_announced_it_is_judged():
    year = CHINA.years[-1].model_copy(update={"year": 2027, "holidays": (), "working_days": ()})
    announced = CHINA.model_copy(update={"version": 2, "years": (*CHINA.years, year)})
    known = replace(shipped_calendars(SHANGHAI), by_region={"china": announced}, _known={})
    story = replace(escalated("2026-12-29 10:00"), calendars=known)
    assert local(story.one("escalation", "2027-01-05 10:00", SUPPORT).due) == "2027-01-07 10:00"


def test_a_region_without_a_calendar_is_unknown_from_the_first_day():
    nowhere = replace(escalated("03-04 10:00"), calendars=replace(shipped_calendars(SHANGHAI), by_region={}, _known={}))
    run = nowhere.one("escalation", "03-05 10:00", SUPPORT)
    assert (run.state, run.unknown_year) == ("unknown", 2024)


def test_a_clock_around_the_clock_knows_no_calendar():
    assert local(reported("2026-12-31 23:30").one("first-response", "2026-12-31 23:40").due) == "2027-01-01 00:30"


@pytest.mark.parametrize(
    ("zone", "start", "due"),
    [
        ("Europe/Berlin", "03-30 12:00", "03-31 13:00"),
        ("Europe/Berlin", "10-26 12:00", "10-27 11:00"),
        ("America/New_York", "03-09 12:00", "03-10 13:00"),
    ],
)
def test_elapsed_time_is_elapsed_time_when_the_clocks_are_changed(zone: str, start: str, due: str):
    story = reported(start, zone=ZoneInfo(zone)).then(start, e.TicketGraded(severity="important"))
    assert local(story.one("resolution", start).due, ZoneInfo(zone)) == due


def test_hours_of_work_are_local_whatever_the_season():
    berlin = ZoneInfo("Europe/Berlin")
    story = reported("03-28 09:00", zone=berlin).then("03-28 10:00", ESCALATED)
    assert local(story.one("escalation", "03-28 11:00", SUPPORT).due, berlin) == "04-09 10:00"


def test_days_of_a_clock_in_working_time_are_working_days():
    days = changed(SUPPORT, "escalation", limit=Duration(2, "day"))
    hours = changed(SUPPORT, "escalation", limit=Duration(15, "h"))
    for pack in (days, hours):
        assert local(escalated("03-08 17:00").one("escalation", "03-08 17:00", pack).due) == "03-12 17:00"


@pytest.mark.parametrize("year", [year.year for year in CHINA.years])
def test_the_calendar_is_what_the_holidays_package_knows_of_announced_years(year: int):
    known = holidays.country_holidays("CN", years=year)
    days = [date(year, 1, 1) + timedelta(day) for day in range(366) if (date(year, 1, 1) + timedelta(day)).year == year]
    assert [day for day in days if CHINA.is_working_day(day) != known.is_working_day(day)] == []
