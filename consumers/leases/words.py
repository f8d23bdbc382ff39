"""What stands on the nats-servers of a lease: the last word of whoever held it, and where it stands."""

import json
from dataclasses import asdict, dataclass
from typing import Any, Protocol, Self


@dataclass(frozen=True, slots=True)
class Word:
    """``holder`` names the home folder, ``run`` the process; ``note`` is for whoever comes after.

    ``given_up``: it was let go, and may be had at once.
    """

    holder: str
    run: str
    note: str | None = None
    given_up: bool = False

    def as_json(self) -> bytes:
        return json.dumps(asdict(self)).encode()

    @classmethod
    def of_json(cls, body: bytes) -> Self:
        """What can't be read was said by nobody we know, and waits as any other's word does."""
        try:
            said: dict[str, Any] = dict(json.loads(body))
            note = said.get("note")
            return cls(str(said["holder"]), str(said["run"]), str(note) if note else None, said.get("given_up") is True)
        except (ValueError, TypeError, KeyError):
            return cls("", "")


@dataclass(frozen=True, slots=True)
class Said:
    """``place`` grows with each word."""

    word: Word
    place: int


class Board(Protocol):
    """Where the words of one lease stand; both raise StoreUnavailable where that is not known."""

    async def last(self) -> Said | None:
        """The last word, wherever it was said; None before the first."""
        ...

    async def say(self, word: Word, after: int) -> int | None:
        """Its place, where the last word still stands at ``after`` (0: there is none); None where it does not."""
        ...
