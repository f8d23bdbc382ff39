"""Twelve ways to change a history, each done for real in an archive or a bundle: each is caught, and it is said where."""

import asyncio
import json
import shutil
import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest

from tests.trust.evidence import (
    MESSAGES,
    PLACES,
    SEEN,
    SUBJECT,
    TICKET,
    checkpoint_of,
    compact,
    made_of,
    with_checkpoint,
)
from tests.trust.made_up import LOG, META, PREFIX, event, extend, messages
from tests.trust.test_notary import Fake, notary
from trust.archive import Archive
from trust.auditing import Audited, audit
from trust.bundle import parts_of
from trust.signing import Signer
from trust.tiles import Tree
from trust.verifier import Checkpoint, Note, event_hash, subject_of, verify
from trust.witness import Asked, Refused, Witness

pytestmark = pytest.mark.tamper

Tamper = Callable[[sqlite3.Connection], object]


@pytest.fixture
def tampered(original: Path, tmp_path: Path) -> Callable[[Tamper], Audited]:
    """What an audit finds once somebody with all rights on the file did that."""

    def done(act: Tamper) -> Audited:
        path = tmp_path / "archive.db"
        shutil.copy(original, path)
        with sqlite3.connect(path) as opened:
            for (name,) in opened.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
                opened.execute(f"DROP TRIGGER {name}")
            act(opened)
        made = Archive.open(path)
        try:
            return audit(made, LOG.key, [checkpoint_of(original)])
        finally:
            made.close()

    return done


def caught(found: Audited, code: str, aggregate: str = TICKET, event: str = "") -> bool:
    """Whether that is among what was found, of this ticket and event."""
    return any(
        (each.code, each.aggregate) == (code, aggregate) and each.event.startswith(event) for each in found.findings
    )


def refused(parts: Mapping[str, bytes], code: str, event: str = "") -> bool:
    """Whether that alone is found wrong with the bundle, of this event."""
    report = verify(parts, str(LOG.key))
    [found] = report.findings
    return (found.code, found.aggregate) == (code, report.aggregate) and found.event.startswith(event)


def body(opened: sqlite3.Connection, position: int) -> bytes:
    return opened.execute("SELECT body FROM messages WHERE position = ?", (position,)).fetchone()[0]


def put(opened: sqlite3.Connection, position: int, body: bytes) -> None:
    opened.execute("UPDATE messages SET body = ? WHERE position = ?", (body, position))


def other_actor(body: bytes) -> bytes:
    said = json.loads(body)
    said["actor"]["id"] = "e-999"
    return json.dumps(said, separators=(",", ":")).encode()


def test_nothing_is_found_where_nothing_was_done(tampered: Callable[[Tamper], Audited], parts: dict[str, bytes]):
    found = tampered(lambda opened: None)
    assert found.ok, found.findings
    assert (found.events, found.sealed, found.size, found.checkpoints) == (600, 600, 602, 2)
    report = verify(parts, str(LOG.key))
    assert report.ok, report.findings
    assert (report.aggregate, report.events, report.size) == (TICKET, len(PLACES), 602)


# 1


def test_another_actor(tampered: Callable[[Tamper], Audited], parts: dict[str, bytes]):
    place = PLACES[2]
    assert caught(
        tampered(lambda opened: put(opened, place, other_actor(body(opened, place)))), "leaf-differs", event="3 ("
    )
    assert refused({**parts, "events/0003.json": other_actor(parts["events/0003.json"])}, "not-in-log", "3")


def test_another_actor_with_all_hashes_made_anew(tmp_path: Path, original: Path):
    """Without the log's key: what was signed stays."""
    changed = list(MESSAGES)
    changed[PLACES[2] - 1] = replace(changed[PLACES[2] - 1], body=other_actor(changed[PLACES[2] - 1].body))
    forged = Archive.open(tmp_path / "forged.db", META)
    extend(forged, changed, [250], Signer(LOG.key.name, bytes([9] * 32)))
    found = audit(forged, LOG.key)
    assert caught(found, "chain-broken", event="4 (")
    assert caught(found, "checkpoint-replaced", "")
    forged.close()


# 2


def test_an_event_removed(tampered: Callable[[Tamper], Audited], parts: dict[str, bytes]):
    found = tampered(lambda opened: opened.execute("DELETE FROM messages WHERE position = ?", (PLACES[2],)))
    assert caught(found, "event-removed", event="3")
    fewer = {name: part for name, part in parts.items() if not name.startswith("events/0003")}
    assert refused(fewer, "part-missing", "events/0003")


# 3


