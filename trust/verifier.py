"""Checks an evidence bundle without Gongdan, network or trust in whoever made it: this file is part of every bundle.

Needs Python 3.11 and `cryptography`: python verify.py BUNDLE.zip --key LOG-KEY --witness WITNESS-KEY
Formats: C2SP signed-note, tlog-checkpoint, tlog-cosignature, tlog-proof; RFC 6962; docs/formats.md section 12.
"""

import argparse
import base64
import binascii
import hashlib
import io
import json
import sys
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

FORMAT = "gongdan-evidence/1"
PROOF = "c2sp.org/tlog-proof@v1"
ED25519, COSIGNATURE = 1, 4
MOST = 64 * 1024 * 1024
"""Bytes of a bundle's parts, unpacked: more is no bundle."""
BESIDE = frozenset({"verify.py", "summary-zh.pdf", "summary-en.pdf"})
"""Parts that prove nothing and are not looked at."""


class Malformed(ValueError):
    """Something is not in the one form that it may have."""


class Finding(NamedTuple):
    """What is wrong: a code, which ticket (aggregate) and which event, and both in words."""

    code: str
    aggregate: str
    event: str
    zh: str
    en: str


# --- hashing (RFC 6962) and inclusion


def sha256(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def leaf_hash(entry: bytes) -> bytes:
    return hashlib.sha256(b"\0" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\1" + left + right).digest()


def root_of_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes]) -> bytes:
    """The root of the tree of ``size`` leaves that a proof leads to (RFC 9162 2.1.3.2). Raises Malformed.

    The size must come from what was signed: a proof can hold under another size too.
    """
    if not 0 <= index < size:
        raise Malformed(f"no leaf {index} in a tree of {size}")
    here, last, root = index, size - 1, leaf
    for other in proof:
        if last == 0 or len(other) != 32:
            raise Malformed("the proof has not the length that it must have")
        if here & 1 or here == last:
            root = node_hash(other, root)
            while not here & 1 and here:
                here, last = here >> 1, last >> 1
        else:
            root = node_hash(root, other)
        here, last = here >> 1, last >> 1
    if last:
        raise Malformed("the proof has not the length that it must have")
    return root


# --- what the log's leaves say (docs/formats.md sections 5 and 12)


def subject_of(prefix: str, aggregate: str) -> str:
    category, hyphen, rest = aggregate.partition("-")
    if not (hyphen and rest and category.isascii() and category.isalpha() and category.islower()):
        category, rest = "_", aggregate
    return f"{prefix}.{zlib.crc32(aggregate.encode()) % 16:02}.{category}.{rest}"


def event_hash(subject: str, version: int, body: bytes) -> str:
    return hashlib.sha256(f"{subject}\n{version}\n".encode() + body).hexdigest()


def event_entry(chain: str) -> bytes:
    return f"event {chain}\n".encode()


def head_entry(subject: str, version: int, chain: str) -> bytes:
    return f"head {subject} {version} {chain}\n".encode()


@dataclass(frozen=True)
class Heads:
    """Of all aggregates as of a position of the log: how many, and the root over their sorted heads."""

    position: int
    count: int
    root: bytes

    def entry(self) -> bytes:
        return f"heads {self.position} {self.count} {self.root.hex()}\n".encode()

    @classmethod
    def parsed(cls, entry: bytes) -> "Heads":
        try:
            word, position, count, root = entry.decode("ascii").removesuffix("\n").split(" ")
            made = cls(int(position), int(count), bytes.fromhex(root))
        except ValueError:
            raise Malformed("no heads") from None
        if word != "heads" or made.entry() != entry or len(made.root) != 32:
            raise Malformed("no heads")
        return made


# --- signed notes, checkpoints, cosignatures


def decoded(text: str) -> bytes:
    """Base64 in the one form that these bytes have. Raises Malformed."""
    try:
        found = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise Malformed("no base64") from None
    if base64.b64encode(found).decode() != text:
        raise Malformed("base64 in another form than its own")
    return found


