"""A year of the log, sealed in a folder: its very bytes, and what is changed in it is found."""

import asyncio
import gzip
import json
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from gongdan.cli.privacy import retention
from gongdan.failures import Failure
from gongdan.retaining import archives
from gongdan.storing.mapper import event_hash
from tests.domain.specification import SHANGHAI


@dataclass(frozen=True)
class Stored:
    sequence: int
    aggregate_id: str
    version: int
    state: bytes


def stored() -> list[Stored]:
    """Two histories over a turn of the year; the last second of 2023 in Shanghai is before that of UTC."""
    found, previous = list[Stored](), dict[str, str]()
    times = ("2023-05-01T01:30:00.000000Z", "2023-12-31T15:59:59.000000Z", "2023-12-31T16:00:00.000000Z")
    for place, at in enumerate(times):
        for name in ("ticket-1", "customer-1"):
            body = {"aggregate": name, "recorded": at, "data": {"ct": f"密文{place}"}}
            if name in previous:
                body["previous"] = previous[name]
            state = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
            previous[name] = event_hash("gongdan", name, place + 1, state)
            found.append(Stored(len(found) + 1, name, place + 1, state))
    return found


async def batches() -> AsyncIterator[list[Stored]]:
    yield stored()[:3]
    yield stored()[3:]


def sealed(to: Path, year: int = 2023) -> archives.Manifest:
    how = {"epoch": "0" * 32, "prefix": "gongdan", "zone": SHANGHAI}
    return asyncio.run(archives.archive(batches(), year, to, **how))


def lines(folder: Path) -> list[bytes]:
    return gzip.decompress((folder / archives.EVENTS).read_bytes()).splitlines(keepends=True)


def test_it_holds_the_events_of_the_year_to_the_byte(tmp_path: Path):
    made = sealed(tmp_path / "a")
    assert (made.events, made.first, made.last) == (4, 1, 4)
    bodies = [json.loads(line)["body"].encode() for line in lines(tmp_path / "a")]
    assert bodies == [each.state for each in stored()[:4]]
    assert archives.verify(tmp_path / "a") == archives.Checked(4, ())


def test_made_again_it_is_the_same(tmp_path: Path):
    assert sealed(tmp_path / "a") == sealed(tmp_path / "b")


def test_a_year_that_began_in_the_middle_of_a_history_holds_too(tmp_path: Path):
    assert sealed(tmp_path / "a", 2024).events == 2
    assert archives.verify(tmp_path / "a").findings == ()


def test_what_is_there_is_never_written_over(tmp_path: Path):
    sealed(tmp_path / "a")
    with pytest.raises(FileExistsError):
        sealed(tmp_path / "a")


@pytest.mark.parametrize("resealed", [False, True])
@pytest.mark.parametrize("change", ["changed", "left out", "swapped"])
def test_what_was_changed_is_found(tmp_path: Path, change: str, *, resealed: bool):
    sealed(tmp_path / "a")
    told = lines(tmp_path / "a")
    match change:
        case "changed":
            told[0] = told[0].replace("密文0".encode(), "密文9".encode())
        case "left out":
            del told[0]
        case _:
            told[0], told[2] = told[2], told[0]
    events, manifest = tmp_path / "a" / archives.EVENTS, tmp_path / "a" / archives.MANIFEST
    events.write_bytes(gzip.compress(b"".join(told)))
    if resealed:
        said = json.loads(manifest.read_text())
        said["sha256"][archives.EVENTS] = sha256(events.read_bytes()).hexdigest()
        manifest.write_text(json.dumps(said))
    assert archives.verify(tmp_path / "a").findings != ()


