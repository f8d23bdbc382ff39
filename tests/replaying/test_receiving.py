"""What comes from the service, cut anywhere: whole pieces alone count; and the journal of how far it came."""

import fcntl
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from gongdan.cli.replaying.alone import alone
from gongdan.cli.replaying.journal import Journal, Places, continued
from gongdan.cli.replaying.making import made
from gongdan.cli.replaying.receiving import pieces
from gongdan.failures import Failure

ROWS = b'{"position":1,"body":{"words":"\\n{\\"read_to\\":7"}}\n{"position":3,"body":{}}\n'
MORE = b'{"position":9,"body":{}}\n'


def mark(read_to: int, rows: int) -> bytes:
    return json.dumps({"read_to": read_to, "rows": rows, "left_out": 0}).encode() + b"\n"


SENT = ROWS + mark(4, 2) + mark(8, 0) + MORE + mark(12, 1)


def cut(sent: bytes, size: int) -> Iterator[bytes]:
    return (sent[begin : begin + size] for begin in range(0, len(sent), size))


@pytest.mark.parametrize("size", [1, 2, 7, 64, 1000])
def test_pieces_are_the_same_wherever_the_line_cuts_them(size: int):
    found = [(rows, said["read_to"], said["rows"]) for rows, said in pieces(cut(SENT, size))]
    assert found == [(ROWS, 4, 2), (b"", 8, 0), (MORE, 12, 1)]


@pytest.mark.parametrize("lost", range(1, len(MORE + mark(12, 1)) + 1, 5))
def test_rows_without_the_mark_behind_them_do_not_count(lost: int):
    assert [said["read_to"] for _, said in pieces(iter([SENT[:-lost]]))] == [4, 8]


def test_a_journal_is_read_as_it_was_saved(tmp_path: Path):
    journal = Journal({"type": ["ticket-opened"], "form": "xes"}, "e1:40", 12, 100, 3, 1, 2, 11, "ab")
    journal.save(tmp_path / "journal")
    assert Journal.read(tmp_path / "journal") == journal
    assert (journal.after, journal.end, journal.whole) == ("e1:12", 40, False)


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '{"v": 2, "asked": {}}', '{"v": 1, "asked": {}, "odd": 1}'])
def test_what_is_no_journal_of_ours_is_none(tmp_path: Path, content: str):
    path = tmp_path / "journal"
    path.write_text(content)
    assert Journal.read(path) is None
    assert Journal.read(tmp_path / "not-there") is None


def test_what_stands_in_the_part_behind_the_journal_is_cut_off(tmp_path: Path):
    places = Places(tmp_path / "events.jsonl")
    places.part.write_bytes(ROWS + b'{"position":5,"bo')
    part, seen = continued(places, saved())
    with part:
        part.write(MORE)
    assert places.part.read_bytes() == ROWS + MORE
    assert seen.hexdigest() == saved().sha256


@pytest.mark.parametrize("content", [None, ROWS[:-1], ROWS.replace(b"words", b"wards")])
def test_a_part_that_lacks_what_the_journal_says_is_refused(tmp_path: Path, content: bytes | None):
    places = Places(tmp_path / "events.jsonl")
    if content is not None:
        places.part.write_bytes(content)
    with pytest.raises(Failure) as refused:
        continued(places, saved())
    assert refused.value.code == "replay-part-damaged"


def test_one_replay_at_a_time_makes_a_file_and_the_second_changes_nothing(tmp_path: Path):
    places = Places(tmp_path / "events.jsonl")
    with alone(places):
        places.part.write_bytes(ROWS)
        with pytest.raises(Failure) as refused, alone(places):
            pass
        assert (refused.value.code, places.part.read_bytes()) == ("replay-under-way", ROWS)
        with alone(Places(tmp_path / "other.jsonl")):
            pass
    with alone(places):
        assert places.lock.exists()
    assert [path.name for path in tmp_path.iterdir()] == ["events.jsonl.part"]


def test_a_lock_that_its_holder_took_away_just_now_is_taken_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    places, locked = Places(tmp_path / "events.jsonl"), list[int]()
    flock = fcntl.flock

    def slow(held: int, how: int) -> None:
        if not locked:
            places.lock.unlink()  # by the one before, between our opening and our locking
        locked.append(held)
        flock(held, how)

    monkeypatch.setattr(fcntl, "flock", slow)
    with alone(places):
        assert len(locked) == 2
        with pytest.raises(Failure), alone(places):
            pass


@pytest.mark.parametrize("form", ["jsonl", "parquet"])
@pytest.mark.parametrize("content", [ROWS[:-1], ROWS + MORE, ROWS.replace(b"words", b"wards")])
def test_a_part_that_is_not_what_came_is_made_into_no_file(tmp_path: Path, form: str, content: bytes):
    places = Places(tmp_path / f"events.{form}")
    places.part.write_bytes(content if form == "jsonl" else b"")
    with pytest.raises(Failure) as refused:
        made(places, saved(), form, lambda rows: None)
    assert refused.value.code == "replay-part-damaged"
    assert not places.target.exists()
    assert not places.made.exists()


def saved() -> Journal:
    return Journal({}, "e1:12", 4, len(ROWS), 2, sha256=hashlib.sha256(ROWS).hexdigest())
