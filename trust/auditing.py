"""Checks a whole archive against itself, against what was signed, and against what others saw of it before."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from trust import merkle
from trust.archive import Archive
from trust.contents import Content, Row, Sealed, content, entry
from trust.tiles import WIDTH, Growing
from trust.verifier import Checkpoint, Finding, Heads, Key, Malformed, Note, head_entry, leaf_hash, subject_of

_TOGETHER: Final = 2_000
MOST: Final = 200
"""Findings after which no more are told."""


@dataclass
class Audited:
    """``events`` were looked at, of which the last checkpoint covers those up to ``sealed``."""

    events: int = 0
    size: int = 0
    sealed: int = 0
    checkpoints: int = 0
    findings: list[Finding] = field(default_factory=list[Finding])

    @property
    def ok(self) -> bool:
        return not self.findings


def audit(
    archive: Archive,
    key: Key,
    seen: Sequence[Checkpoint] = (),
    progress: Callable[[int], None] = lambda _: None,
) -> Audited:
    """``key`` is the log's, from a source that is trusted; ``seen`` are checkpoints that witnesses or auditors kept."""
    return _Audit(archive, key, seen).run(progress)


class _Last(NamedTuple):
    """The last event of a subject so far."""

    aggregate: str
    version: int
    hash: str
    position: int


