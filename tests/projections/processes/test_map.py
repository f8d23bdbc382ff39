"""The process map, worked out by hand: how often, how long, where the time goes, what is done again."""

import random

import numpy
import pytest

from projections.processes.finding import Often
from projections.processes.mapping.map import process_map
from projections.processes.mapping.simplifying import LeftOut, simplified
from projections.processes.mapping.variants import variants
from projections.processes.mapping.waits import Lasting
from tests.projections.processes.walking import course

THREE = (
    course("open grade solve", 10, 100, number="1"),
    course("open grade solve", 20, 300, number="2"),
    course("open grade grade solve close", 30, 5, 200, 1000, number="3"),
)


def test_activities_are_counted_with_their_tickets_and_where_they_stand():
    found = process_map(THREE)
    assert (found.tickets, found.events, found.variants, found.moves) == (3, 11, 2, 8)
    told = {each.name: (each.count, each.tickets, each.starts, each.ends, each.repeated) for each in found.activities}
    assert told == {
        "grade": (4, 3, 0, 0, 1),
        "open": (3, 3, 3, 0, 0),
        "solve": (3, 3, 0, 2, 0),
        "close": (1, 1, 0, 1, 0),
    }


def test_a_path_has_mean_median_and_90th_percentile_of_its_waits():
    paths = {(path.source, path.target): path for path in process_map(THREE).paths}
    solve = paths["grade", "solve"]
    assert (solve.wait.count, solve.tickets, solve.wait.total) == (3, 3, 600)
    assert (solve.wait.mean, solve.wait.median, solve.wait.p90) == (200, 200, 280)
    assert paths["grade", "grade"].is_loop
    assert {way: path.wait.count for way, path in paths.items()} == {
        ("open", "grade"): 3,
        ("grade", "solve"): 3,
        ("grade", "grade"): 1,
        ("solve", "close"): 1,
    }


def test_where_a_tenth_of_all_waiting_is_spent_is_a_bottleneck_the_worst_first():
    found = process_map(THREE)
    slow = [(path.source, path.target, round(path.share, 4)) for path in found.bottlenecks]
    assert slow == [("solve", "close", 0.6006), ("grade", "solve", 0.3604)]


def test_rework_is_what_was_done_more_than_once_in_a_ticket():
    rework = process_map(THREE).rework
    assert (rework.tickets, round(rework.share, 4)) == (1, 0.3333)
    assert rework.loops == (("grade", 1),)
    assert rework.repeated == (("grade", 1),)


def test_a_ticket_of_one_activity_lasts_no_time():
    found = process_map([course("open")])
    assert (found.tickets, found.events, found.paths) == (1, 1, ())
    assert found.duration == Lasting(1, 0, 0, 0, 0)


def test_of_no_ticket_there_is_nothing():
    found = process_map([])
    assert (found.tickets, found.activities, found.paths, found.duration, found.rework.share) == (0, (), (), None, 0)
    assert simplified(found, 0.5) == (found, LeftOut())


def test_many_batches_come_to_the_same(monkeypatch: pytest.MonkeyPatch):
    whole = process_map(THREE)
    monkeypatch.setattr("projections.processes.mapping.counting._AT_ONCE", 1)
    assert process_map(THREE) == whole


@pytest.mark.parametrize("size", [1, 2, 3, 10, 101])
def test_mean_median_and_percentile_are_numpys(size: int):
    chance = random.Random(size)
    times = [chance.randrange(10_000_000) for _ in range(size)]
    found = Lasting.of(times)
    expected = (numpy.mean(times), numpy.median(times), numpy.percentile(times, 90))
    assert (found.mean, found.median, found.p90) == pytest.approx([each / 1000 for each in expected], rel=1e-12)


def test_the_paths_taken_most_are_kept_and_what_is_left_out_is_said():
    whole = process_map([course("a b c", 1, 1)] * 8 + [course("a b d c", 1, 1, 1), course("a x c", 1, 1)])
    shown, left_out = simplified(whole, 0.75)
    assert [(path.source, path.target) for path in shown.paths] == [("a", "b"), ("b", "c")]
    assert [each.name for each in shown.activities] == ["a", "c", "b"]
    assert left_out == LeftOut(activities=2, paths=4, moves=4, share=4 / 21)
    assert shown.tickets == whole.tickets


def test_a_kept_activity_hangs_together_with_the_rest():
    whole = process_map([course("a b b b b b c", *[1] * 6)] * 2)
    shown, _ = simplified(whole, 0.1)
    assert [(path.source, path.target) for path in shown.paths] == [("b", "b"), ("a", "b"), ("b", "c")]


def test_no_more_paths_are_kept_than_asked_for():
    whole = process_map([course("a b c", 1, 1)] * 2 + [course("a c", 1), course("c a", 1)])
    shown, left_out = simplified(whole, 1.0, most=2)
    assert (len(shown.paths), left_out.paths, left_out.activities) == (2, 2, 0)


def test_variants_are_listed_with_their_share_their_time_and_the_earliest_tickets():
    first = THREE[0].variant
    found = variants(Often((first,), 2, 3), [each for each in THREE if each.variant == first])
    [most] = found.found
    assert (found.count, found.tickets) == (2, 3)
    assert (most.activities, most.tickets, most.examples) == (("open", "grade", "solve"), 2, ("1", "2"))
    assert (most.share, most.covered) == (2 / 3, 2 / 3)
    assert (most.duration.mean, most.duration.median) == (215, 215)
    both = variants(Often((first, THREE[2].variant), 2, 3), THREE).found
    assert [each.covered for each in both] == [2 / 3, 1]
