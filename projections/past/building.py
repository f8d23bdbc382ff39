"""Read models as of a moment, by the quicker of two ways that come to the same."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from domain.policy.shipped import DEFAULT
from projections.past.progress import Progress
from projections.past.source import Source
from projections.past.telling import told
from projections.projection import Projection
from projections.running.past import as_of
from projections.sql.local import SHANGHAI
from projections.store import ReadStore


async def built(
    source: Source,
    live: ReadStore | None,
    at: datetime,
    projections: Sequence[Projection],
    *,
    known: bool = False,
    zone: ZoneInfo = SHANGHAI,
    progress: Progress | None = None,
) -> ReadStore:
    """From the read models of now where these serve, else from the whole log; close it when done.

    ``progress`` is told how far it is.
    """
    found = await told(source, live, at, projections, known=known, zone=zone) if live else None
    policy = live.policy if live else DEFAULT
    if found is not None:
        return found
    reached = (progress or Progress()).reached
    return await as_of(source, at, known=known, projections=projections, zone=zone, policy=policy, reached=reached)
