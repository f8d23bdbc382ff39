"""Points in time as they are stored: UTC, microseconds, one fixed form (docs/formats.md §3)."""

from datetime import UTC, datetime
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, PlainSerializer


def in_utc(at: datetime) -> datetime:
    try:
        return at.astimezone(UTC)
    except OverflowError:
        raise ValueError("this time is out of range") from None


def stored_form(at: datetime) -> str:
    """``2024-05-01T01:30:00.000000Z``: sorts as text in the order of time."""
    utc = at if at.tzinfo is UTC else at.astimezone(UTC)
    return utc.isoformat(timespec="microseconds")[:-6] + "Z"


Moment = Annotated[AwareDatetime, AfterValidator(in_utc), PlainSerializer(stored_form, when_used="json")]
"""An aware time, kept in UTC."""