def encoded(data: bytes) -> str:
    return base64.b64encode(data).decode()


class Key(NamedTuple):
    """A public key as C2SP writes it, ``name+id+base64``; ``kind`` is 1 of a log, 4 of a witness."""

    name: str
    kind: int
    public: bytes

    @property
    def id(self) -> bytes:
        return sha256(self.name.encode() + b"\n" + bytes([self.kind]) + self.public)[:4]

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}+{encoded(bytes([self.kind]) + self.public)}"

    @classmethod
    def parsed(cls, text: str) -> "Key":
        name, _, rest = text.partition("+")
        _, _, key = rest.partition("+")
        raw = decoded(key)
        if len(raw) != 33 or raw[0] not in (ED25519, COSIGNATURE) or not plain_name(name):
            raise Malformed(f"no public key: {text[:80]!r}")
        made = cls(name, raw[0], raw[1:])
        if str(made) != text:
            raise Malformed(f"a public key whose id is not its own: {text[:80]!r}")
        return made

    def signed(self, text: bytes, signature: bytes) -> bool:
        """Whether it signed the text; of a witness the signature begins with its time."""
        if self.kind == COSIGNATURE:
            text, signature = cosigned(text, int.from_bytes(signature[:8], "big")), signature[8:]
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, text)
        except (InvalidSignature, ValueError):
            return False
        return True


def key_given(said: str) -> str:
    """A key as a person gives it, or the path of a file that holds it. Raises Malformed."""
    text = said.strip()
    try:
        return str(Key.parsed(text))
    except Malformed:
        try:
            return str(Key.parsed(Path(text).read_text(encoding="utf-8").strip()))
        except (OSError, ValueError):
            raise Malformed(f"no public key, and no file with one: {printed(said[:80])!r}") from None


def plain_name(name: str) -> bool:
    return bool(name) and "+" not in name and name.isprintable() and not any(each.isspace() for each in name)


def printed(text: str) -> str:
    """As a terminal may show it: what is not printable is escaped as JSON would, so that JSON stays what it was."""
    return "".join(each if each.isprintable() else json.dumps(each)[1:-1] for each in text)


def moment(seconds: int) -> str:
    """In UTC; the number itself where no calendar has it."""
    try:
        return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%dT%H:%M:%SZ}"
    except (ValueError, OverflowError, OSError):
        return f"{seconds}"


def in_json(said: object, indent: int | None = None) -> str:
    """For a terminal too: each line :func:`printed`."""
    return "\n".join(map(printed, json.dumps(said, ensure_ascii=False, indent=indent).split("\n")))


def cosigned(text: bytes, time: int) -> bytes:
    """What a witness signs."""
    return f"cosignature/v1\ntime {time}\n".encode() + text


class Signature(NamedTuple):
    name: str
    id: bytes
    signature: bytes

    def line(self) -> str:
        return f"\N{EM DASH} {self.name} {encoded(self.id + self.signature)}\n"


class Note(NamedTuple):
    """A signed text."""

    text: bytes
    signatures: tuple[Signature, ...]

    @classmethod
    def parsed(cls, raw: bytes) -> "Note":
        try:
            said = raw.decode()
        except UnicodeDecodeError:
            raise Malformed("no signed note") from None
        text, blank, signatures = said.rpartition("\n\n")
        if not blank or not text or not signatures.endswith("\n"):
            raise Malformed("no signed note")
        if any(ord(each) < 32 and each != "\n" for each in said):
            raise Malformed("a signed note with control characters")
        return cls(f"{text}\n".encode(), tuple(map(_signature, signatures[:-1].split("\n"))))

    def raw(self) -> bytes:
        return self.text + b"\n" + "".join(each.line() for each in self.signatures).encode()

    def by(self, key: Key) -> "Signature | None":
        """A signature of the key that holds."""
        for each in self.signatures:
            if (each.name, each.id) == (key.name, key.id) and key.signed(self.text, each.signature):
                return each
        return None


