"""A witness: cosigns what a log says only where that continues what the log said before (C2SP tlog-witness)."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from trust import merkle
from trust.signing import Signer
from trust.verifier import Checkpoint, Key, Malformed, Note, decoded, encoded


class Refused(Exception):
    """Not cosigned; ``code`` is malformed, unknown-log, bad-signature, rollback, fork or other-size."""

    def __init__(self, code: str, zh: str, en: str) -> None:
        super().__init__(en)
        self.code, self.zh, self.en = code, zh, en


@dataclass(frozen=True)
class Asked:
    """What a log asks: its checkpoint, and the proof that it continues the one of ``old`` entries."""

    old: int
    proof: tuple[bytes, ...]
    note: bytes

    def text(self) -> bytes:
        return "\n".join([f"old {self.old}", *map(encoded, self.proof), "", ""]).encode() + self.note

    @classmethod
    def parsed(cls, text: bytes) -> "Asked":
        head, _, note = text.partition(b"\n\n")
        try:
            first, *proof = head.decode("ascii").split("\n")
            made = cls(int(first.removeprefix("old ")), tuple(map(decoded, proof)), note)
        except ValueError:
            raise Malformed("no request of a log") from None
        if made.text() != text or made.old < 0:
            raise Malformed("no request of a log")
        return made


class Memory(Protocol):
    """What a witness saw last of each log; it must outlive everything else of it."""

    def seen(self, origin: str) -> Checkpoint | None: ...

    def remember(self, checkpoint: Checkpoint) -> None:
        """On disk when it returns."""
        ...


class Witness:
    """``logs`` are the keys of those that it knows; ``clock`` says seconds since 1970."""

    def __init__(self, signer: Signer, logs: Mapping[str, Key], memory: Memory, clock: Callable[[], float]) -> None:
        self._signer, self._logs, self._memory, self._clock = signer, logs, memory, clock

    @property
    def key(self) -> Key:
        return self._signer.key

    def size(self, origin: str) -> int:
        """From which on it is to be proved that a log only grew."""
        seen = self._memory.seen(origin)
        return seen.size if seen else 0

    def cosign(self, asked: Asked) -> str:
        """The line to stand under the checkpoint. Raises Refused; what was refused is forgotten."""
        try:
            note = Note.parsed(asked.note)
            checkpoint = Checkpoint.parsed(note.text)
        except Malformed as error:
            raise Refused("malformed", "检查点格式不正确", f"the checkpoint is malformed: {error}") from None
        self._require_signed(note, checkpoint)
        self._require_grown(asked, checkpoint)
        self._memory.remember(checkpoint)
        return self._signer.cosign(note, int(self._clock())).line()

    def _require_signed(self, note: Note, checkpoint: Checkpoint) -> None:
        key = self._logs.get(checkpoint.origin)
        if key is None:
            raise Refused("unknown-log", f"不认识日志 {checkpoint.origin}", f"the log {checkpoint.origin} is not known")
        if note.by(key) is None:
            raise Refused("bad-signature", "检查点不是该日志签署的", "the checkpoint is not signed by that log")

    def _require_grown(self, asked: Asked, checkpoint: Checkpoint) -> None:
        seen = self._memory.seen(checkpoint.origin) or Checkpoint(checkpoint.origin, 0, merkle.EMPTY)
        if checkpoint.size < seen.size:
            en = f"the log was rolled back from {seen.size} entries to {checkpoint.size}"
            raise Refused("rollback", f"日志由 {seen.size} 项回退到 {checkpoint.size} 项", en)
        if checkpoint.size == seen.size and checkpoint.root != seen.root:
            zh, en = f"日志在 {seen.size} 项处分叉", f"the log has another root for the same {seen.size} entries"
            raise Refused("fork", zh, en)
        if asked.old != seen.size:
            zh, en = f"证明应从 {seen.size} 项开始", f"the proof must begin at {seen.size} entries"
            raise Refused("other-size", zh, en)
        if not merkle.consistent(seen.size, seen.root, checkpoint.size, checkpoint.root, asked.proof):
            zh = f"无法证明 {checkpoint.size} 项的日志包含此前的 {seen.size} 项：日志分叉或被改写"
            en = f"it is not proved that the {checkpoint.size} entries begin with the {seen.size} seen before: a fork"
            raise Refused("fork", zh, en)


def remembered(text: str) -> dict[str, Checkpoint]:
    """What a witness's file says. Raises Malformed."""
    try:
        said: dict[str, Any] = json.loads(text or "{}")
        return {origin: Checkpoint(origin, int(each["size"]), decoded(each["root"])) for origin, each in said.items()}
    except (ValueError, KeyError, TypeError, AttributeError):
        raise Malformed("no memory of a witness") from None


def written(seen: Mapping[str, Checkpoint]) -> str:
    said = {origin: {"size": each.size, "root": encoded(each.root)} for origin, each in sorted(seen.items())}
    return json.dumps(said, indent=1) + "\n"