def test_a_tail_cut(tampered: Callable[[Tamper], Audited], parts: dict[str, bytes]):
    def cut(opened: sqlite3.Connection) -> None:
        last = PLACES[-1]
        opened.execute("DELETE FROM messages WHERE position >= ?", (last,))

    found = tampered(cut)
    assert caught(found, "tail-cut", event=f"{len(PLACES)}")
    assert caught(found, "tail-cut", "", "checkpoint 602")
    shorter = {name: part for name, part in parts.items() if f"/{len(PLACES):04}." not in name}
    said = json.loads(shorter["bundle.json"]) | {"events": len(PLACES) - 1}
    assert refused({**shorter, "bundle.json": compact(said)}, "tail-cut", f"{len(PLACES) - 1}")


def test_a_tail_cut_with_its_head_set_back(tampered: Callable[[Tamper], Audited]):
    def cut(opened: sqlite3.Connection) -> None:
        opened.execute("DELETE FROM messages WHERE position > 240")
        opened.execute("DELETE FROM heads WHERE position > 240")
        opened.execute("DELETE FROM checkpoints")

    assert caught(tampered(cut), "rollback", "", "checkpoint 602")


# 4


def test_events_swapped(tampered: Callable[[Tamper], Audited], parts: dict[str, bytes]):
    def swap(opened: sqlite3.Connection) -> None:
        first, second = body(opened, PLACES[1]), body(opened, PLACES[2])
        put(opened, PLACES[1], second)
        put(opened, PLACES[2], first)

    found = tampered(swap)
    assert caught(found, "leaf-differs", event="3 (")
    assert caught(found, "leaf-duplicated", event="2 (")
    swapped = {**parts, "events/0002.json": parts["events/0003.json"], "events/0003.json": parts["events/0002.json"]}
    assert refused(swapped, "event-of-another", "2")


# 5


def test_an_event_forged(tampered: Callable[[Tamper], Audited], parts: dict[str, bytes]):
    count = len(PLACES)
    before = event_hash(SUBJECT, count - 1, parts[f"events/{count - 1:04}.json"])
    forged, _ = event(PLACES[-1], TICKET, count, before, actor="e-999")
    assert caught(tampered(lambda opened: put(opened, PLACES[-1], forged.body)), "leaf-differs", event=f"{count} (")
    assert refused({**parts, f"events/{count:04}.json": forged.body}, "not-in-log", f"{count}")
    last = event_hash(SUBJECT, count, parts[f"events/{count:04}.json"])
    one_more, _ = event(PLACES[-1], TICKET, count + 1, last, actor="e-999")
    more = {**parts, f"events/{count + 1:04}.json": one_more.body}
    more[f"events/{count + 1:04}.tlog-proof"] = parts[f"events/{count:04}.tlog-proof"]
    said = json.loads(parts["bundle.json"]) | {"events": count + 1}
    assert refused({**more, "bundle.json": compact(said)}, "out-of-order", f"{count + 1}")


# 6


def test_the_history_of_another_ticket(tampered: Callable[[Tamper], Audited], parts: dict[str, bytes], original: Path):
    other = "ticket-202605-00005"

    def give(opened: sqlite3.Connection) -> None:
        opened.execute("UPDATE messages SET subject = ? WHERE subject = ?", (SUBJECT, subject_of(PREFIX, other)))

    assert caught(tampered(give), "event-of-another", other)
    said = json.loads(made_of(original, other)["bundle.json"]) | {"aggregate": TICKET}
    assert refused({**made_of(original, other), "bundle.json": compact(said)}, "event-of-another", "1 (")


# 7


def test_the_whole_log_rewritten_and_signed_again(tmp_path: Path, original: Path, parts: dict[str, bytes]):
    """With the log's key, every hash made anew: what a witness saw remains."""
    forged = Archive.open(tmp_path / "forged.db", META)
    extend(forged, list(islice(messages(seed=2), 600)), [250])
    assert caught(audit(forged, LOG.key, [checkpoint_of(original)]), "fork", "", "checkpoint 602")
    assert audit(forged, LOG.key).ok
    note = Note.parsed(parts["checkpoint"])
    witnessed = note.raw() + SEEN.cosign(note, 1).line().encode()
    assert verify(with_checkpoint(parts, witnessed), str(LOG.key), [str(SEEN.key)]).ok
    again = parts_of(forged, TICKET, str(LOG.key))
    report = verify(again, str(LOG.key), [str(SEEN.key)])
    assert [each.code for each in report.findings] == ["not-witnessed"]
    forged.close()


# 8, 9


class Memory:
    def __init__(self) -> None:
        self._seen: dict[str, Checkpoint] = {}

    def seen(self, origin: str) -> Checkpoint | None:
        return self._seen.get(origin)

    def remember(self, checkpoint: Checkpoint) -> None:
        self._seen[checkpoint.origin] = checkpoint


def asked(made: Archive, size: int, old: int) -> Asked:
    sealed = made.checkpoint(size)
    assert sealed
    return Asked(old, tuple(Tree(size, made.tile).consistency(old)), sealed.note.encode())


def witness() -> Witness:
    return Witness(SEEN, {LOG.key.name: LOG.key}, Memory(), lambda: 1_777_888_999)


