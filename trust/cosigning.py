"""Witnesses' lines in the archive: which of them hold, and what is wrong with the others."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from trust.archive import Archive
from trust.contents import Cosigned, Sealed
from trust.verifier import COSIGNATURE, Finding, Key, Malformed, Note


def best_seen(archive: Archive, position: int) -> tuple[Sealed, list[Cosigned]] | None:
    """Of the checkpoints that cover the position the one that most witnesses signed, the latest of these; its lines."""
    rows = archive.cosignatures(position)
    sizes = [(size, list(each)) for size, each in groupby(rows, lambda row: row.size)]
    best: tuple[Sealed, list[Cosigned]] | None = None
    for size, lines in sorted(sizes, key=lambda each: (len(each[1]), each[0]), reverse=True):
        if best and (len(best[1]), best[0].size) > (len(lines), size):
            break
        if (sealed := archive.checkpoint(size)) and (held := _looked(sealed, lines)[0]):
            best = max(best or (sealed, held), (sealed, held), key=lambda each: (len(each[1]), each[0].size))
    return best


def audit_cosignatures(archive: Archive, witnesses: Sequence[Key] = ()) -> list[Finding]:
    """What is wrong with them, and which of these witnesses are not under the last checkpoint that any cosigned."""
    sealed, found, last = {each.size: each for each in archive.checkpoints()}, list[Finding](), list[Cosigned]()
    for size, rows in groupby(archive.cosignatures(), lambda row: row.size):
        held, wrong = _looked(sealed.get(size), list(rows))
        found += wrong
        last = held or last
    return [*found, *_absent(last, witnesses)]


def _looked(sealed: Sealed | None, rows: Sequence[Cosigned]) -> tuple[list[Cosigned], list[Finding]]:
    """Those that hold, and what is wrong with the others."""
    try:
        note = Note.parsed(sealed.note.encode()) if sealed else None
    except Malformed:  # the audit tells of it
        return [], []
    wrong = [(each, _wrong_with(note, each) if note else "cosignature-of-nothing") for each in rows]
    return [each for each, code in wrong if not code], [_finding(each, code) for each, code in wrong if code]


def _absent(last: Sequence[Cosigned], witnesses: Sequence[Key]) -> Iterator[Finding]:
    keys, size = [each.key for each in last], last[0].size if last else 0
    for each in witnesses:
        if str(each) not in keys:
            zh = f"见证人 {each.name} 未签署最近一个有见证的检查点（日志 {size} 项）" if size else "尚无见证"
            en = (
                f"witness {each.name} did not cosign checkpoint {size}, the last that any witness did"
                if size
                else f"no checkpoint is cosigned, by {each.name} or anybody else"
            )
            yield Finding("not-witnessed", "", f"checkpoint {size}", zh, en)


def _wrong_with(note: Note, row: Cosigned) -> str:
    """The code of it, or nothing."""
    try:
        key = Key.parsed(row.key)
        signed = Note.parsed(note.raw() + row.line.encode())
    except (ValueError, TypeError, AttributeError):
        return "cosignature-malformed"
    alone = signed.text == note.text and len(signed.signatures) == len(note.signatures) + 1
    if not alone or (key.kind, key.name) != (COSIGNATURE, row.witness):
        return "cosignature-malformed"
    line = signed.signatures[-1]
    held = (line.name, line.id) == (key.name, key.id) and key.signed(note.text, line.signature)
    return "" if held else "cosignature-invalid"


def _finding(row: Cosigned, code: str) -> Finding:
    zh, en = {
        "cosignature-malformed": ("格式不正确", "is malformed"),
        "cosignature-invalid": ("无效", "does not hold under its key"),
        "cosignature-of-nothing": ("所签的检查点不存在", "is under a checkpoint that is not there"),
    }[code]
    told = f"见证人 {row.witness!r} 在日志 {row.size} 项处的签名{zh}"
    return Finding(code, "", f"checkpoint {row.size}", told, f"the cosignature of {row.witness!r} at {row.size} {en}")
