"""Read models that stand at the same position and are read together; two lanes that meet become one."""

from dataclasses import dataclass

from domain.record.envelope import Recorded
from projections.running.build import Build


@dataclass(eq=False)
class Lane:
    """``position`` is that of every build in it."""

    builds: list[Build]
    position: int


class Lanes:
    """All lanes. A new read model starts in one of its own, so that it holds up nobody."""

    def __init__(self) -> None:
        self.all: list[Lane] = []

    def place(self, build: Build, position: int) -> None:
        """Put a build into the lane at its position."""
        for lane in self.all:
            if lane.position == position:
                lane.builds.append(build)
                return
        self.all.append(Lane([build], position))

    def pieces(self, lane: Lane, events: list[Recorded]) -> tuple[list[Recorded], list[Recorded]]:
        """The events up to the next lane ahead, so that the two can meet, and the rest."""
        ahead = [other.position for other in self.all if other.position > lane.position]
        cut = min(ahead, default=events[-1].sequence) - lane.position
        return events[:cut], events[cut:]

    def meet(self, lane: Lane) -> None:
        """Join a lane at the same position, if there is one: this lane ends, empty."""
        for other in self.all:
            if other is not lane and other.position == lane.position:
                other.builds.extend(lane.builds)
                lane.builds = []
                self.all.remove(lane)
                return
