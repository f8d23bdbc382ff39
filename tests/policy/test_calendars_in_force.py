"""The calendars in force: the shipped one, the newest that was published, and the one before where that can't be read."""

from collections.abc import Sequence
from datetime import date
from typing import cast
from zoneinfo import ZoneInfo

from structlog.testing import capture_logs

from domain.calendar.events import CalendarPublished
from domain.calendar.shipped import shipped_text
from domain.record.envelope import Recorded
from domain.rulebook.commands import digest
from gongdan.policies.calendars import CalendarsInForce
from gongdan.storing.store import NatsEventStore
from tests.projections.logs import SHANGHAI, ListLog

YEAR = '[[years]]\nyear = 2027\nsource = "通知"\nholidays = []\nworking_days = [2027-01-02]\n'


class Published:
    """The log as far as it holds calendars."""

    def __init__(self) -> None:
        self.log = ListLog()

    async def category(self, category: str) -> Sequence[Recorded]:
        return [each for each in self.log.events if each.envelope.aggregate.startswith(f"{category}-")]

    def publish(self, version: int, text: str) -> None:
        days = {"years": (2027,), "holidays": (), "working_days": ()}
        self.log.record("calendar-china", CalendarPublished(version=version, sha256=digest(text), text=text, **days))


def announced(version: int) -> str:
    return shipped_text("china").replace("version = 2\n", f"version = {version}\n") + YEAR


def calendars(published: Published) -> CalendarsInForce:
    return CalendarsInForce(cast("NatsEventStore", published))


def knows_2027(in_force: CalendarsInForce, zone: ZoneInfo = SHANGHAI) -> bool | None:
    return in_force(zone).by_region["china"].is_working_day(date(2027, 1, 2))


async def test_before_anything_is_published_the_shipped_one_holds():
    in_force = calendars(Published())
    await in_force.refresh()
    assert knows_2027(in_force) is None
    assert in_force(SHANGHAI) is in_force(SHANGHAI)


async def test_a_published_version_holds_from_the_next_look_on_in_every_zone():
    published = Published()
    in_force = calendars(published)
    assert knows_2027(in_force) is None
    published.publish(3, announced(3))
    await in_force.refresh()
    assert knows_2027(in_force) is True
    assert knows_2027(in_force, ZoneInfo("Europe/Berlin")) is True


async def test_a_version_that_cant_be_read_leaves_the_one_before_and_is_told_once():
    published = Published()
    in_force = calendars(published)
    published.publish(3, announced(3))
    published.publish(4, f"{announced(4)}\nmoon = true\n")
    with capture_logs() as logs:
        await in_force.refresh()
        await in_force.refresh()
    assert knows_2027(in_force) is True
    assert [(entry["event"], entry["version"]) for entry in logs] == [("calendar_unreadable", 4)]
