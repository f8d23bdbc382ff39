"""A year of the log as a folder: the events as they are stored, sealed values and all, and a manifest of the files.

What was erased later can't be read in it either: it holds no key.
"""

import errno
import gzip
import hashlib
import json
import os
import zlib
from collections.abc import AsyncIterator, Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final, Protocol
from zoneinfo import ZoneInfo

from pydantic import TypeAdapter, ValidationError

from gongdan.language import Both
from gongdan.storing.mapper import event_hash
from gongdan.storing.private_file import write_private
from gongdan.system import of_system

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


_MANIFEST: Final = TypeAdapter(Manifest)


class NothingRecorded(LookupError):
    """No event is of the year."""


class NoArchive(Exception):
    """What stands there is none, or damaged; ``said`` why, in both languages."""

    def __init__(self, chinese: str, english: str) -> None:
        super().__init__(english)
        self.said = Both(chinese, english)


async def archive(
    batches: AsyncIterator[list[Any]], year: int, to: Path, *, epoch: str, prefix: str, zone: ZoneInfo
) -> Manifest:
    """All events that were recorded in the year. The folder must be new; without a manifest it is no archive.

    Raises OSError; NothingRecorded, and then makes nothing.
    """
    _require_new(to)
    found = _of_year(batches, year, zone)
    first = last = await anext(found, None)
    if first is None or last is None:
        raise NothingRecorded(year)
    _make(to)
    with (to / EVENTS).open("xb") as raw, gzip.GzipFile("", "wb", fileobj=raw, mtime=0) as out:
        out.write(_line(first))
        count = 1
        async for last in found:
            out.write(_line(last))
            count += 1
    _on_disk(to / EVENTS)
    sha256 = {EVENTS: _digest(to / EVENTS)}
    made = Manifest(FORM, epoch, prefix, year, zone.key, count, first.sequence, last.sequence, sha256)
    write_private(to / MANIFEST, json.dumps(asdict(made), indent=1) + "\n")
    return made


def _on_disk(path: Path) -> None:
    """Before the manifest says what it holds."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


async def _of_year(batches: AsyncIterator[list[Any]], year: int, zone: ZoneInfo) -> AsyncIterator[Logged]:
    async for batch in batches:
        for event in batch:
            if _year_of(event.state, zone) == year:
                yield event


def _make(to: Path) -> None:
    to.mkdir(parents=True, exist_ok=True, mode=0o700)


def _require_new(to: Path) -> None:
    """Raises FileExistsError where an archive, or a part of one, is there."""
    if (to / MANIFEST).exists() or (to / EVENTS).exists():
        raise FileExistsError(errno.EEXIST, "is there already", str(to))


def over(year: int, today: date) -> bool:
    """Whether nothing more can be recorded in it."""
    return year < today.year


def verify(folder: Path) -> Checked:
    """Every byte against the manifest, every history against its chain of hashes. Raises NoArchive."""
    try:
        said = _manifest(folder)
        if said.sha256 != {EVENTS: _digest(folder / EVENTS)}:
            return Checked(0, (f"{EVENTS} is not as sealed",))
        count, broken = _walked(folder, said)
    except FileNotFoundError as error:
        name = Path(error.filename).name
        raise NoArchive(f"其中没有 {name}，可能没有做完", f"it has no {name}, and may have been broken off") from None
    except OSError as error:  # also of what is not compressed
        why = of_system(error) if error.errno else Both(f"{EVENTS} 不是 gzip", f"{EVENTS} is not compressed by gzip")
        raise NoArchive(why.chinese, why.english) from None
    except (EOFError, zlib.error):
        raise NoArchive(f"{EVENTS} 无法解压，可能被截断", f"{EVENTS} can't be unpacked, and may be cut off") from None
    except (ValueError, LookupError, TypeError, AttributeError):
        raise NoArchive(f"{EVENTS} 中有一行不是事件", f"a line of {EVENTS} is no event") from None
    if count != said.events:
        broken.append(f"{count} events instead of {said.events}")
    return Checked(count, tuple(broken))


def _manifest(folder: Path) -> Manifest:
    """Raises NoArchive, OSError."""
    if not folder.is_dir():
        raise NoArchive("没有这个目录", "there is no such folder")
    content = (folder / MANIFEST).read_bytes()
    try:
        said = _MANIFEST.validate_json(content, strict=True)
    except ValidationError as error:
        [wrong, *_] = error.errors()
        field = ".".join(map(str, wrong["loc"]))
        if not field:
            raise NoArchive(f"{MANIFEST} 不是 JSON 对象", f"{MANIFEST} is no object in JSON") from None
        if wrong["type"] == "missing":
            raise NoArchive(f"{MANIFEST} 中缺少 {field}", f"{MANIFEST} lacks {field}") from None
        raise NoArchive(f"{MANIFEST} 中的 {field} 不对", f"{field} in {MANIFEST} is not what it should be") from None
    if said.form > FORM:
        raise NoArchive("由更新版本的程序生成：请先升级", "made by a newer version: upgrade this program first")
    return said


def _walked(folder: Path, said: Manifest) -> tuple[int, list[str]]:
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
        ends[aggregate] = version, event_hash(said.prefix, aggregate, version, body.encode())
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
