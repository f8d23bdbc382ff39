"""How many of the tickets that read models leave out are dismissed messages, which nobody need look at again."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from prometheus_client.core import Metric

from api.metrics import gauge
from gongdan.storing.dismissed import Dismissals, covers
from projections.errors import ReadingError
from projections.registry import PROJECTIONS
from projections.running import bookkeeping
from projections.store import ReadStore


def dismissed(home: Path, epoch: str, store: ReadStore) -> Iterator[Metric]:
    """Left out while the database, or the file of dismissals, can't be read."""
    try:
        known = Dismissals(home).all(epoch)
        with store.read() as connection:
            parked = bookkeeping.parked(connection)
    except (ReadingError, OSError):
        return
    counted = Counter(
        entry.projection for entry in parked if covers(known, entry.position, entry.event_type, entry.skipped)
    )
    values = (((projection.name,), float(counted[projection.name])) for projection in PROJECTIONS)
    meaning = "Of the tickets that it leaves out, those that are dismissed messages."
    yield gauge("gongdan_projection_dismissed_tickets", meaning, ("projection",), values)
