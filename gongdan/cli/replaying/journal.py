"""How far a replay into a file came: kept beside what came so far, so that it goes on with the same bytes."""

import hashlib
import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, Final

from gongdan.failures import Failure

_VERSION: Final = 1
_PIECE: Final = 1 << 20


@dataclass(slots=True)
class Journal:
    """``asked`` is all that decides which rows come. What stands in the part up to ``bytes`` came up to ``read_to``."""

    asked: dict[str, Any]
    through: str = ""
    read_to: int = 0
    bytes: int = 0
    events: int = 0
    left_out: int = 0
    first: int | None = None
    last: int | None = None
    sha256: str = field(default=hashlib.sha256().hexdigest())

    @property
    def epoch(self) -> str:
        return self.through.partition(":")[0]

    @property
    def end(self) -> int:
        return int(self.through.partition(":")[2] or 0)

    @property
    def after(self) -> str | None:
        """Where to go on, if it was begun."""
        return f"{self.epoch}:{self.read_to}" if self.through else None

    @property
    def whole(self) -> bool:
        return bool(self.through) and self.read_to >= self.end

    def save(self, path: Path) -> None:
        """Beside, then in place: what is there is always a whole one. Raises OSError."""
        beside = path.with_name(f"{path.name}.new")
        with private(beside) as out:
            out.write(json.dumps({"v": _VERSION, **asdict(self)}, ensure_ascii=False).encode())
            out.flush()
            os.fsync(out.fileno())
        beside.replace(path)

    @classmethod
    def read(cls, path: Path) -> "Journal | None":
        """None where there is none, or none that can be read."""
        try:
            found = json.loads(path.read_bytes())
            return cls(**found) if found.pop("v") == _VERSION else None
        except (OSError, ValueError, TypeError, KeyError):
            return None


@dataclass(frozen=True, slots=True)
class Places:
    """The file that is wanted, and what stands beside it until it is whole."""

    target: Path

    @property
    def part(self) -> Path:
        """The rows that came so far, as JSON Lines, whatever the format."""
        return self.target.with_name(f"{self.target.name}.part")

    @property
    def journal(self) -> Path:
        return self.target.with_name(f"{self.target.name}.part.json")

    @property
    def made(self) -> Path:
        """The file in its format, as it is made of the rows."""
        return self.target.with_name(f"{self.target.name}.made")

    @property
    def lock(self) -> Path:
        """There while a replay into the file is under way."""
        return self.target.with_name(f"{self.target.name}.part.lock")

    def clear(self) -> None:
        for path in (self.journal, self.part, self.made):
            path.unlink(missing_ok=True)


def private(path: Path) -> BinaryIO:
    """A new file for its owner alone: masked or not, it is about people. Raises OSError."""
    return os.fdopen(os.open(path, os.O_CREAT | os.O_TRUNC | os.O_RDWR, 0o600), "w+b")


def continued(places: Places, journal: Journal) -> tuple[BinaryIO, "hashlib._Hash"]:
    """The part, cut where the journal says, and the hash of what stands there. Raises Failure, OSError."""
    seen, left = hashlib.sha256(), journal.bytes
    try:
        part = places.part.open("r+b")
    except FileNotFoundError:
        raise Failure("replay-part-damaged", path=places.part) from None
    while left and (some := part.read(min(left, _PIECE))):
        seen.update(some)
        left -= len(some)
    if left or seen.hexdigest() != journal.sha256:
        part.close()
        raise Failure("replay-part-damaged", path=places.part)
    part.truncate(journal.bytes)
    part.seek(journal.bytes)
    return part, seen