def _signature(line: str) -> Signature:
    mark, name, key = (*line.split(" "), "", "")[:3]
    raw = decoded(key)
    made = Signature(name, raw[:4], raw[4:])
    if mark != "\N{EM DASH}" or len(raw) < 5 or not plain_name(name) or made.line() != f"{line}\n":
        raise Malformed("no signature of a note")
    return made


class Checkpoint(NamedTuple):
    """How large a log is and what its root is."""

    origin: str
    size: int
    root: bytes

    def text(self) -> bytes:
        return f"{self.origin}\n{self.size}\n{encoded(self.root)}\n".encode()

    @classmethod
    def parsed(cls, text: bytes) -> "Checkpoint":
        try:
            origin, size, root = text.decode().removesuffix("\n").split("\n")
            made = cls(origin, int(size), decoded(root))
        except ValueError:
            raise Malformed("no checkpoint") from None
        if made.text() != text or made.size < 0 or len(made.root) != 32 or not origin:
            raise Malformed("no checkpoint")
        return made


@dataclass(frozen=True)
class Proof:
    """A tlog-proof: a leaf's place in the log that a checkpoint tells of."""

    index: int
    hashes: tuple[bytes, ...]
    checkpoint: bytes
    extra: bytes | None = None

    def text(self) -> bytes:
        extra = [f"extra {encoded(self.extra)}"] if self.extra is not None else []
        lines = [PROOF, *extra, f"index {self.index}", *map(encoded, self.hashes), "", ""]
        return "\n".join(lines).encode() + self.checkpoint

    @classmethod
    def parsed(cls, text: bytes) -> "Proof":
        head, blank, checkpoint = text.partition(b"\n\n")
        try:
            form, *lines = head.decode("ascii").split("\n")
            extra = decoded(lines.pop(0)[6:]) if lines and lines[0].startswith("extra ") else None
            word, index = lines[0].split(" ")
            made = cls(int(index), tuple(map(decoded, lines[1:])), checkpoint, extra)
        except (ValueError, IndexError):
            raise Malformed("no tlog-proof") from None
        if form != PROOF or word != "index" or not blank or made.text() != text:
            raise Malformed("no tlog-proof")
        return made


# --- the bundle


@dataclass(frozen=True)
class Report:
    """What was found out of a bundle; ``ok`` where nothing is wrong. ``pinned``: the log's key was given, not taken.

    ``cosigned`` has the time of each of the ``witnesses``, by its own clock; ``beside`` are parts not looked at.
    """

    aggregate: str
    events: int
    size: int
    log: str
    witnesses: tuple[str, ...]
    cosigned: tuple[str, ...]
    pinned: bool
    beside: tuple[str, ...]
    findings: tuple[Finding, ...]

    @property
    def ok(self) -> bool:
        return not self.findings


class _Wrong(Exception):
    def __init__(self, finding: Finding) -> None:
        self.finding = finding


def unpacked(path: Path) -> dict[str, bytes]:
    """The parts of a bundle by name. Raises Malformed."""
    try:
        with zipfile.ZipFile(path) as archive:
            listed = archive.infolist()
            if len({each.filename for each in listed}) < len(listed) or sum(each.file_size for each in listed) > MOST:
                raise Malformed("a name is there twice, or it is too large")
            return {each.filename: archive.read(each) for each in listed}
    except Malformed:
        raise
    except (zipfile.BadZipFile, OSError, EOFError, RuntimeError, ValueError, LookupError, zlib.error) as error:
        raise Malformed(f"{error}") from None


def verify(parts: Mapping[str, bytes], key: str | None = None, witnesses: Sequence[str] = ()) -> Report:
    """Check a bundle against the log's key and the witnesses' keys that the reader trusts.

    Without ``key`` the one in the bundle is taken: then it proves no more than that the bundle agrees with itself.
    """
    return _Checking(parts).report(key, witnesses)


