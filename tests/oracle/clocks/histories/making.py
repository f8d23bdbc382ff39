"""Made-up histories by their seed: the same seed and pack give the same history for ever."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Final

from domain.record.envelope import Recorded
from tests.oracle.clocks.histories.complaint import lived, waiting
from tests.oracle.clocks.histories.correcting import corrected
from tests.oracle.clocks.histories.life import Life
from tests.oracle.clocks.histories.recording import recorded
from tests.oracle.clocks.histories.times import ZONES
from tests.oracle.clocks.slow.days import minute_of
from tests.oracle.clocks.slow.table import SERVICE_PLAN

COMPLAINTS: Final = {SERVICE_PLAN: 0.45}
"""The share of histories that are a complaint's, under the pack that has clocks for them."""


@dataclass(frozen=True)
class History:
    """What is on record, and the moment at which somebody looks at it."""

    seed: int
    pack: str
    zone: str
    log: Sequence[Recorded]
    now: int

    def __str__(self) -> str:
        return f"seed {self.seed} under {self.pack} in {self.zone}"


def history(seed: int, pack: str) -> History:
    chance = Random(f"{seed}/{pack}")
    zone = chance.choice(ZONES)
    if chance.random() < COMPLAINTS.get(pack, 0.02):
        complaint = lived(chance, zone)
        log = recorded(f"complaint-TS202405-{seed:05}", pack, complaint)
        log += recorded(f"ticket-202405-{seed:05}", pack, waiting(chance, complaint))
    else:
        entries = Life(chance, pack, zone).lived(chance.randint(12, 60))
        log = corrected(chance, recorded(f"ticket-202405-{seed:05}", pack, entries), pack)
    last = max(minute_of(each.envelope.recorded) for each in log)
    return History(seed, pack, zone, log, last + chance.choice((0, 1, 10, 60, 600, 1440, 4000, 14400)))
