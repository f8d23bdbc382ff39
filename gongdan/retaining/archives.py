"""A year of the log as a folder: the events as they are stored, sealed values and all, and a manifest of the files.

What was erased later can't be read in it either: it holds no key.
"""

import errno
import gzip
import hashlib
import json
import os
from collections.abc import AsyncIterator, Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final, Protocol
from zoneinfo import ZoneInfo

from gongdan.storing.mapper import event_hash
from gongdan.storing.private_file import write_private

MANIFEST, EVENTS = "manifest.json", "events.jsonl.gz"
FORM: Final = 1
"""Version of this form."""


class Logged(Protocol):
    """An event as the log hands it out."""

    @property
    def sequence(self) -> int: ...
    @property
    def aggregate_id(self) -> str: ...
    @property
    def version(self) -> int: ...
    @property
    def state(self) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an archive holds: of which log and year, how many events from where to where, and each file's SHA-256."""

    form: int
    epoch: str
    prefix: str
    year: int
    zone: str
    events: int
    first: int
    last: int
    sha256: dict[str, str]


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found of an archive: how many events, and what is wrong."""

    events: int
    findings: tuple[str, ...]


async def archive(
    batches: AsyncIterator[list[Any]], year: int, to: Path, *, epoch: str, prefix: str, zone: ZoneInfo
) -> Manifest:
    """All events that were recorded in the year. The folder must be new; without a manifest it is no archive.

    Raises OSError.
    """
    _begin(to)
    count, first, last = 0, 0, 0
    with (to / EVENTS).open("xb") as raw, gzip.GzipFile("", "wb", fileobj=raw, mtime=0) as out:
        async for batch in batches:
            for event in batch:
                if _year_of(event.state, zone) != year:
                    continue
                out.write(_line(event))
                count, first, last = count + 1, first or event.sequence, event.sequence
    _on_disk(to / EVENTS)
    sha256 = {EVENTS: _digest(to / EVENTS)}
    made = Manifest(FORM, epoch, prefix, year, zone.key, count, first, last, sha256)
    write_private(to / MANIFEST, json.dumps(asdict(made), indent=1) + "\n")
    return made


def _on_disk(path: Path) -> None:
    """Before the manifest says what it holds."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _begin(to: Path) -> None:
    """Raises FileExistsError where an archive, or a part of one, is there."""
    to.mkdir(parents=True, exist_ok=True, mode=0o700)
    if (to / MANIFEST).exists() or (to / EVENTS).exists():
        raise FileExistsError(errno.EEXIST, "is there already", str(to))


def over(year: int, today: date) -> bool:
    """Whether nothing more can be recorded in it."""
    return year < today.year


def verify(folder: Path) -> Checked:
    """Every byte against the manifest, every history against its chain of hashes. Raises OSError, ValueError."""
    said: dict[str, Any] = json.loads((folder / MANIFEST).read_text())
    if said["form"] > FORM:
        raise ValueError(f"form {said['form']}")
    if not isinstance(said["sha256"], dict):
        raise ValueError("no sums")
    findings = [f"{EVENTS} is not as sealed"] if said["sha256"] != {EVENTS: _digest(folder / EVENTS)} else []
    if findings:
        return Checked(0, tuple(findings))
    count, broken = _walked(folder, said)
    if count != said["events"]:
        broken.append(f"{count} events instead of {said['events']}")
    return Checked(count, tuple(broken))


def _walked(folder: Path, said: dict[str, Any]) -> tuple[int, list[str]]:
    """How many events, and which do not follow from the one before them in the archive."""
    ends: dict[str, tuple[int, str]] = {}
    count, broken, before = 0, list[str](), 0
    for event in _events(folder):
        count += 1
        aggregate, version, body = event["aggregate"], event["version"], event["body"]
        known, previous = ends.get(aggregate), json.loads(body).get("previous")
        if event["sequence"] <= before or (known and (version, previous) != (known[0] + 1, known[1])):
            broken.append(f"{aggregate} version {version} (position {event['sequence']}) does not follow")
        before = event["sequence"]
        ends[aggregate] = version, event_hash(said["prefix"], aggregate, version, body.encode())
    return count, broken


def _events(folder: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(folder / EVENTS, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _line(event: Logged) -> bytes:
    """The body as a text, so that its very bytes come back."""
    said = {
        "sequence": event.sequence,
        "aggregate": event.aggregate_id,
        "version": event.version,
        "body": event.state.decode(),
    }
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _year_of(state: bytes, zone: ZoneInfo) -> int:
    return datetime.fromisoformat(json.loads(state)["recorded"]).astimezone(zone).year


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
