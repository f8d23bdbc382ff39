"""Makes the evidence bundle of one aggregate: its events with proofs that a stranger can check offline."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from trust import merkle, verifier
from trust.archive import Archive
from trust.contents import Sealed, content
from trust.cosigning import best_seen
from trust.tiles import Tree
from trust.verifier import Checkpoint, Heads, Note, Proof, head_entry, leaf_hash, manifest, subject_of

_NEVER: Final = (1980, 1, 1, 0, 0, 0)
"""The time of every part, so that equal bundles are equal to the byte."""


class NotProved(Exception):
    """No checkpoint was signed yet, or none covers an event of this aggregate."""


def parts_of(archive: Archive, aggregate: str, key: str) -> dict[str, bytes]:
    """All but the summary, as of the checkpoint that most witnesses saw, the latest of these, or the last.

    ``key`` is the log's public one. Raises NotProved, ValueError where the archive was damaged.
    """
    prefix = archive.meta["prefix"]
    subject = subject_of(prefix, aggregate)
    sealed, signatures, keys = _chosen(archive, subject)
    heads = archive.heads(sealed.position)
    index = next((at for at, head in enumerate(heads) if head.subject == subject), None)
    if index is None:
        raise NotProved(aggregate)
    leaves = [leaf_hash(head_entry(head.subject, head.version, head.hash.hex())) for head in heads]
    note = sealed.note.encode() + signatures.encode()
    size = Checkpoint.parsed(Note.parsed(note).text).size
    tree, rows = Tree(size, archive.tile), archive.history(subject, heads[index].position)
    parts = {
        "bundle.json": manifest(prefix, aggregate, len(rows), index, merkle.inclusion(index, leaves)),
        "checkpoint": note,
        "keys": "".join(f"{each}\n" for each in (key, *keys)).encode(),
    }
    for version, row in enumerate(rows, 1):
        if (found := content(row)) is None or found.version != version:
            raise ValueError(f"the archive does not hold event {version} of {aggregate}")
        proof = Proof(row.leaf, tuple(tree.inclusion(row.leaf)), note)
        parts |= {f"events/{version:04}.json": row.body, f"events/{version:04}.tlog-proof": proof.text()}
    entry = Heads.parsed(sealed.entry.encode()).entry()
    parts["heads.tlog-proof"] = Proof(size - 1, tuple(tree.inclusion(size - 1)), note, entry).text()
    return parts


def packed(parts: Mapping[str, bytes]) -> bytes:
    """As one file, the verifier beside them."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, part in {**parts, "verify.py": Path(verifier.__file__).read_bytes()}.items():
            said = zipfile.ZipInfo(name, _NEVER)
            said.compress_type, said.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            archive.writestr(said, part)
    return made.getvalue()


def _chosen(archive: Archive, subject: str) -> tuple[Sealed, str, list[str]]:
    """A checkpoint, the lines of the witnesses under it, and their keys."""
    last = archive.checkpoint()
    if last is None:
        raise NotProved(subject)
    now = next(iter(archive.heads_of([subject])), None)
    chosen, ours = (best_seen(archive, now.position) if now else None) or (last, [])
    return chosen, "".join(each.line for each in ours), [each.key for each in ours]