class _Checking:
    def __init__(self, parts: Mapping[str, bytes]) -> None:
        self._parts = {name: part for name, part in parts.items() if name not in BESIDE}
        self._beside = tuple(sorted(parts.keys() & BESIDE))
        self._aggregate, self._events = "", 0
        self._log, self._size = "", 0
        self._seen, self._cosigned = tuple[str, ...](), tuple[str, ...]()

    def report(self, key: str | None, witnesses: Sequence[str]) -> Report:
        findings = list[Finding]()
        try:
            self._check(key, witnesses)
        except _Wrong as wrong:
            findings.append(wrong.finding)
        except (ValueError, RecursionError) as error:
            why = error if isinstance(error, Malformed) else type(error).__name__
            findings.append(self._finding("malformed", "", "证据包格式不正确", f"the bundle is malformed: {why}"))
        found, seen = (self._aggregate, self._events, self._size, self._log), (self._seen, self._cosigned)
        return Report(*found, *seen, key is not None, self._beside, (*findings,))

    def _finding(self, code: str, event: str, zh: str, en: str) -> Finding:
        return Finding(code, self._aggregate, event, zh, en)

    def _wrong(self, code: str, event: str, zh: str, en: str) -> _Wrong:
        return _Wrong(self._finding(code, event, zh, en))

    def _check(self, key: str | None, witnesses: Sequence[str]) -> None:
        said = self._manifest()
        self._aggregate, self._events = said["aggregate"], said["events"]
        checkpoint = self._checkpoint(key, witnesses)
        self._size = checkpoint.size
        subject = subject_of(said["prefix"], self._aggregate)
        last = self._history(subject, checkpoint)
        self._tail(subject, last, checkpoint, said["head"])

    def _part(self, name: str) -> bytes:
        try:
            return self._parts[name]
        except KeyError:
            raise self._wrong("part-missing", name, f"缺少 {name}", f"{name} is missing") from None

    def _manifest(self) -> dict[str, Any]:
        raw = self._part("bundle.json")
        try:
            said: dict[str, Any] = json.loads(raw)
            kinds = {name: type(said[name]) for name in ("aggregate", "events", "prefix", "head")}
            head = said["head"]
            head = [head["index"], *map(decoded, head["proof"])]
        except (ValueError, KeyError, TypeError):
            raise Malformed("no manifest") from None
        if manifest(said["prefix"], said["aggregate"], said["events"], head[0], head[1:]) != raw:
            raise Malformed("a manifest of another form")
        if list(kinds.values()) != [str, int, str, dict] or type(head[0]) is not int:
            raise Malformed("no manifest")
        named = {"bundle.json", "checkpoint", "keys", "heads.tlog-proof"}
        for version in range(1, min(said["events"], len(self._parts)) + 1):
            named |= {f"events/{version:04}.json", f"events/{version:04}.tlog-proof"}
        if more := self._parts.keys() - named:
            raise Malformed(f"it holds what belongs to no bundle: {min(more)!r}")
        return said

    def _checkpoint(self, key: str | None, witnesses: Sequence[str]) -> Checkpoint:
        note = Note.parsed(self._part("checkpoint"))
        checkpoint, keys = Checkpoint.parsed(note.text), self._keys()
        log = Key.parsed(key) if key else keys[0]
        self._log = str(log)
        if log != keys[0] or log.kind != ED25519 or log.name != checkpoint.origin or note.by(log) is None:
            zh, en = "检查点不是所信任的日志密钥签署的", "the checkpoint is not signed by the log's key"
            raise self._wrong("checkpoint-not-signed", "checkpoint", zh, en)
        known = {(each.name, each.id): each for each in keys}
        for each in note.signatures:
            signer = known.pop((each.name, each.id), None)
            if signer is None or not signer.signed(note.text, each.signature):
                zh, en = f"{each.name} 的签名无效", f"a signature of {each.name} does not hold"
                raise self._wrong("bad-signature", "checkpoint", zh, en)
        if known:
            raise Malformed("a key that signed nothing")
        lines = [(each.name, line) for each in keys[1:] if (line := note.by(each))]
        self._seen = tuple(name for name, _ in lines)
        self._cosigned = tuple(moment(int.from_bytes(line.signature[:8], "big")) for _, line in lines)
        for text in witnesses:
            witness = Key.parsed(text)
            if witness.kind != COSIGNATURE or note.by(witness) is None:
                zh, en = (
                    f"见证人 {witness.name} 未签署此检查点",
                    f"witness {witness.name} did not cosign the checkpoint",
                )
                raise self._wrong(
                    "not-witnessed", "checkpoint", f"{zh}：日志可能被整体改写", f"{en}: all may be rewritten"
                )
        return checkpoint

    def _keys(self) -> list[Key]:
        raw = self._part("keys").decode(errors="replace")
        keys = [Key.parsed(line) for line in raw.removesuffix("\n").split("\n")]
        if "".join(f"{each}\n" for each in keys) != raw or any(each.kind != COSIGNATURE for each in keys[1:]):
            raise Malformed("no keys")
        return keys

    def _history(self, subject: str, checkpoint: Checkpoint) -> str:
        """The hash of the last event, all of them being in the log and each following from the one before it."""
        previous, before = None, -1
        for version in range(1, self._events + 1):
            event = f"{version}"
            body = self._part(f"events/{version:04}.json")
            self._belongs(body, version, previous)
            previous = event_hash(subject, version, body)
            proof = self._proof(f"events/{version:04}.tlog-proof", event)
            if proof.index <= before or proof.extra is not None:
                zh, en = f"第 {event} 个事件的次序不对", f"event {event} does not stand behind the one before it"
                raise self._wrong("out-of-order", event, zh, en)
            before = proof.index
            self._included(event_entry(previous), proof, checkpoint, event)
        if previous is None:
            raise Malformed("no events")
        return previous

    def _belongs(self, body: bytes, version: int, previous: str | None) -> None:
        try:
            said = json.loads(body)
            stands = said["aggregate"], said["version"]
        except (ValueError, KeyError, TypeError):
            zh, en = f"第 {version} 个事件无法读取", f"event {version} can't be read"
            raise self._wrong("event-unreadable", f"{version}", zh, en) from None
        named = f"{version} ({said.get('type')}, {said.get('id')})"
        if stands != (self._aggregate, version):
            zh, en = (
                f"事件 {named} 属于 {stands[0]} 第 {stands[1]} 版",
                f"event {named} is {stands[0]}'s number {stands[1]}",
            )
            raise self._wrong("event-of-another", named, zh, en)
        if said.get("previous") != previous:
            zh = f"事件 {named} 与前一事件不衔接"
            raise self._wrong("chain-broken", named, zh, f"event {named} does not follow from the one before it")

    def _proof(self, name: str, event: str) -> Proof:
        try:
            proof = Proof.parsed(self._part(name))
        except Malformed:
            raise self._wrong("proof-malformed", event, f"{name} 格式不正确", f"{name} is malformed") from None
        if proof.checkpoint != self._parts["checkpoint"]:
            zh, en = f"{name} 属于另一检查点", f"{name} is of another checkpoint"
            raise self._wrong("other-checkpoint", event, zh, en)
        return proof

    def _included(self, entry: bytes, proof: Proof, checkpoint: Checkpoint, event: str) -> None:
        try:
            held = root_of_inclusion(leaf_hash(entry), proof.index, checkpoint.size, proof.hashes) == checkpoint.root
        except Malformed:
            held = False
        if not held:
            zh, en = (
                f"事件 {event} 不在已签署的日志中，或已被改动",
                f"event {event} is not in the signed log, or was changed",
            )
            raise self._wrong("not-in-log", event, zh, en)

    def _tail(self, subject: str, last: str, checkpoint: Checkpoint, head: dict[str, Any]) -> None:
        """That the history ends here: what the log says of all its aggregates' last events stands last in it."""
        proof = self._proof("heads.tlog-proof", "heads")
        if proof.index != checkpoint.size - 1 or proof.extra is None:
            zh, en = "末尾清单不是日志的最后一项", "the list of last events is not the last of the log"
            raise self._wrong("heads-not-last", "heads", zh, en)
        self._included(proof.extra, proof, checkpoint, "heads")
        heads = Heads.parsed(proof.extra)
        entry, path = head_entry(subject, self._events, last), [decoded(each) for each in head["proof"]]
        try:
            held = root_of_inclusion(leaf_hash(entry), head["index"], heads.count, path) == heads.root
        except Malformed:
            held = False
        if not held:
            named = f"{self._events}"
            zh = f"事件 {named} 不是该工单在日志中的最后一个：之后的事件被截去"
            raise self._wrong(
                "tail-cut", named, zh, f"event {named} is not the log's last of it: what follows was cut off"
            )


