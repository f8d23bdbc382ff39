"""A dead letter: which reaction gave up on which event, and why; nothing of what the event says."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Protocol, Self

from domain.record.moment import stored_form


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """``event`` is the event's id, ``position`` its place in the log; ``error`` the class of what was raised last."""

    reaction: str
    aggregate: str
    position: int
    event: str
    type: str
    error: str
    tries: int
    since: datetime

    def as_json(self) -> bytes:
        return json.dumps({**asdict(self), "since": stored_form(self.since)}).encode()

    @classmethod
    def of_json(cls, body: bytes) -> Self:
        said = json.loads(body)
        return cls(**{**said, "since": datetime.fromisoformat(said["since"])})


class DeadLetters(Protocol):
    """Where they are kept; one for each reaction and event."""

    async def put(self, letter: DeadLetter) -> None:
        """Kept once it returns."""
        ...

    async def all(self) -> Sequence[DeadLetter]:
        """Those that nobody has mended, oldest first."""
        ...

    async def mended(self, letter: DeadLetter) -> None:
        """It is none any more."""
        ...
