"""The rules of an auditor's sample, and how chance takes tickets: the same for the same seed, whoever asks."""

from datetime import UTC, date, datetime

import pytest

from domain.record.envelope import Actor, Envelope, Recorded
from domain.refusals import NotAllowed
from domain.samples.events import SampleDrawn
from domain.samples.sample import DrawSample, Sample, decide, evolve, picked, sample_key

MAY, LAST = date(2024, 5, 1), date(2024, 5, 31)
NUMBERS = [f"202405-{number:05d}" for number in range(1, 41)]
AT = datetime(2024, 6, 3, 2, tzinfo=UTC)


def command(tickets: tuple[str, ...] = ("202405-00007",), of: int = 40, last: date = LAST) -> DrawSample:
    return DrawSample(first_day=MAY, last_day=last, size=1, seed="q2", of=of, through=118, tickets=tickets)


def drawn_by(who: str) -> Sample | None:
    [event] = decide(None, command(), who)
    return given((who, event))


def given(*drawn: tuple[str, SampleDrawn]) -> Sample | None:
    state: Sample | None = None
    for version, (who, event) in enumerate(drawn, 1):
        state = evolve(state, Recorded(_envelope(version, who), event, version))
    return state


def _envelope(version: int, who: str) -> Envelope:
    said = {"aggregate": "audit-1", "version": version, "type": SampleDrawn.stored_name, "schema_version": 1}
    ids = {"id": f"{version}", "command": f"{version}", "correlation": f"{version}", "causation": None}
    return Envelope(**said, **ids, occurred=AT, recorded=AT, actor=Actor(id=who, role="auditor", channel="api"))


def test_what_was_drawn_is_put_on_record():
    [event] = decide(None, command(), "x-001")
    assert (event.tickets, event.of, event.through, event.seed) == (("202405-00007",), 40, 118, "q2")


def test_days_that_end_before_they_begin_are_refused():
    with pytest.raises(NotAllowed) as refused:
        decide(None, command(last=date(2024, 4, 30)), "x-001")
    assert refused.value.code == "days-reversed"


def test_the_same_again_by_the_same_person_is_on_record_already():
    drawn = drawn_by("x-001")
    assert decide(drawn, command(), "x-001") == []


def test_another_who_looks_is_put_on_record_too():
    drawn = drawn_by("x-001")
    assert len(decide(drawn, command(), "x-002")) == 1


def test_a_draw_after_late_entries_is_another():
    drawn = drawn_by("x-001")
    [event] = decide(drawn, command(("202405-00041",), of=41), "x-001")
    assert event.tickets == ("202405-00041",)


def test_the_same_seed_takes_the_same_tickets_in_whatever_order_they_come():
    assert picked(NUMBERS, "q2", 5) == picked(reversed(NUMBERS), "q2", 5)
    assert picked(NUMBERS, "q2", 5) != picked(NUMBERS, "q3", 5)


def test_a_larger_sample_begins_with_the_smaller_one():
    assert picked(NUMBERS, "q2", 20)[:5] == picked(NUMBERS, "q2", 5)
    assert sorted(picked(NUMBERS, "q2", 100)) == NUMBERS


def test_a_place_is_the_hash_that_the_documentation_tells():
    assert picked(["202405-00001", "202405-00002", "202405-00003"], "2024-Q2", 2) == ("202405-00001", "202405-00002")


def test_a_ticket_that_is_entered_late_moves_none_of_the_others():
    fewer = [number for number in NUMBERS if number != "202405-00023"]
    assert [each for each in picked(NUMBERS, "q2", 40) if each != "202405-00023"] == [*picked(fewer, "q2", 40)]


def test_every_ticket_is_taken_about_as_often_as_any_other():
    taken = [number for seed in range(400) for number in picked(NUMBERS, f"{seed}", 10)]
    assert all(60 <= taken.count(number) <= 140 for number in NUMBERS)


def test_all_who_ask_the_same_find_the_same_history():
    assert sample_key(MAY, LAST, 5, "q2") == sample_key(MAY, LAST, 5, "q2") != sample_key(MAY, LAST, 5, "q3")
