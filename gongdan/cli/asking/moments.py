"""Times as people type them: with a zone, or else in the deployment's."""

from datetime import datetime
from zoneinfo import ZoneInfo

from gongdan.failures import Failure


def moment(text: str, zone: ZoneInfo) -> datetime:
    """``2024-05-01`` (its beginning), ``2024-05-01T09:30``, ``2024-05-01 09:30:00+08:00``, ``now``. Raises Failure."""
    if text == "now":
        return datetime.now(zone)
    try:
        at = datetime.fromisoformat(text.strip())
    except ValueError:
        raise Failure("bad-moment", value=text) from None
    return at if at.tzinfo else at.replace(tzinfo=zone)
