"""Twelve ways to change a history, each done for real in an archive or a bundle: each is caught, and it is said where."""

import asyncio
import json
import random
import shutil
import sqlite3
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest

from tests.trust.made_up import LOG, META, PREFIX, archive, event, extend, messages
from tests.trust.test_notary import Fake, notary
from trust.archive import Archive
from trust.auditing import Audited, audit
from trust.bundle import packed, parts_of
from trust.signing import Signer
from trust.tiles import Tree
from trust.verifier import (
    Checkpoint,
    Malformed,
    Note,
    Proof,
    event_entry,
    event_hash,
    leaf_hash,
    main,
    root_of_inclusion,
    subject_of,
    unpacked,
    verify,
)
from trust.witness import Asked, Refused, Witness

pytestmark = pytest.mark.tamper

MESSAGES = list(islice(messages(), 600))
SUBJECT, _ = Counter(each.subject for each in MESSAGES).most_common(1)[0]
TICKET = f"ticket-{SUBJECT.rpartition('.')[2]}"
PLACES = [each.sequence for each in MESSAGES if each.subject == SUBJECT]
SEEN = Signer.witness("witness.example", bytes([7] * 32))

Tamper = Callable[[sqlite3.Connection], object]


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("archive") / "archive.db"
    made = archive(path, 600, seals=[250])
    made.close()
    with sqlite3.connect(path) as opened:
        opened.execute("PRAGMA journal_mode=DELETE")
    return path


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


@pytest.fixture(scope="module")
def parts(original: Path) -> dict[str, bytes]:
    return made_of(original, TICKET)


def made_of(path: Path, ticket: str) -> dict[str, bytes]:
    made = Archive.open(path)
    try:
        return parts_of(made, ticket, str(LOG.key))
    finally:
        made.close()


def checkpoint_of(path: Path, size: int | None = None) -> Checkpoint:
    made = Archive.open(path)
    try:
        sealed = made.checkpoint(size)
        assert sealed
        return Checkpoint.parsed(Note.parsed(sealed.note.encode()).text)
    finally:
        made.close()


def caught(found: Audited, code: str, aggregate: str = TICKET, event: str = "") -> None:
    assert any(
        each.code == code and each.aggregate == aggregate and each.event.startswith(event) for each in found.findings
    ), found.findings


def wrong(parts: Mapping[str, bytes], code: str, event: str = "") -> None:
    report = verify(parts, str(LOG.key))
    assert [each.code for each in report.findings] == [code], report.findings
    assert report.aggregate == report.findings[0].aggregate
    assert report.findings[0].event.startswith(event)


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
    caught(tampered(lambda opened: put(opened, place, other_actor(body(opened, place)))), "leaf-differs", event="3 (")
    wrong({**parts, "events/0003.json": other_actor(parts["events/0003.json"])}, "not-in-log", "3")


def test_another_actor_with_all_hashes_made_anew(tmp_path: Path, original: Path):
    """Without the log's key: what was signed stays."""
    changed = list(MESSAGES)
    changed[PLACES[2] - 1] = replace(changed[PLACES[2] - 1], body=other_actor(changed[PLACES[2] - 1].body))
    forged = Archive.open(tmp_path / "forged.db", META)
    extend(forged, changed, [250], Signer(LOG.key.name, bytes([9] * 32)))
    found = audit(forged, LOG.key)
    caught(found, "chain-broken", event="4 (")
    caught(found, "checkpoint-replaced", "")
    forged.close()


# 2


def test_an_event_removed(tampered: Callable[[Tamper], Audited], parts: dict[str, bytes]):
    found = tampered(lambda opened: opened.execute("DELETE FROM messages WHERE position = ?", (PLACES[2],)))
    caught(found, "event-removed", event="3")
    fewer = {name: part for name, part in parts.items() if not name.startswith("events/0003")}
    wrong(fewer, "part-missing", "events/0003")


# 3


def test_a_tail_cut(tampered: Callable[[Tamper], Audited], parts: dict[str, bytes]):
    def cut(opened: sqlite3.Connection) -> None:
        last = PLACES[-1]
        opened.execute("DELETE FROM messages WHERE position >= ?", (last,))

    found = tampered(cut)
    caught(found, "tail-cut", event=f"{len(PLACES)}")
    caught(found, "tail-cut", "", "checkpoint 602")
    shorter = {name: part for name, part in parts.items() if f"/{len(PLACES):04}." not in name}
    said = json.loads(shorter["bundle.json"]) | {"events": len(PLACES) - 1}
    wrong({**shorter, "bundle.json": compact(said)}, "tail-cut", f"{len(PLACES) - 1}")


