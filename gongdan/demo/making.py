"""All stories of the months together, as batches to be stored."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from domain.policy.choice import Choice, Rule
from domain.policy.in_force import Policies, shipped
from gongdan.demo.engine.batching import Batch, batches
from gongdan.demo.engine.clockwork import Clockwork
from gongdan.demo.engine.desk import DemoDesk
from gongdan.demo.stories.calls import calls
from gongdan.demo.stories.crises.batch import failing
from gongdan.demo.stories.crises.emergency import struck
from gongdan.demo.stories.matters.articles import visited
from gongdan.demo.stories.matters.meetings import reviewed
from gongdan.demo.stories.staff_lives import away, hired, rostered
from gongdan.demo.times import midnight, months_after
from gongdan.demo.world.catalogue import sorts
from gongdan.demo.world.customers import CONTRACT
from gongdan.demo.world.world import World


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which months to make up: so many from ``first`` on, from this seed, with so many tickets a mean day."""

    first: date
    months: int
    seed: int
    per_day: float

    @property
    def after(self) -> date:
        return months_after(self.first, self.months)

    @property
    def named(self) -> str:
        """What all draws are derived from, and with the load, the last day and the zone all ids."""
        return f"demo/{self.first:%Y-%m}/{self.seed}"


class Making:
    """The months as they are made; ``clockwork.now`` is how far they have come."""

    def __init__(self, wanted: Wanted, zone: ZoneInfo, after: date | None = None) -> None:
        """``after`` ends them earlier: the day after the last."""
        end = after or wanted.after
        self._zone = zone
        self.desk = DemoDesk(zone, policies())
        self.world = World.made(wanted.named, wanted.first, end, wanted.per_day, zone, self.desk)
        told = f"{wanted.named}/{wanted.per_day:g}/{end}/{zone.key}"
        self.clockwork = Clockwork(self.desk, told, midnight(end, zone))

    def batches(self) -> Iterator[Batch]:
        """Raises StepRefused where a story does what the rules refuse."""
        stories = {
            "hired": hired,
            "rostered": rostered,
            "away": away,
            "calls": calls,
            "batch": failing,
            "emergency": struck,
            "reviews": reviewed,
            "visits": visited,
        }
        for name, story in stories.items():
            self.clockwork.start(name, story(self.world))
        return batches(self.clockwork.run(), self._zone, self.desk.over)


def policies() -> Policies:
    """The shipped packs, each for the products that it is for; the service plan for who has a contract."""
    by_product = tuple(Rule(pack=sort.pack, product=(sort.name,)) for sort in sorts())
    serviced = tuple(sort.name for sort in sorts() if sort.pack == "handbook")
    by_contract = Rule(pack="service-plan", product=serviced, contract=(CONTRACT,))
    return Policies(shipped().packs, Choice(rules=(by_contract, *by_product)))
