"""Spikes: what is unusual for that hour of the week raises one alarm, and a signal in it from then on."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consumers.spikes import LEAST, WEEKS, Alarm, Counts, Spikes, alike, is_spike
from domain.calendar.calendar import Calendar
from domain.calendar.shipped import shipped_text
from domain.desk.kinds import kind_of
from domain.matters.incidents.events import AlarmRaised, SignalRepeated
from domain.matters.incidents.state import Incident
from domain.rulebook.reading import read
from tests.consumers.examples import SHANGHAI, Office, at

NOW = at("05-20 10:30")
BERLIN = ZoneInfo("Europe/Berlin")
BUSY: Counts = {("智能空调", None, "fault"): 24, (None, None, "fault"): LEAST - 1}


class Reports:
    """Counts of the last hour and of the same hour in other weeks, and the alarms that stand in the log."""

    def __init__(
        self, office: Office, last: Counts, usual: Counts, since: datetime = NOW - timedelta(weeks=20)
    ) -> None:
        self._office, self._last, self._usual, self._since = office, last, usual, since

    async def counts(self, since: datetime, until: datetime) -> Counts:
        return self._last if until > self._office.timers.now() - timedelta(days=1) else self._usual

    async def began(self) -> datetime | None:
        return self._since

    async def works(self, days: Sequence[date]) -> Sequence[bool | None]:
        return [None for _ in days]

    async def alarms(self) -> Sequence[Alarm]:
        found: list[Alarm] = []
        for recorded in await self._office.store.category("incident"):
            key = recorded.envelope.aggregate
            state = kind_of(key).fold(await self._office.desk.events_of(key))
            if isinstance(recorded.event, AlarmRaised) and isinstance(state, Incident) and state.signal:
                found.append(
                    Alarm(
                        key.removeprefix("incident-"),
                        state.signal,
                        state.product,
                        state.region,
                        recorded.envelope.occurred,
                        state.tickets_of,
                    )
                )
        return found


async def spikes(office: Office, last: Counts, usual: Counts, since: datetime = NOW - timedelta(weeks=20)) -> Spikes:
    await office.timers.skip(NOW)
    return Spikes(office.desk, Reports(office, last, usual, since), office.timers.now, SHANGHAI)


async def told(office: Office) -> list[object]:
    return [recorded.event for recorded in await office.store.category("incident")]


async def test_a_product_that_fails_far_more_than_in_other_weeks_raises_an_alarm_with_its_figures():
    office = Office()
    await (await spikes(office, BUSY, {("智能空调", None, "fault"): 2, (None, None, "fault"): 3})).go()
    (alarm,) = await told(office)
    assert isinstance(alarm, AlarmRaised)
    said = (alarm.signal, alarm.product, alarm.observed, alarm.usual, alarm.minutes)
    assert said == ("ticket-spike", "智能空调", 24, 2, 60)
    assert "24" in alarm.words


async def test_looked_at_again_within_the_hour_nothing_more_is_said_and_in_the_next_hour_the_signal_is_repeated():
    office = Office()
    looking = await spikes(office, BUSY, {})
    await looking.go()
    await looking.go()
    assert len(await told(office)) == 1
    await office.timers.skip(NOW + timedelta(minutes=40))
    await looking.go()
    await looking.go()
    assert [type(event) for event in await told(office)] == [AlarmRaised, SignalRepeated]


async def test_complaints_are_a_signal_of_their_own():
    office = Office()
    await (await spikes(office, {(None, None, "complaint"): 9}, {})).go()
    (alarm,) = await told(office)
    assert isinstance(alarm, AlarmRaised)
    assert (alarm.signal, alarm.product, alarm.region, alarm.kind) == ("mass-complaints", None, None, None)
    assert alarm.words == "一小时内 9 件投诉，往常同一时段 0 件"


async def raised(last: Counts, usual: Counts) -> list[tuple[str | None, str | None, str | None, int | None]]:
    office = Office()
    await (await spikes(office, last, usual)).go()
    alarms = [event for event in await told(office) if isinstance(event, AlarmRaised)]
    return [(alarm.product, alarm.region, alarm.kind, alarm.observed) for alarm in alarms]


async def test_two_kinds_at_once_are_two_alarms():
    assert await raised({(None, None, "fault"): 30, (None, None, "return"): 40}, {}) == [
        (None, None, "return", 40),
        (None, None, "fault", 30),
    ]


async def test_the_same_tickets_are_one_alarm_of_their_product_not_another_of_their_region_or_kind():
    assert await raised({("净水器", "华东", "fault"): 20}, {}) == [("净水器", None, None, 20)]


async def test_a_small_spike_of_a_product_hides_no_great_one_of_a_kind_or_a_region():
    last: Counts = {("净水器", "华东", "fault"): 8, (None, None, "return"): 60, ("手机", "华东", "fault"): 5}
    assert await raised(last, {}) == [("净水器", None, None, 8), (None, None, "return", 60)]
    assert await raised({**last, ("手机", "华北", "fault"): 3, ("电视", "华东", "fault"): 4}, {}) == [
        ("净水器", None, None, 8),
        ("手机", None, None, 8),
        (None, None, "return", 60),
    ]
    assert await raised({("净水器", "华东", "fault"): 8, (None, "华东", "consultation"): 9}, {}) == [
        ("净水器", None, None, 8),
        (None, "华东", None, 9),
    ]


class Busy:
    """Thirty tickets in the first hour after nine in Berlin, on every day; none at other times."""

    async def counts(self, since: datetime, until: datetime) -> Counts:
        local = until.astimezone(BERLIN)
        return {("热水器", None, "fault"): 30} if (local.hour, local.minute) == (10, 0) else {}

    async def began(self) -> datetime | None:
        return datetime(2023, 1, 1, tzinfo=UTC)

    async def works(self, days: Sequence[date]) -> Sequence[bool | None]:
        return [None for _ in days]

    async def alarms(self) -> Sequence[Alarm]:
        return []


@pytest.mark.parametrize("day", ["2024-03-25", "2024-04-02", "2024-04-23", "2024-05-21", "2024-11-04"])
async def test_a_usual_opening_hour_is_no_spike_after_clocks_were_changed(day: str):
    now = datetime.fromisoformat(f"{day}T10:00").replace(tzinfo=BERLIN).astimezone(UTC)
    assert await Spikes(Office().desk, Busy(), lambda: now, BERLIN).found(now) == []


@pytest.mark.parametrize(
    ("last", "usual", "since"),
    [
        ({("手机", None, "fault"): LEAST - 1}, {}, NOW - timedelta(weeks=20)),
        ({("手机", None, "fault"): 24}, {("手机", None, "fault"): 20}, NOW - timedelta(weeks=20)),
        ({("手机", None, "fault"): 24}, {}, NOW - timedelta(weeks=2)),
    ],
    ids=["few", "as every week", "nothing to compare with"],
)
async def test_no_alarm(last: Counts, usual: Counts, since: datetime):
    office = Office()
    await (await spikes(office, last, usual, since)).go()
    assert await told(office) == []


@given(st.lists(st.integers(0, 40), min_size=3, max_size=WEEKS), st.integers(0, 200))
def test_more_never_makes_a_spike_less(before: list[int], observed: int):
    assert is_spike(observed + 1, before) or not is_spike(observed, before)


def test_one_strange_week_among_the_others_hides_nothing():
    assert is_spike(24, [2, 3, 2, 90, 2, 3, 1, 2])
    assert not is_spike(24, [20, 25, 22, 18, 90, 21, 24, 19])


CHINA = read(shipped_text("china"), Calendar)


class OfficeHours:
    """Twenty tickets in each hour of a working day, two in one of a day off."""

    async def counts(self, since: datetime, until: datetime) -> Counts:
        return {("热水器", None, "fault"): 20 if CHINA.is_working_day(until.astimezone(SHANGHAI).date()) else 2}

    async def began(self) -> datetime | None:
        return datetime(2023, 1, 1, tzinfo=UTC)

    async def works(self, days: Sequence[date]) -> Sequence[bool | None]:
        return [CHINA.is_working_day(day) for day in days]

    async def alarms(self) -> Sequence[Alarm]:
        return []


@pytest.mark.parametrize("day", ["2024-05-11", "2024-09-29", "2024-05-06", "2024-10-08", "2024-05-13", "2024-05-18"])
async def test_a_saturday_on_which_people_work_is_busy_like_other_working_days(day: str):
    now = datetime.fromisoformat(f"{day}T10:00").replace(tzinfo=SHANGHAI)
    assert await Spikes(Office().desk, OfficeHours(), lambda: now, SHANGHAI).found(now) == []


async def test_on_a_holiday_the_usual_of_a_working_day_is_unusual():
    now = datetime(2024, 5, 2, 10, tzinfo=SHANGHAI)

    class Struck(OfficeHours):
        async def counts(self, since: datetime, until: datetime) -> Counts:
            return {("热水器", None, "fault"): 20} if until == now else await super().counts(since, until)

    [spike] = await Spikes(Office().desk, Struck(), lambda: now, SHANGHAI).found(now)
    assert (spike.observed, spike.usual) == (20, 2)


def kinds(today: str) -> list[str]:
    days = [date.fromisoformat(today) - timedelta(days=before) for before in range(7 * WEEKS + 1)]
    return [f"{day:%m-%d}" for day in alike({day: CHINA.is_working_day(day) for day in days})]


def test_a_plain_monday_is_compared_with_mondays_on_which_people_worked():
    assert kinds("2024-04-15") == ["04-08", "04-01", "03-25", "03-18", "03-11", "03-04", "02-26", "02-19"]
    assert kinds("2024-05-09") == ["04-25", "04-18", "04-11", "03-28", "03-21", "03-14"]


def test_a_make_up_saturday_is_compared_with_the_last_working_days_and_a_holiday_with_the_last_days_off():
    assert kinds("2024-05-11")[:5] == ["05-10", "05-09", "05-08", "05-07", "05-06"]
    assert kinds("2024-05-02") == ["05-01", "04-27", "04-21", "04-20", "04-14", "04-13", "04-06", "04-05"]


def test_of_a_year_that_is_not_in_the_calendar_days_of_one_name_are_alike():
    assert kinds("2027-02-04")[:3] == ["01-28", "01-21", "01-14"]