class _Audit:
    def __init__(self, archive: Archive, key: Key, seen: Sequence[Checkpoint]) -> None:
        self._archive, self._key, self._prefix = archive, key, archive.meta["prefix"]
        self._sealed = {each.size: each for each in archive.checkpoints()}
        self._seen = {each.size: each for each in seen}
        self._result = Audited(checkpoints=len(self._sealed))
        self._tree = Growing(0, lambda _: b"")
        self._heads = dict[str, _Last]()
        self._position, self._looked = 0, 0
        self._tile, self._number = b"", -1
        self._last = ""

    def run(self, progress: Callable[[int], None]) -> Audited:
        while rows := self._archive.after(self._position, _TOGETHER):
            for row in rows:
                self._close()
                self._message(row)
            self._full_tiles()
            progress(self._position)
            if len(self._result.findings) >= MOST:
                return self._result
        self._close()
        self._full_tiles()
        self._ends()
        return self._result

    def _message(self, row: Row) -> None:
        if row.position != self._position + 1:
            first, last = self._position + 1, row.position - 1
            zh, en = f"缺少位置 {first} 至 {last} 的事件", f"the events at positions {first} to {last} are missing"
            self._tell("event-removed", row.subject, f"{first}", zh, en)
        self._position, self._result.events = row.position, self._result.events + 1
        found = content(row)
        if found:
            self._event(row, found)
        elif row.before:
            self._misplaced(row.subject, _named(row, found))
        leaf, index = leaf_hash(entry(row, found)), self._tree.size
        if row.leaf != index or self._kept(index) != leaf:
            named = _named(row, found)
            zh, en = f"事件 {named} 被改动、移位或伪造", f"event {named} was changed, moved or forged"
            self._tell("leaf-differs", found.aggregate if found else row.subject, named, zh, en)
        self._tree.append(leaf)

    def _event(self, row: Row, found: Content) -> None:
        last = self._heads.get(row.subject)
        if (last is None or last.aggregate != found.aggregate) and subject_of(
            self._prefix, found.aggregate
        ) != row.subject:
            named = _named(row, found)
            zh, en = f"事件 {named} 属于 {found.aggregate}，却在 {row.subject}", f"event {named} is {found.aggregate}'s"
            self._tell("event-of-another", found.aggregate, named, zh, f"{en}, not {row.subject}'s")
        follows = (last.version + 1, last.hash) if last else (1, None)
        if (found.version, found.previous) != follows:
            self._does_not_follow(row, found, follows[0])
        elif row.before != (last.position if last else 0):
            self._misplaced(found.aggregate, _named(row, found))
        self._heads[row.subject] = _Last(found.aggregate, found.version, found.hash, row.position)

    def _misplaced(self, aggregate: str, named: str) -> None:
        """Bundles are made by the archive's own notes of where the events of a ticket stand."""
        zh, en = f"存档所记的事件 {named} 或其前一事件的位置被改动", f"where event {named} or the one before it stands"
        self._tell("place-differs", aggregate, named, zh, f"{en} was changed in the archive")

    def _does_not_follow(self, row: Row, found: Content, version: int) -> None:
        aggregate, named = found.aggregate, _named(row, found)
        if found.version < version:
            zh, en = f"事件 {named} 重复", f"event {named} is there twice"
            self._tell("leaf-duplicated", aggregate, named, zh, en)
        elif found.version > version:
            zh = f"缺少第 {version} 至 {found.version - 1} 个事件（在 {named} 之前）"
            en = f"events {version} to {found.version - 1} before {named} are missing"
            self._tell("event-removed", aggregate, f"{version}", zh, en)
        else:
            zh, en = f"事件 {named} 与前一事件不衔接", f"event {named} does not follow from the one before it"
            self._tell("chain-broken", aggregate, named, zh, en)

    def _close(self) -> None:
        """Checkpoints whose heads are the tree's next entry."""
        while sealed := self._sealed.get(self._tree.size + 1):
            self._checkpoint(sealed)

    def _checkpoint(self, sealed: Sealed) -> None:
        leaf = leaf_hash(sealed.entry.encode())
        if self._kept(self._tree.size) != leaf:
            self._wrong(sealed, "heads-differ", "末尾清单被改动", "its list of last events was changed")
        self._tree.append(leaf)
        try:
            note, heads = Note.parsed(sealed.note.encode()), Heads.parsed(sealed.entry.encode())
            said = Checkpoint.parsed(note.text)
        except Malformed:
            self._wrong(sealed, "checkpoint-replaced", "格式不正确", "it is malformed")
            return
        if (said.origin, said.size) != (self._key.name, sealed.size) or note.by(self._key) is None:
            self._wrong(sealed, "checkpoint-replaced", "不是日志密钥签署的", "it is not signed by the log's key")
        if said.root != self._tree.root():
            zh, en = f"日志与它不符：{self._since()}", f"the log is not what it signs: {self._since()}"
            self._wrong(sealed, "log-rewritten", zh, en)
        if (heads.position, sealed.position) != (self._position,) * 2:
            zh, en = f"它涵盖到位置 {heads.position}，存档到 {self._position}", f"it covers position {heads.position}"
            self._wrong(sealed, "tail-cut", zh, f"{en}, the archive goes to {self._position}")
        self._known(sealed.size)
        self._last_events(sealed, heads)
        self._result.sealed, self._last = self._position, f"{sealed.size}"

    def _known(self, size: int) -> None:
        """What somebody else saw of this size."""
        seen = self._seen.pop(size, None)
        if seen and seen.root != self._tree.root():
            zh = f"日志 {size} 项时的根与见证人所见不同：整个日志被改写或分叉；{self._since()}"
            en = f"the log of {size} entries is not what was witnessed: all was rewritten, or forked; {self._since()}"
            self._tell("fork", "", f"checkpoint {size}", zh, en)

    def _last_events(self, sealed: Sealed, heads: Heads) -> None:
        """Made anew only where so much happened since that it costs no more than the events themselves."""
        if self._result.events - self._looked < len(self._heads) and sealed.size != max(self._sealed):
            return
        self._looked = self._result.events
        ordered = sorted(self._heads.items(), key=lambda each: each[0].encode())
        leaves = [leaf_hash(head_entry(subject, last.version, last.hash)) for subject, last in ordered]
        if (heads.count, heads.root) != (len(leaves), merkle.root(leaves)):
            zh = f"有工单的末尾事件与它不符：{self._since()}"
            self._wrong(sealed, "tail-cut", zh, f"some ticket does not end as it says: {self._since()}")

    def _ends(self) -> None:
        """What should be there still."""
        for size in sorted(each for each in self._sealed if each > self._tree.size):
            zh, en = f"日志只有 {self._tree.size} 项", f"the log has {self._tree.size} entries only"
            self._wrong(self._sealed[size], "tail-cut", zh, en)
        for size in sorted(self._seen):
            zh = f"见证人见过 {size} 项的日志，现在没有这样的检查点：日志被回退或改写"
            en = f"a witness saw the log of {size} entries, of which there is no checkpoint: rolled back, or rewritten"
            self._tell("rollback", "", f"checkpoint {size}", zh, en)
        for head in self._archive.heads():
            now = self._heads.pop(head.subject, None)
            if now is None or (now.version, now.hash) != (head.version, head.hash.hex()):
                zh = f"末尾事件应为第 {head.version} 个，现为第 {now.version if now else 0} 个"
                en = f"its last event was number {head.version} and is number {now.version if now else 0}"
                self._tell("tail-cut", _aggregate(head.subject), f"{head.version}", zh, en)
            elif now.position != head.position:
                self._misplaced(now.aggregate, f"{head.version}")
        for subject, last in self._heads.items():
            zh, en = f"第 {last.version} 个事件没有登记", f"event {last.version} is on no list of last events"
            self._tell("forged-event", _aggregate(subject), f"{last.version}", zh, en)
        self._result.size = self._tree.size

    def _kept(self, index: int) -> bytes:
        number, at = divmod(index, WIDTH)
        if number != self._number:
            self._tile, self._number = self._archive.tile((0, number)), number
        return self._tile[32 * at : 32 * at + 32]

    def _full_tiles(self) -> None:
        for place, hashes in self._tree.changed():
            if place[0] and self._archive.tile(place)[: len(hashes)] != hashes:
                zh, en = f"证明树 {place[0]}/{place[1]} 被改动", f"tile {place[0]}/{place[1]} of the tree was changed"
                self._tell("tile-differs", "", f"{place[0]}/{place[1]}", zh, en)

    def _since(self) -> str:
        return f"checkpoints {self._last or 0} – {self._tree.size}"

    def _wrong(self, sealed: Sealed, code: str, zh: str, en: str) -> None:
        self._tell(
            code, "", f"checkpoint {sealed.size}", f"检查点 {sealed.size}：{zh}", f"checkpoint {sealed.size}: {en}"
        )

    def _tell(self, code: str, aggregate: str, event: str, zh: str, en: str) -> None:
        name = aggregate if not aggregate.startswith(f"{self._prefix}.") else _aggregate(aggregate)
        self._result.findings.append(Finding(code, name, event, zh, en))


def _named(row: Row, found: Content | None) -> str:
    return f"{found.version} ({found.event}, position {row.position})" if found else f"position {row.position}"


def _aggregate(subject: str) -> str:
    """Whose subject it is."""
    category, _, rest = subject.split(".", 2)[2].partition(".")
    return rest if category == "_" else f"{category}-{rest}"