@pytest.mark.parametrize(
    ("manifest", "why"),
    [
        ("no JSON", "manifest.json is no object in JSON"),
        ("[]", "manifest.json is no object in JSON"),
        ("null", "manifest.json is no object in JSON"),
        ("{}", "manifest.json lacks form"),
        ('{"form": "1"}', "form in manifest.json is not what it should be"),
        ({"sha256": []}, "sha256 in manifest.json is not what it should be"),
        ({"sha256": {"events.jsonl.gz": 1}}, "sha256.events.jsonl.gz in manifest.json is not"),
        ({"form": 2}, "made by a newer version"),
    ],
)
def test_what_is_wrong_with_a_manifest_is_said_in_words(tmp_path: Path, manifest: str | dict[str, Any], why: str):
    sealed(tmp_path / "a")
    path = tmp_path / "a" / archives.MANIFEST
    text = manifest if isinstance(manifest, str) else json.dumps(json.loads(path.read_text()) | manifest)
    path.write_text(text)
    with pytest.raises(Failure, match=f"no archive of a year, or damaged .{re.escape(why)}"):
        command("verify", tmp_path / "a")


def test_a_folder_or_a_file_that_is_missing_is_said_to_be(tmp_path: Path):
    with pytest.raises(Failure, match="there is no such folder"):
        command("verify", tmp_path / "none")
    sealed(tmp_path / "a")
    for name in (archives.EVENTS, archives.MANIFEST):
        (tmp_path / "a" / name).unlink()
        with pytest.raises(Failure, match=f"it has no {name}"):
            command("verify", tmp_path / "a")


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"plain", "is not compressed by gzip"),
        (gzip.compress(b"{}" * 1000, mtime=0)[:-9], "can't be unpacked"),
        (gzip.compress(b"{}\n", mtime=0), "a line of events.jsonl.gz is no event"),
        (gzip.compress(b"[1]\n", mtime=0), "a line of events.jsonl.gz is no event"),
        (gzip.compress(b"\xff\n", mtime=0), "a line of events.jsonl.gz is no event"),
    ],
)
def test_what_is_wrong_with_the_events_is_said_in_words(tmp_path: Path, content: bytes, why: str):
    sealed(tmp_path / "a")
    events, manifest = tmp_path / "a" / archives.EVENTS, tmp_path / "a" / archives.MANIFEST
    events.write_bytes(content)
    manifest.write_text(manifest.read_text().replace(digest_in(manifest), sha256(content).hexdigest()))
    with pytest.raises(Failure, match=why):
        command("verify", tmp_path / "a")


def test_of_a_year_without_events_nothing_is_made(tmp_path: Path):
    with pytest.raises(archives.NothingRecorded):
        sealed(tmp_path / "a", 1)
    assert not (tmp_path / "a").exists()


def test_a_year_without_events_is_said_to_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    async def none(year: int, folder: Path) -> archives.Manifest:
        raise archives.NothingRecorded(year)

    monkeypatch.setattr(retention, "_archived", none)
    with pytest.raises(Failure, match="Nothing was recorded in 1: there is nothing to seal"):
        command("archive", 1, tmp_path / "a")


@pytest.mark.parametrize(
    ("until", "said"), [(None, "Nothing is due.\n"), ("2020-01-01", "C1\nThe service erases them within the hour.\n")]
)
def test_that_something_is_erased_is_said_where_something_is(
    until: str | None, said: str, monkeypatch: pytest.MonkeyPatch
):
    found = {"customer": "C1", "because": "term" if until else None, "holds": 0, "until": until}

    def measures(acting: str | None) -> list[dict[str, Any]]:
        return [found]

    monkeypatch.setattr(retention, "_measures", measures)
    monkeypatch.setenv("GONGDAN_LANG", "en")
    assert command("run") == said


def command(*words: object) -> str:
    return CliRunner().invoke(retention.app, [*map(str, words)], catch_exceptions=False).output


def digest_in(manifest: Path) -> str:
    return json.loads(manifest.read_text())["sha256"][archives.EVENTS]


def test_a_manifest_without_sums_proves_nothing(tmp_path: Path):
    sealed(tmp_path / "a")
    manifest = tmp_path / "a" / archives.MANIFEST
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | {"sha256": {}}))
    assert archives.verify(tmp_path / "a").findings