def test_a_fork_is_not_cosigned(tmp_path: Path, original: Path):
    forked, ours, sees = Archive.open(tmp_path / "forked.db", META), Archive.open(original), witness()
    more = list(islice(messages(), 249)) + list(islice(messages(seed=3), 249, 600))
    extend(forked, more, [250])
    note = Note.parsed(f"{asked(ours, 251, 0).note.decode()}{sees.cosign(asked(ours, 251, 0))}".encode())
    assert note.by(SEEN.key)
    for size, old in [(251, 251), (602, 251)]:
        with pytest.raises(Refused) as told:
            sees.cosign(asked(forked, size, old))
        assert told.value.code == "fork"
    assert sees.cosign(asked(ours, 602, 251))
    forked.close()
    ours.close()


def test_a_rollback_is_not_cosigned(original: Path):
    ours, sees = Archive.open(original), witness()
    sees.cosign(asked(ours, 602, 0))
    with pytest.raises(Refused) as told:
        sees.cosign(asked(ours, 251, 0))
    assert told.value.code == "rollback"
    assert sees.cosign(asked(ours, 602, 602))
    ours.close()


@pytest.mark.parametrize("signer", [Signer(LOG.key.name, bytes([9] * 32)), Signer("gongdan/other", bytes(32))])
def test_a_checkpoint_of_nobody_known_is_not_cosigned(signer: Signer, original: Path):
    note = signer.sign(checkpoint_of(original)._replace(origin=signer.key.name)).raw()
    with pytest.raises(Refused) as told:
        witness().cosign(Asked(0, (), note))
    assert told.value.code in ("bad-signature", "unknown-log")


# 10


def test_a_checkpoint_replaced(tampered: Callable[[Tamper], Audited], parts: dict[str, bytes], original: Path):
    note = Signer(LOG.key.name, bytes([9] * 32)).sign(checkpoint_of(original)).raw()
    found = tampered(
        lambda opened: opened.execute("UPDATE checkpoints SET note = ? WHERE size = 602", (note.decode(),))
    )
    assert caught(found, "checkpoint-replaced", "", "checkpoint 602")
    assert refused(with_checkpoint(parts, note), "checkpoint-not-signed", "checkpoint")
    made = Archive.open(original)
    older = made.checkpoint(251)
    assert older
    assert refused(with_checkpoint(parts, older.note.encode()), "not-in-log", "1")
    assert refused({**parts, "checkpoint": older.note.encode()}, "other-checkpoint", "1")
    made.close()


# 11


def test_a_leaf_duplicated(tampered: Callable[[Tamper], Audited], parts: dict[str, bytes], tmp_path: Path):
    def duplicate(opened: sqlite3.Connection) -> None:
        columns = "SELECT 601, 602, at, before, subject, headers, body FROM messages WHERE position = ?"
        opened.execute(f"INSERT INTO messages {columns}", (PLACES[-1],))

    assert caught(tampered(duplicate), "leaf-duplicated", event=f"{len(PLACES)} (")
    twice = Archive.open(tmp_path / "twice.db", META)
    extend(twice, [*MESSAGES, replace(MESSAGES[PLACES[-1] - 1], sequence=601)])
    assert caught(audit(twice, LOG.key), "leaf-duplicated", event=f"{len(PLACES)} (")
    twice.close()
    doubled = {**parts, "events/0003.tlog-proof": parts["events/0002.tlog-proof"]}
    assert refused(doubled, "out-of-order", "3")


@pytest.mark.parametrize("place", [PLACES[0], PLACES[2], PLACES[-1]])
def test_where_the_event_before_stands_was_changed(place: int, tampered: Callable[[Tamper], Audited]):
    """Bundles are made by it, though it is in no entry of the tree."""

    def change(opened: sqlite3.Connection) -> None:
        opened.execute("UPDATE messages SET before = before + 1 WHERE position = ?", (place,))

    assert [each.code for each in tampered(change).findings] == ["place-differs"]


def test_where_the_last_event_stands_was_changed(tampered: Callable[[Tamper], Audited]):
    def change(opened: sqlite3.Connection) -> None:
        opened.execute("UPDATE heads SET position = ? WHERE subject = ?", (PLACES[-2], SUBJECT))

    found = tampered(change)
    assert [each.code for each in found.findings] == ["place-differs"]
    assert caught(found, "place-differs", event=f"{len(PLACES)}")


# 12


def test_archive_and_log_differ(tmp_path: Path, original: Path):
    shutil.copy(original, tmp_path / "archive.db")
    made = Archive.open(tmp_path / "archive.db")
    changed = replace(MESSAGES[-1], body=other_actor(MESSAGES[-1].body))
    with pytest.raises(Exception, match=r"position 600 \(gongdan\.\d\d\.ticket\.202605-\d+\)"):
        asyncio.run(notary(Fake([*MESSAGES[:-1], changed]), made).caught_up())
    made.close()
