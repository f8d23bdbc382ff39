"""A witness has a name and a key of its own, and one bad line among the cosignatures spoils neither bundle nor archive."""

import base64
from collections.abc import Iterator
from pathlib import Path

import pytest

from gongdan.failures import Failure
from gongdan.proving.witnessing import cosign_last, open_witness
from tests.trust.evidence import MESSAGES, SEEN, TICKET
from tests.trust.made_up import LOG, archive, extend
from trust.archive import Archive
from trust.auditing import audit
from trust.bundle import parts_of
from trust.contents import Cosigned
from trust.cosigning import audit_cosignatures
from trust.signing import Signer
from trust.verifier import Checkpoint, Note, verify

OTHER = Signer.witness("other.example", bytes([8] * 32))


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Archive]:
    """Of 600 events, with checkpoints of 501, 552 and 603 entries."""
    made = archive(tmp_path / "archive.db", 500)
    extend(made, MESSAGES[500:550])
    extend(made, MESSAGES[550:])
    yield made
    made.close()


def line(made: Archive, signer: Signer, size: int) -> Cosigned:
    sealed = made.checkpoint(size)
    assert sealed
    signed = signer.cosign(Note.parsed(sealed.note.encode()), 1_777_888_999)
    return Cosigned(size, signer.key.name, signed.line(), str(signer.key))


def put(made: Archive, *rows: Cosigned) -> None:
    for row in rows:
        with made.writing() as writing:
            writing.cosignature(row)


