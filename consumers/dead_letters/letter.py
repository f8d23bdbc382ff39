"""A dead letter: which reaction gave up on which event, and why; nothing of what the event says."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any, Final, Protocol, Self

from domain.record.moment import stored_form

UNREADABLE: Final = "Unreadable"
"""The error of a dead letter that can't be read itself."""


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
        """What a newer program says besides is not looked at. Raises ValueError, TypeError, KeyError."""
        body_said: dict[str, Any] = dict(json.loads(body))
        said = {name: value for name, value in body_said.items() if name in _FIELDS}
        return cls(**{**said, "since": datetime.fromisoformat(said["since"])})

    @classmethod
    def of_unreadable(cls, reaction: str, event: str, since: datetime) -> Self:
        """What stands for one whose body says nothing that can be read."""
        return cls(reaction, "", 0, event, "", UNREADABLE, 0, since)


_FIELDS: Final = frozenset(field.name for field in fields(DeadLetter))


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
