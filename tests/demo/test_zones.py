"""The hours are those of the zone that the department is set to, and clocks may be put forward and back in it."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from gongdan.demo.making import Making, Wanted
from gongdan.demo.times import real
from tests.demo.making import events

NEW_YORK = ZoneInfo("America/New_York")


def made(zone: ZoneInfo, first: date, days: int = 14):
    return events(Making(Wanted(first, 1, 7, 9), zone, first + timedelta(days)).batches())


@pytest.mark.parametrize(("zone", "first"), [("America/New_York", date(2024, 11, 1)), ("UTC", date(2024, 4, 1))])
def test_people_work_by_day_where_the_department_is(zone: str, first: date):
    there = ZoneInfo(zone)
    hours = [
        event.envelope.occurred.astimezone(there).hour
        for event in made(there, first)
        if event.envelope.actor.role == "engineer"
    ]
    assert len(hours) > 300
    assert min(hours) >= 8
    assert max(hours) < 19


def test_an_hour_that_clocks_leave_out_is_the_first_after_it():
    skipped = datetime(2024, 3, 10, 2, 20, 7, tzinfo=NEW_YORK)
    assert real(skipped) == datetime(2024, 3, 10, 3, tzinfo=NEW_YORK)
    assert real(skipped - timedelta(hours=1)) == skipped - timedelta(hours=1)


def test_months_in_which_clocks_are_put_forward_are_in_order():
    recorded = [event.envelope.recorded.timestamp() for event in made(NEW_YORK, date(2024, 3, 1))]
    assert recorded == sorted(recorded)