def test_a_tail_cut_with_its_head_set_back(tampered: Callable[[Tamper], Audited]):
    def cut(opened: sqlite3.Connection) -> None:
        opened.execute("DELETE FROM messages WHERE position > 240")
        opened.execute("DELETE FROM heads WHERE position > 240")
        opened.execute("DELETE FROM checkpoints")

    caught(tampered(cut), "rollback", "", "checkpoint 602")


# 4


def test_events_swapped(tampered: Callable[[Tamper], Audited], parts: dict[str, bytes]):
    def swap(opened: sqlite3.Connection) -> None:
        first, second = body(opened, PLACES[1]), body(opened, PLACES[2])
        put(opened, PLACES[1], second)
        put(opened, PLACES[2], first)

    found = tampered(swap)
    caught(found, "leaf-differs", event="3 (")
    caught(found, "leaf-duplicated", event="2 (")
    swapped = {**parts, "events/0002.json": parts["events/0003.json"], "events/0003.json": parts["events/0002.json"]}
    wrong(swapped, "event-of-another", "2")


# 5


def test_an_event_forged(tampered: Callable[[Tamper], Audited], parts: dict[str, bytes]):
    count = len(PLACES)
    before = event_hash(SUBJECT, count - 1, parts[f"events/{count - 1:04}.json"])
    forged, _ = event(PLACES[-1], TICKET, count, before, actor="e-999")
    caught(tampered(lambda opened: put(opened, PLACES[-1], forged.body)), "leaf-differs", event=f"{count} (")
    wrong({**parts, f"events/{count:04}.json": forged.body}, "not-in-log", f"{count}")
    last = event_hash(SUBJECT, count, parts[f"events/{count:04}.json"])
    one_more, _ = event(PLACES[-1], TICKET, count + 1, last, actor="e-999")
    more = {**parts, f"events/{count + 1:04}.json": one_more.body}
    more[f"events/{count + 1:04}.tlog-proof"] = parts[f"events/{count:04}.tlog-proof"]
    said = json.loads(parts["bundle.json"]) | {"events": count + 1}
    wrong({**more, "bundle.json": compact(said)}, "out-of-order", f"{count + 1}")


# 6


def test_the_history_of_another_ticket(tampered: Callable[[Tamper], Audited], parts: dict[str, bytes], original: Path):
    other = "ticket-202605-00005"

    def give(opened: sqlite3.Connection) -> None:
        opened.execute("UPDATE messages SET subject = ? WHERE subject = ?", (SUBJECT, subject_of(PREFIX, other)))

    caught(tampered(give), "event-of-another", other)
    said = json.loads(made_of(original, other)["bundle.json"]) | {"aggregate": TICKET}
    wrong({**made_of(original, other), "bundle.json": compact(said)}, "event-of-another", "1 (")


# 7


def test_the_whole_log_rewritten_and_signed_again(tmp_path: Path, original: Path, parts: dict[str, bytes]):
    """With the log's key, every hash made anew: what a witness saw remains."""
    forged = Archive.open(tmp_path / "forged.db", META)
    extend(forged, list(islice(messages(seed=2), 600)), [250])
    caught(audit(forged, LOG.key, [checkpoint_of(original)]), "fork", "", "checkpoint 602")
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
        with pytest.raises(Refused) as refused:
            sees.cosign(asked(forked, size, old))
        assert refused.value.code == "fork"
    assert sees.cosign(asked(ours, 602, 251))
    forked.close()
    ours.close()


def test_a_rollback_is_not_cosigned(original: Path):
    ours, sees = Archive.open(original), witness()
    sees.cosign(asked(ours, 602, 0))
    with pytest.raises(Refused) as refused:
        sees.cosign(asked(ours, 251, 0))
    assert refused.value.code == "rollback"
    assert sees.cosign(asked(ours, 602, 602))
    ours.close()


@pytest.mark.parametrize("signer", [Signer(LOG.key.name, bytes([9] * 32)), Signer("gongdan/other", bytes(32))])
def test_a_checkpoint_of_nobody_known_is_not_cosigned(signer: Signer, original: Path):
    note = signer.sign(replaced(checkpoint_of(original), signer.key.name)).raw()
    with pytest.raises(Refused) as refused:
        witness().cosign(Asked(0, (), note))
    assert refused.value.code in ("bad-signature", "unknown-log")


# 10


