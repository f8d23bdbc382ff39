"""Spikes: what is unusual for that hour of the week raises one alarm, and a signal in it from then on."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consumers.spikes import LEAST, WEEKS, Alarm, Counts, Spikes, is_spike
from domain.desk.kinds import kind_of
from domain.matters.incidents.events import AlarmRaised, SignalRepeated
from domain.matters.incidents.state import Incident
from tests.consumers.examples import Office, at

NOW = at("05-20 10:30")
BUSY = {("product", "智能空调"): 24, ("kind", "fault"): 30}


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
                    )
                )
        return found


async def spikes(office: Office, last: Counts, usual: Counts, since: datetime = NOW - timedelta(weeks=20)) -> Spikes:
    await office.timers.skip(NOW)
    return Spikes(office.desk, Reports(office, last, usual, since), office.timers.now)


async def told(office: Office) -> list[object]:
    return [recorded.event for recorded in await office.store.category("incident")]


async def test_a_product_that_fails_far_more_than_in_other_weeks_raises_an_alarm_with_its_figures():
    office = Office()
    await (await spikes(office, BUSY, {("product", "智能空调"): 2, ("kind", "fault"): 5})).go()
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
    await (await spikes(office, {("kind", "complaint"): 9}, {})).go()
    (alarm,) = await told(office)
    assert isinstance(alarm, AlarmRaised)
    assert (alarm.signal, alarm.product, alarm.region) == ("mass-complaints", None, None)


@pytest.mark.parametrize(
    ("last", "usual", "since"),
    [
        ({("product", "手机"): LEAST - 1}, {}, NOW - timedelta(weeks=20)),
        ({("product", "手机"): 24}, {("product", "手机"): 20}, NOW - timedelta(weeks=20)),
        ({("product", "手机"): 24}, {}, NOW - timedelta(weeks=2)),
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
