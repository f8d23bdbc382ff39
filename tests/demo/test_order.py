"""What a log must hold to: one order of time, numbers without gaps, each aggregate once in an append."""

from collections import defaultdict
from itertools import pairwise

from domain.desk.kinds import id_of
from gongdan.demo.engine.batching import LAG, MOST
from tests.demo.making import ZONE, in_order, month


def test_the_times_of_recording_never_fall():
    recorded = [event.envelope.recorded for event in in_order()]
    assert all(before <= after for before, after in pairwise(recorded))


def test_what_happened_is_recorded_within_minutes():
    delays = [event.envelope.recorded - event.envelope.occurred for event in in_order()]
    assert min(delays).total_seconds() == 0
    assert max(delays) <= LAG


def test_an_append_holds_each_aggregate_once_and_not_too_many_events():
    for batch in month():
        keys = [events[0].envelope.aggregate for events in batch.events]
        assert len(set(keys)) == len(keys)
        assert batch.count <= MOST


def test_the_events_of_an_aggregate_follow_each_other_in_version_and_time():
    histories = defaultdict(list)
    for event in in_order():
        histories[event.envelope.aggregate].append(event.envelope)
    for history in histories.values():
        assert [envelope.version for envelope in history] == list(range(1, len(history) + 1))
        assert all(before.occurred <= after.occurred for before, after in pairwise(history))


def test_numbers_have_no_gap_and_their_period_is_the_day_of_recording():
    counts = defaultdict(list)
    for event in in_order():
        if event.envelope.type == "ticket-opened":
            number, day = id_of(event.envelope.aggregate), event.envelope.recorded.astimezone(ZONE)
            period, count = (number[:7], number[7:]) if "-" in number else (number[:8], number[8:])
            assert period == day.strftime("%Y%m-" if "-" in number else "%Y%m%d")
            counts[period].append(int(count))
    assert len(counts) > 5
    for found in counts.values():
        assert found == list(range(1, len(found) + 1))


def test_what_is_over_gets_no_event_any_more():
    over: set[str] = set()
    for batch in month():
        assert over.isdisjoint(events[0].envelope.aggregate for events in batch.events)
        over |= set(batch.over)
    assert over
