"""Read models at the same position are read together; one that comes from behind stops where it can join."""

from projections.running.build import Build
from projections.running.lane import Lanes
from tests.projections.examples import OPENED, Counting
from tests.projections.logs import ListLog


def build(name: str) -> Build:
    return Build.live(Counting(name).projection)


def test_read_models_at_one_position_share_a_lane():
    lanes = Lanes()
    for name, position in (("a", 5), ("b", 0), ("c", 5)):
        lanes.place(build(name), position)
    assert [([each.name for each in lane.builds], lane.position) for lane in lanes.all] == [(["a", "c"], 5), (["b"], 0)]


def test_a_lane_that_comes_from_behind_stops_at_the_next_and_joins_it():
    lanes, log = Lanes(), ListLog()
    for _ in range(10):
        log.happen("1", OPENED)
    for name, position in (("ahead", 7), ("behind", 4), ("far", 9)):
        lanes.place(build(name), position)
    behind = lanes.all[1]
    now, rest = lanes.pieces(behind, log.events[4:])
    assert [event.sequence for event in now] == [5, 6, 7]
    assert [event.sequence for event in rest] == [8, 9, 10]
    behind.position = 7
    lanes.meet(behind)
    assert behind.builds == []
    assert [[each.name for each in lane.builds] for lane in lanes.all] == [["ahead", "behind"], ["far"]]


def test_the_lane_in_front_is_not_cut():
    lanes, log = Lanes(), ListLog()
    log.happen("1", OPENED)
    lanes.place(build("only"), 0)
    assert lanes.pieces(lanes.all[0], log.events) == (log.events, [])
