"""Which messages that read models leave out are dismissed, so that nobody need look at them again, and how many."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from prometheus_client.core import Metric

from api.gauges import gauge
from gongdan.storing.dismissed import Dismissal, Dismissals, covers
from projections.errors import ReadingError
from projections.registry import PROJECTIONS
from projections.running import bookkeeping
from projections.store import ReadStore


def known(home: Path, epoch: str | None) -> dict[int, Dismissal]:
    """By position; where the file can't be read, which ``gongdan check`` tells, nothing is dismissed meanwhile."""
    try:
        return Dismissals(home).all(epoch)
    except OSError:
        return {}


def dismissed(home: Path, epoch: str, store: ReadStore) -> Iterator[Metric]:
    """Left out while the database, or the file of dismissals, can't be read."""
    try:
        those = Dismissals(home).all(epoch)
        with store.read() as connection:
            parked = bookkeeping.parked(connection)
    except (ReadingError, OSError):
        return
    counted = Counter(
        entry.projection for entry in parked if covers(those, entry.position, entry.event_type, entry.skipped)
    )
    values = (((projection.name,), float(counted[projection.name])) for projection in PROJECTIONS)
    meaning = "Of the tickets that it leaves out, those that are dismissed messages."
    yield gauge("gongdan_projection_dismissed_tickets", meaning, ("projection",), values)
