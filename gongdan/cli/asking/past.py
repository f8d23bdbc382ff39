"""A past moment as it is asked for: as it was, or as it was known then."""

from datetime import datetime
from typing import Any

from gongdan.cli.asking.moments import moment
from gongdan.failures import Failure
from gongdan.settings import Settings


def past_of(as_of: str | None, settings: Settings, *, known: bool) -> dict[str, Any]:
    """The parameters of a request. Raises Failure."""
    at = moment_of(as_of, settings, known=known)
    return {"as_of": at.isoformat(), "known": str(known).lower()} if at else {}


def moment_of(as_of: str | None, settings: Settings, *, known: bool) -> datetime | None:
    if as_of is None and known:
        raise Failure("as-of-needed")
    return moment(as_of, settings.time_zone) if as_of is not None else None
