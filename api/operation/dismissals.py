"""What an operator said of a message that is no event, which may stay left out."""

from datetime import datetime
from typing import Annotated, Literal, Protocol, Self
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, StringConstraints


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


class Dismissing(BaseModel):
    """Why the message may stay left out."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"reason": "网络组的探测消息，已停用"}]})
    reason: Annotated[
        str,
        StringConstraints(strip_whitespace=True, min_length=1, max_length=200),
        Field(description="Whose message it is, and why it may stay. No personal data: it is kept for ever."),
    ]


class NotDismissed(Exception):
    """Nothing was recorded: what stands there is an event, or nothing, or it could not be written."""

    def __init__(self, code: Literal["is-an-event", "nothing-there", "not-dismissed"]) -> None:
        super().__init__(code)
        self.code = code


async def nowhere_to_keep(position: int, reason: str, by: str) -> Dismissal:
    """Where no home keeps dismissals. Raises NotDismissed."""
    raise NotDismissed("not-dismissed")
