"""Calendars: what is officially known of China's working days, and nothing of what is not."""

from datetime import date

import holidays
import pytest
from pydantic import ValidationError

from domain.calendar.calendar import Calendar
from domain.calendar.commands import ApproveCalendar, ProposeCalendar, PublishCalendar, calendar_key
from domain.calendar.events import CalendarApproved, CalendarProposed, CalendarPublished
from domain.calendar.shipped import SHIPPED
from domain.calendar.shipped import shipped_text as shipped_calendar
from domain.rulebook.commands import digest
from domain.rulebook.reading import read
from tests.policy.specification import ADMINISTRATOR, MANAGER, given

TEXT = shipped_calendar("china")
OURS = TEXT.replace("中国大陆工作日历", "本公司工作日历").replace("version = 2", "version = 1")
CHINA = read(TEXT, Calendar)
PROPOSED = (CalendarProposed(version=2, sha256=digest(TEXT), text=TEXT), ADMINISTRATOR)
APPROVED = (CalendarApproved(version=2, sha256=digest(TEXT)), MANAGER)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2008, 5, 4), True),  # a Sunday made up for after Labour Day
        (date(2015, 9, 3), False),  # Victory Day, seventy years on
        (date(2018, 12, 31), False),  # New Year of the year after
        (date(2020, 1, 31), False),  # a Friday: the Spring Festival was made longer
        (date(2023, 10, 7), True),
        (date(2024, 2, 4), True),  # a Sunday made up for before the Spring Festival
        (date(2024, 2, 9), True),  # New Year's Eve was no holiday by the notice
        (date(2024, 2, 12), False),
        (date(2024, 5, 11), True),  # a Saturday
        (date(2024, 5, 12), False),  # a Sunday like any other
        (date(2025, 1, 28), False),
        (date(2025, 10, 8), False),
        (date(2025, 10, 11), True),
        (date(2026, 2, 23), False),
        (date(2026, 2, 28), True),
        (date(2026, 3, 2), True),
    ],
)
def test_a_day_of_an_announced_year_is_known(day: date, works: bool):
    assert CHINA.is_working_day(day) is works


@pytest.mark.parametrize("day", [date(2006, 5, 4), date(2027, 1, 4)])
def test_a_year_that_is_not_in_the_calendar_is_unknown(day: date):
    assert CHINA.is_working_day(day) is None


@pytest.mark.parametrize(("year", "working", "off"), [(2024, 251, 28), (2025, 248, 28), (2026, 248, 33)])
def test_a_year_has_as_many_days_as_the_notice_gives(year: int, working: int, off: int):
    days = [date.fromordinal(n) for n in range(date(year, 1, 1).toordinal(), date(year + 1, 1, 1).toordinal())]
    assert sum(CHINA.is_working_day(day) is True for day in days) == working
    assert sum(day.year == year for day in CHINA.holidays) == off


@pytest.mark.parametrize(
    ("was", "becomes", "code"),
    [
        ("first = 2024-01-01", "first = 2023-01-01", "wrong-year"),
        ("last = 2024-02-17", "last = 2024-02-09", "ends-before"),
        ("2024-02-04,", "2024-02-05,", "works-anyway"),
        ("2024-02-04,", "2024-02-10,", "both"),
        ("year = 2025", "year = 2024", "wrong-year"),
        ("2024-02-04, 2024-02-18", "2024-02-04, 2024-02-04", "twice"),
    ],
)
def test_a_mistake_in_a_calendar_is_found(was: str, becomes: str, code: str):
    assert was in TEXT
    with pytest.raises(ValidationError) as wrong:
        read(TEXT.replace(was, becomes, 1), Calendar)
    assert code in {error["type"] for error in wrong.value.errors()}


def test_a_calendar_is_published_with_the_days_that_it_says():
    given(PROPOSED, APPROVED).when(PublishCalendar(version=2)).then(
        CalendarPublished(
            version=2,
            sha256=digest(TEXT),
            text=TEXT,
            years=tuple(range(2007, 2027)),
            holidays=tuple(CHINA.holidays),
            working_days=tuple(CHINA.working_days),
        )
    )


def test_a_calendar_needs_another_persons_approval():
    propose, approve = ProposeCalendar(text=OURS), ApproveCalendar(version=1, sha256=digest(OURS))
    proposed = (CalendarProposed(version=1, sha256=digest(OURS), text=OURS), ADMINISTRATOR)
    assert calendar_key(propose.name) == "calendar-china"
    given().when(propose).then(proposed[0])
    given(proposed).when(PublishCalendar(version=1)).then_refused("not-approved")
    given(proposed).when(approve).then_refused("own-proposal")
    given(proposed).when(approve, by=MANAGER).then(CalendarApproved(version=1, sha256=digest(OURS)))


def test_the_calendar_that_comes_with_the_program_was_agreed_to_by_who_deployed_it():
    [event] = given(PROPOSED).when(PublishCalendar(version=2)).caused()
    assert event.sha256 == SHIPPED["china"][2] == digest(TEXT)


def test_the_programs_next_version_comes_without_the_one_before_and_a_departments_own_does_not():
    given().when(ProposeCalendar(text=TEXT)).then(PROPOSED[0])
    given().when(ProposeCalendar(text=OURS.replace("version = 1", "version = 2"))).then_refused("version-not-next")


@pytest.mark.parametrize("year", range(2007, 2027))
def test_every_day_of_a_year_is_as_the_package_holidays_has_it(year: int):
    china = holidays.country_holidays("CN", years=(year, year + 1))
    days = [date.fromordinal(n) for n in range(date(year, 1, 1).toordinal(), date(year + 1, 1, 1).toordinal())]
    assert [day for day in days if CHINA.is_working_day(day) is not china.is_working_day(day)] == []
