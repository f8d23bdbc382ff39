"""What an operator said of a message that is no event, which may stay left out."""

from datetime import datetime
from typing import Protocol, Self
from zoneinfo import ZoneInfo

from pydantic import BaseModel


class Dismissal(Protocol):
    """``at`` in ISO 8601, with its offset."""

    @property
    def by(self) -> str: ...
    @property
    def at(self) -> str: ...
    @property
    def reason(self) -> str: ...


class Dismissed(BaseModel):
    """Who looked at the message, when, and why it may stay left out."""

    by: str
    at: datetime
    reason: str

    @classmethod
    def of(cls, dismissal: Dismissal, zone: ZoneInfo) -> Self:
        return cls(by=dismissal.by, at=datetime.fromisoformat(dismissal.at).astimezone(zone), reason=dismissal.reason)
