"""An archive of six hundred events, and the bundle of its longest ticket, to be tampered with."""

import json
from collections import Counter
from collections.abc import Mapping
from itertools import islice
from pathlib import Path

from tests.trust.made_up import LOG, messages
from trust.archive import Archive
from trust.bundle import parts_of
from trust.signing import Signer
from trust.verifier import Checkpoint, Note

MESSAGES = list(islice(messages(), 600))
SUBJECT, _ = Counter(each.subject for each in MESSAGES).most_common(1)[0]
TICKET = f"ticket-{SUBJECT.rpartition('.')[2]}"
PLACES = [each.sequence for each in MESSAGES if each.subject == SUBJECT]
SEEN = Signer.witness("witness.example", bytes([7] * 32))


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


def with_checkpoint(parts: Mapping[str, bytes], note: bytes) -> dict[str, bytes]:
    """The same proofs under another checkpoint, and the keys that are in it."""
    former = parts["checkpoint"]
    made = {name: part.replace(former, note) for name, part in parts.items()}
    witnessed = Note.parsed(note).by(SEEN.key) is not None
    return {**made, "keys": parts["keys"] + (f"{SEEN.key}\n".encode() if witnessed else b"")}


def compact(said: object) -> bytes:
    return (json.dumps(said, ensure_ascii=False, separators=(",", ":")) + "\n").encode()
