"""What the API asks of whoever keeps letters that wait for a person; the composition root gives it one."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Literal, Protocol

from api.callers import Caller

if TYPE_CHECKING:
    from api.service import Service

State = Literal["waiting", "released", "dropped", "kept"]
Why = Literal[
    "stranger",
    "auto-reply",
    "bounce",
    "bulk",
    "spam",
    "loop",
    "forged",
    "forged-token",
    "too-many",
    "too-large",
    "no-sender",
    "unreadable",
    "refused",
    "not-whole",
]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A letter that waits, or waited, for a person; ``ticket`` is where it went, ``by`` who saw to it."""

    id: str
    came: datetime
    state: State
    why: Why
    size: int
    sender: str = field(repr=False)
    subject: str = field(repr=False)
    ticket: str | None = None
    by: str | None = None
    seen_to: datetime | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """What such a letter says; ``files`` are the names of what was sent with it."""

    about: Waiting
    text: str = field(repr=False)
    to: Sequence[str] = field(repr=False)
    files: Sequence[str] = field(repr=False)


class NoSuchLetter(LookupError):
    """There is none of this id, or no longer."""


class SeenTo(Exception):
    """Somebody let it in or dropped it before."""

    def __init__(self, state: State) -> None:
        super().__init__(state)
        self.state: State = state


class Unusable(Exception):
    """What it says can't be put in a ticket, or not by whom it is from: a person has to see to it."""


class Mailroom(Protocol):
    async def listed(self, state: State, after: str | None, limit: int) -> tuple[Sequence[Waiting], str | None, int]:
        """The newest first, where to go on, and how many there are."""
        ...

    async def read(self, letter: str) -> Opened:
        """Raises NoSuchLetter."""
        ...

    async def raw(self, letter: str) -> bytes:
        """To the byte. Raises NoSuchLetter."""
        ...

    async def release(self, service: "Service", letter: str, caller: Caller, ticket: str | None) -> str:
        """Open a ticket of it, or put it with one; its number. Raises NoSuchLetter, SeenTo, what the desk raises."""
        ...

    async def drop(self, letter: str, caller: Caller, reason: str) -> None:
        """Throw its content away. Raises NoSuchLetter, SeenTo."""
        ...
