"""A connection that stays down is named with the part of the program that misses it; one that is soon back is not."""

from dataclasses import dataclass, field

from eventsourcing_nats import EventLog, Standing
from gongdan.watching.connections import ConnectionWatch


@dataclass
class Told:
    """A log whose connections are up or down as the test says."""

    up: dict[str, bool] = field(default_factory=lambda: {"reader": True, "follower": True, "writer": True})

    @property
    def connections(self) -> list[Standing]:
        return [Standing(purpose, up, 0) for purpose, up in self.up.items()]


class Running:
    """Both parts of a service, at a time of their own."""

    def __init__(self) -> None:
        self.now, self.api, self.projections = 100.0, Told(), Told()
        self.watch = ConnectionWatch({"api": self.api, "projections": self.projections}, lambda: self.now)

    def lost(self, *, later: float) -> dict[str, list[str]]:
        self.watch.look()
        self.now += later
        return dict(self.watch.lost)


def test_while_all_are_up_none_is_lost():
    assert Running().lost(later=60) == {}


def test_one_that_is_down_is_named_after_the_grace_with_its_part():
    running = Running()
    running.lost(later=1)
    running.projections.up["follower"] = False
    assert running.lost(later=4.9) == {}
    running.projections.up["reader"] = False
    assert running.lost(later=0.2) == {"projections": ["follower"]}
    assert running.lost(later=5) == {"projections": ["reader", "follower"]}


def test_one_that_is_back_is_lost_no_more_and_has_its_grace_again():
    running = Running()
    running.lost(later=1)
    running.api.up["writer"] = False
    assert running.lost(later=9) == {"api": ["writer"]}
    running.api.up["writer"] = True
    assert running.lost(later=9) == {}
    running.api.up["writer"] = False
    assert running.lost(later=4) == {}


def test_one_that_never_was_up_is_lost_too():
    running = Running()
    running.api.up["writer"] = False
    assert running.lost(later=6) == {"api": ["writer"]}


async def test_a_real_log_that_is_closed_has_lost_all_three(log: EventLog):
    now = 100.0
    watch = ConnectionWatch({"projections": log}, lambda: now)
    assert watch.lost == {}
    await log.close()
    now += 6
    assert watch.lost == {"projections": ["reader", "follower", "writer"]}