def test_a_checkpoint_replaced(tampered: Callable[[Tamper], Audited], parts: dict[str, bytes], original: Path):
    note = Signer(LOG.key.name, bytes([9] * 32)).sign(checkpoint_of(original)).raw()
    found = tampered(
        lambda opened: opened.execute("UPDATE checkpoints SET note = ? WHERE size = 602", (note.decode(),))
    )
    caught(found, "checkpoint-replaced", "", "checkpoint 602")
    wrong(with_checkpoint(parts, note), "checkpoint-not-signed", "checkpoint")
    made = Archive.open(original)
    older = made.checkpoint(251)
    assert older
    wrong(with_checkpoint(parts, older.note.encode()), "not-in-log", "1")
    wrong({**parts, "checkpoint": older.note.encode()}, "other-checkpoint", "1")
    made.close()


# 11


def test_a_leaf_duplicated(tampered: Callable[[Tamper], Audited], parts: dict[str, bytes], tmp_path: Path):
    def duplicate(opened: sqlite3.Connection) -> None:
        columns = "SELECT 601, 602, at, before, subject, headers, body FROM messages WHERE position = ?"
        opened.execute(f"INSERT INTO messages {columns}", (PLACES[-1],))

    caught(tampered(duplicate), "leaf-duplicated", event=f"{len(PLACES)} (")
    twice = Archive.open(tmp_path / "twice.db", META)
    extend(twice, [*MESSAGES, replace(MESSAGES[PLACES[-1] - 1], sequence=601)])
    caught(audit(twice, LOG.key), "leaf-duplicated", event=f"{len(PLACES)} (")
    twice.close()
    doubled = {**parts, "events/0003.tlog-proof": parts["events/0002.tlog-proof"]}
    wrong(doubled, "out-of-order", "3")


# 12


def test_archive_and_log_differ(tmp_path: Path, original: Path):
    shutil.copy(original, tmp_path / "archive.db")
    made = Archive.open(tmp_path / "archive.db")
    changed = replace(MESSAGES[-1], body=other_actor(MESSAGES[-1].body))
    with pytest.raises(Exception, match=r"position 600 \(gongdan\.\d\d\.ticket\.202605-\d+\)"):
        asyncio.run(notary(Fake([*MESSAGES[:-1], changed]), made).caught_up())
    made.close()


# proofs that were changed at random


def with_checkpoint(parts: Mapping[str, bytes], note: bytes) -> dict[str, bytes]:
    """The same proofs under another checkpoint, and the keys that are in it."""
    former = parts["checkpoint"]
    made = {name: part.replace(former, note) for name, part in parts.items()}
    witnessed = Note.parsed(note).by(SEEN.key) is not None
    return {**made, "keys": parts["keys"] + (f"{SEEN.key}\n".encode() if witnessed else b"")}