def size_of_bundle(made: Archive, ticket: str = TICKET) -> int:
    """Of its checkpoint; the bundle holds."""
    parts = parts_of(made, ticket, str(LOG.key))
    report = verify(parts, str(LOG.key))
    assert report.ok, report.findings
    return Checkpoint.parsed(Note.parsed(parts["checkpoint"]).text).size


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\x1b[31m", "\ud800", "a\n", "\u202eb"])
def test_a_name_that_a_note_cannot_bear_is_refused_before_anything_is_made(name: str, tmp_path: Path):
    with pytest.raises(Failure) as refused:
        open_witness(tmp_path / "witness.key", name, LOG.key)
    assert refused.value.code == "bad-witness-name"
    assert refused.value.say("en").isprintable()
    assert not [*tmp_path.iterdir()]


def test_the_services_own_key_is_no_witnesss(tmp_path: Path):
    own, linked, copied = tmp_path / "log.key", tmp_path / "linked", tmp_path / "copied"
    with pytest.raises(Failure):
        open_witness(own, "w.example", LOG.key, [own])
    assert not [*tmp_path.iterdir()]
    own.write_bytes(base64.b64encode(bytes(32)))
    linked.hardlink_to(own)
    copied.write_bytes(own.read_bytes())
    for path in (own, linked, copied):
        with pytest.raises(Failure) as refused:
            open_witness(path, "w.example", LOG.key, [own])
        assert refused.value.code == "witness-key-not-its-own"
    assert not [*tmp_path.glob("*.pub")]


def test_a_public_key_of_another_is_not_overwritten(tmp_path: Path):
    key = open_witness(tmp_path / "w.key", "w.example", LOG.key).key
    for path, name in [("w.key", "another.example"), ("gone.key", "w.example")]:
        if path == "gone.key":
            (tmp_path / "w.pub").rename(tmp_path / "gone.pub")
        with pytest.raises(Failure) as refused:
            open_witness(tmp_path / path, name, LOG.key)
        assert refused.value.code == "public-key-of-another"
    assert (tmp_path / "gone.pub").read_text() == f"{key}\n"
    assert not (tmp_path / "gone.key").exists()


def test_each_key_file_has_a_public_key_and_a_memory_of_its_own(made: Archive, tmp_path: Path):
    keys = set[str]()
    for name in ("w.a", "w.b", "w.key"):
        witness = open_witness(tmp_path / name, f"{name}.example", LOG.key)
        assert cosign_last(made, witness, LOG.key)
        keys.add(str(witness.key))
    assert {path.read_text().strip() for path in tmp_path.glob("*.pub")} == keys
    assert {path.name for path in tmp_path.glob("*.seen")} == {"w.a.seen", "w.b.seen", "w.seen"}
    assert not audit_cosignatures(made)


def test_what_a_witness_saw_before_its_file_was_named_otherwise_is_not_forgotten(made: Archive, tmp_path: Path):
    assert cosign_last(made, open_witness(tmp_path / "w.a", "w.example", LOG.key), LOG.key)
    (tmp_path / "w.a.seen").rename(tmp_path / "w.seen")
    assert open_witness(tmp_path / "w.a", "w.example", LOG.key).size(LOG.key.name) == 603


def test_a_second_witness_of_the_same_name_is_refused(made: Archive, tmp_path: Path):
    first, second = (open_witness(tmp_path / each, "w.example", LOG.key) for each in ("a.key", "b.key"))
    assert cosign_last(made, first, LOG.key)
    assert cosign_last(made, first, LOG.key) is None
    with pytest.raises(Failure) as refused:
        cosign_last(made, second, LOG.key)
    assert refused.value.code == "witness-name-taken"
    assert "b.seen" not in [path.name for path in tmp_path.iterdir()]


def test_a_bundle_takes_the_checkpoint_that_most_witnesses_signed_and_the_latest_of_these(made: Archive):
    ticket = first_ticket(made, 500)
    assert size_of_bundle(made, ticket) == 603
    put(made, line(made, SEEN, 501))
    assert size_of_bundle(made, ticket) == 501
    put(made, line(made, SEEN, 552))
    assert size_of_bundle(made, ticket) == 552
    put(made, line(made, OTHER, 501))
    assert size_of_bundle(made, ticket) == 501
    put(made, line(made, SEEN, 603), line(made, OTHER, 603))
    assert size_of_bundle(made, ticket) == 603


def test_a_witnessed_checkpoint_that_does_not_cover_the_ticket_is_not_taken(made: Archive):
    put(made, line(made, SEEN, 501), line(made, OTHER, 501))
    late = made.after(599, 1)[0].subject.rpartition(".")[2]
    assert size_of_bundle(made, f"ticket-{late}") == 603


def first_ticket(made: Archive, position: int) -> str:
    """One whose last event is not behind that position."""
    return next(f"ticket-{each.subject.rpartition('.')[2]}" for each in made.heads() if each.position <= position)


def bad_rows(made: Archive) -> list[tuple[str, Cosigned]]:
    good = line(made, SEEN, 603)
    return [
        ("cosignature-malformed", good._replace(witness="a b", line=good.line.replace(SEEN.key.name, "a b"))),
        ("cosignature-malformed", good._replace(witness="nonsense", key="nonsense")),
        ("cosignature-malformed", good._replace(witness="other-name")),
        ("cosignature-malformed", good._replace(line=good.line * 2)),
        ("cosignature-malformed", good._replace(line="")),
        ("cosignature-invalid", good._replace(line=line(made, SEEN, 501).line)),
        ("cosignature-invalid", good._replace(line=line(made, OTHER, 603).line)),
        ("cosignature-of-nothing", good._replace(size=604)),
    ]


@pytest.mark.parametrize("which", range(8))
def test_a_line_that_does_not_hold_spoils_no_bundle_and_is_found(which: int, made: Archive):
    code, bad = bad_rows(made)[which]
    put(made, line(made, OTHER, 603), bad)
    parts = parts_of(made, TICKET, str(LOG.key))
    report = verify(parts, str(LOG.key), [str(OTHER.key)])
    assert report.ok, report.findings
    assert report.witnesses == (OTHER.key.name,)
    assert [each.code for each in audit_cosignatures(made)] == [code]
    assert audit(made, LOG.key).ok


def test_a_witness_that_must_have_cosigned_is_missed(made: Archive):
    assert [each.code for each in audit_cosignatures(made, [SEEN.key])] == ["not-witnessed"]
    put(made, line(made, SEEN, 552))
    assert not audit_cosignatures(made, [SEEN.key])
    put(made, line(made, OTHER, 603))
    assert [each.event for each in audit_cosignatures(made, [SEEN.key, OTHER.key])] == ["checkpoint 603"]