def manifest(prefix: str, aggregate: str, events: int, index: int, proof: Sequence[bytes]) -> bytes:
    """``bundle.json``, in its one form."""
    head = {"index": index, "proof": [encoded(each) for each in proof]}
    said = {"format": FORMAT, "prefix": prefix, "aggregate": aggregate, "events": events, "head": head}
    return (json.dumps(said, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what was found; 0 where all holds, 1 where something does not, 2 where nothing could be checked."""
    parser = argparse.ArgumentParser(description="Checks an evidence bundle offline. 离线核验证据包。")
    parser.add_argument("bundle", type=Path)
    parser.add_argument(
        "--key", metavar="KEY", help="the log's public key, or its file, from a source that you trust 日志公钥"
    )
    parser.add_argument(
        "--witness",
        metavar="KEY",
        action="append",
        default=[],
        help="a witness that must have cosigned: its key or file",
    )
    parser.add_argument("--json", action="store_true")
    for each in (sys.stdout, sys.stderr):
        if isinstance(each, io.TextIOWrapper):  # that of Windows may lack the signs
            each.reconfigure(errors="backslashreplace")
    asked = parser.parse_args(arguments)
    try:
        key = None if asked.key is None else key_given(asked.key)
        report = verify(unpacked(asked.bundle), key, [*map(key_given, asked.witness)])
    except Malformed as error:
        print(printed(f"{asked.bundle} 无法核验 can't be checked: {error}"), file=sys.stderr)  # noqa: T201 -- a program
        return 2
    print(in_json(shown(report)) if asked.json else "\n".join(told(report)))  # noqa: T201
    return 0 if report.ok else 1


def shown(report: Report) -> dict[str, Any]:
    """The report as JSON has it."""
    return {"ok": report.ok, **asdict(report), "findings": [each._asdict() for each in report.findings]}


def told(report: Report) -> list[str]:
    """The report in lines, Chinese and English, that a terminal may show whatever the bundle holds."""
    return [*map(printed, _lines(report))]


def _lines(report: Report) -> list[str]:
    for each in report.findings:
        return [f"✗ {report.aggregate} {each.zh}", f"✗ {report.aggregate} {each.en} [{each.code}]"]
    witnesses = [f"{name} ({at})" for name, at in zip(report.witnesses, report.cosigned, strict=True)]
    lines = [
        f"✓ {report.aggregate}：{report.events} 个事件完整、次序正确、未被改动（日志大小 {report.size}）",
        f"✓ {report.aggregate}: {report.events} events, whole, in order and unchanged (log of {report.size} entries)",
        f"  log key 日志公钥: {report.log}",
        f"  witnesses 见证人: {', '.join(witnesses) or '-'}",
    ]
    if report.beside:
        lines += [f"  not checked, they prove nothing 未核验，不作证明: {', '.join(report.beside)}"]
    if not report.pinned:
        lines += [
            "! 日志公钥取自证据包本身：请用 --key 给出从可信途径得到的公钥",
            "! the log's key was taken from the bundle itself: give the one that you trust with --key",
        ]
    return lines


if __name__ == "__main__":
    sys.exit(main())