def compact(said: object) -> bytes:
    return (json.dumps(said, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def replaced(checkpoint: Checkpoint, origin: str) -> Checkpoint:
    return checkpoint._replace(origin=origin)


def mutants(parts: Mapping[str, bytes], count: int, seed: int) -> Iterator[dict[str, bytes]]:
    """Each differs from the bundle in one part, by one change."""
    chance, names = random.Random(seed), sorted(parts)
    while count:
        name = chance.choice(names)
        part, kind = bytearray(parts[name]), chance.randrange(6)
        at, other = chance.randrange(len(part)), chance.choice(names)
        if kind == 0:
            part[at] ^= 1 << chance.randrange(8)
        elif kind == 1:
            del part[at : at + chance.randint(1, 40)]
        elif kind == 2:
            part[at:at] = part[max(0, at - 33) : at]
        elif kind == 3:
            part[at : at + 32] = chance.randbytes(32)
        elif kind == 4:
            part = bytearray(parts[other])
        else:
            part[at : at + 1] = b"%d" % chance.randrange(10)
        if bytes(part) != parts[name]:
            count -= 1
            yield {**parts, name: bytes(part)}


def mutated_proofs(parts: Mapping[str, bytes], count: int, seed: int) -> Iterator[tuple[bytes, bytes]]:
    """An entry and its proof, one of which was changed, or belongs to another."""
    chance, note = random.Random(seed), parts["checkpoint"]
    proofs = [part for name, part in parts.items() if name.startswith("events/") and name.endswith("proof")]
    bodies = [part for name, part in parts.items() if name.startswith("events/") and name.endswith("json")]
    entries = [event_entry(event_hash(SUBJECT, version, body)) for version, body in enumerate(bodies, 1)]
    while count:
        which = chance.randrange(len(proofs))
        entry, proof = bytearray(entries[which]), Proof.parsed(proofs[which])
        hashes, index, kind = list(proof.hashes), proof.index, chance.randrange(7)
        if kind == 0:
            entry[chance.randrange(len(entry))] ^= 1 << chance.randrange(8)
        elif kind == 1:
            at = chance.randrange(len(hashes))
            hashes[at] = bytes([*hashes[at][:-1], hashes[at][-1] ^ 1 << chance.randrange(8)])
        elif kind == 2:
            del hashes[chance.randrange(len(hashes))]
        elif kind == 3:
            hashes.insert(chance.randrange(len(hashes) + 1), chance.choice(hashes))
        elif kind == 4:
            chance.shuffle(hashes)
        elif kind == 5:
            index = chance.choice([index ^ 1 << chance.randrange(11), chance.randrange(700), -index])
        else:
            entry = bytearray(entries[which - 1])
        made = Proof(index, tuple(hashes), note)
        if (bytes(entry), made) != (entries[which], proof):
            count -= 1
            yield bytes(entry), made.text()


def require_refused(parts: Mapping[str, bytes], count: int, seed: int) -> None:
    """Of twenty one is a whole bundle."""
    checkpoint = Checkpoint.parsed(Note.parsed(parts["checkpoint"]).text)
    for number, (entry, text) in enumerate(mutated_proofs(parts, count - count // 20, seed)):
        assert not accepted(entry, text, checkpoint), (seed, number)
    for number, mutant in enumerate(mutants(parts, count // 20, seed)):
        assert not verify(mutant, str(LOG.key)).ok, (seed, number)


def accepted(entry: bytes, text: bytes, checkpoint: Checkpoint) -> bool:
    try:
        proof = Proof.parsed(text)
        return root_of_inclusion(leaf_hash(entry), proof.index, checkpoint.size, proof.hashes) == checkpoint.root
    except Malformed:
        return False


def test_no_proof_that_was_changed_is_accepted(parts: dict[str, bytes]):
    require_refused(parts, 20_000, seed=20)


@pytest.mark.slow
@pytest.mark.timeout(3_600)
def test_none_of_a_million_proofs_that_were_changed_is_accepted(parts: dict[str, bytes]):
    for seed in range(50):
        require_refused(parts, 20_000, seed)


def test_a_bundle_is_a_file_of_modest_size(parts: dict[str, bytes], tmp_path: Path):
    path = tmp_path / "evidence.zip"
    path.write_bytes(packed(parts))
    assert unpacked(path).keys() == {*parts, "verify.py"}
    assert verify(unpacked(path), str(LOG.key)).ok


def test_ten_events_are_proved_in_twenty_kilobytes_and_five_milliseconds(original: Path, tmp_path: Path):
    """Events, proofs, checkpoint and keys; the verifier and the summary stand beside."""
    made = Archive.open(original)
    ticket = next(head for head in made.heads() if head.version == 10).subject.rpartition(".")[2]
    made.close()
    parts = made_of(original, f"ticket-{ticket}")
    path, times = tmp_path / "evidence.zip", list[float]()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as out:
        for name, part in parts.items():
            out.writestr(name, part)
    assert path.stat().st_size <= 20_000
    for _ in range(30):
        began = time.process_time()
        assert verify(unpacked(path), str(LOG.key)).ok
        times.append(time.process_time() - began)
    print(f"10 events: {path.stat().st_size:,} bytes, verified in {1e3 * min(times):.1f} ms")
    assert min(times) <= 0.005


@pytest.mark.parametrize(
    "said",
    [
        b'{"format":"x","prefix":"\\ud800","aggregate":"\\ud800","events":1,"head":{"index":0,"proof":[]}}',
        b"[" * 100_000,
    ],
)
def test_what_is_no_manifest_is_malformed_whatever_it_holds(said: bytes, parts: dict[str, bytes]):
    wrong({**parts, "bundle.json": said}, "malformed")


def test_what_is_no_whole_zip_is_no_bundle(parts: dict[str, bytes], tmp_path: Path):
    whole, path, chance = packed(parts), tmp_path / "evidence.zip", random.Random(3)
    for _ in range(300):
        made = bytearray(whole)
        made[chance.randrange(len(made) - 600, len(made))] = chance.randrange(256)
        path.write_bytes(made)
        with suppress(Malformed):
            unpacked(path)
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(Malformed):
        unpacked(path)


def test_a_key_that_is_none_is_not_the_bundles_fault(
    parts: dict[str, bytes], tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    path = tmp_path / "evidence.zip"
    path.write_bytes(packed(parts))
    assert main([str(path), "--key", "nonsense"]) == 2
    assert "no public key" in capsys.readouterr().err
    assert main([str(path), "--key", str(LOG.key)]) == 0
