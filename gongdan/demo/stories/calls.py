"""Customers call all through the months, each call a process of its own."""

from gongdan.demo.engine.steps import Process, Start, Wait
from gongdan.demo.stories.tickets import called
from gongdan.demo.times import days
from gongdan.demo.world.load import arrivals
from gongdan.demo.world.world import World


def calls(world: World) -> Process:
    """One after the other, as the load of the day and hour has it; not before all staff are on record."""
    times = arrivals(world.chance("calls"), days(world.first, world.after), world.per_day, world.zone)
    opens = world.at(world.first, 1)
    for count, at in enumerate((at for at in times if at >= opens), 1):
        yield Wait(at)
        name = f"ticket/{count}"
        yield Start(at, name, called(world, name, at))
