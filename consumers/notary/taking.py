"""Turns messages of the log into rows of the archive and leaves of its tree, each checked against the one before it."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final, NamedTuple, Protocol

import structlog

from trust import contents, merkle
from trust.archive import Archive
from trust.contents import Content, Head, Row, Sealed, content, entry
from trust.signing import Signer
from trust.tiles import Growing
from trust.verifier import Checkpoint, Heads, head_entry, leaf_hash

log = structlog.get_logger(__name__)

_REMEMBERED: Final = 200_000
_ASKED: Final = 500
_MICROSECOND: Final = timedelta(microseconds=1)
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


class Message(contents.Message, Protocol):
    """Whatever stands at a place in the log, to the byte; ``time`` in RFC 3339."""

    @property
    def sequence(self) -> int: ...
    @property
    def time(self) -> str: ...


class Broken(NamedTuple):
    """An event that does not follow from the one before it."""

    aggregate: str
    version: int
    event: str
    position: int


class Taking:
    """Where the archive ends, and what goes on from there. For one thread at a time.

    ``position`` is the last message taken; ``sealed`` the one that the last checkpoint covers.
    """

    def __init__(self, archive: Archive, signer: Signer) -> None:
        self._archive, self._signer = archive, signer
        self.broken: list[Broken] = []
        self.begin()

    def begin(self) -> None:
        """Go on from what the archive holds."""
        last, sealed = self._archive.end(), self._archive.checkpoint()
        self.position, self.sealed = (last.position if last else 0), (sealed.position if sealed else 0)
        self._tree = Growing(self._archive.leaves(), self._archive.tile)
        self._heads = dict[str, Head]()

    def take(self, messages: Sequence[Message]) -> None:
        """All of them, in one transaction with the tree. Raises Overtaken, SQLAlchemyError: then :meth:`begin` anew."""
        self._remember({message.subject for message in messages})
        rows, leaves, changed, broken = list[Row](), list[bytes](), dict[str, Head](), list[Broken]()
        for leaf, message in enumerate(messages, self._tree.size):
            found = content(message)
            before = self._follow(message, found, changed, broken) if found else 0
            at = _micros(datetime.fromisoformat(message.time))
            row = Row(message.sequence, leaf, at, before, message.subject, message.headers, message.body)
            rows.append(row)
            leaves.append(leaf_hash(entry(row, found)))
        self._tree.extend(leaves)
        with self._archive.writing() as writing:
            writing.messages(rows)
            writing.heads(changed.values())
            writing.tiles(self._tree.changed())
        self.position = rows[-1].position
        self._tell(broken)

    def seal(self, now: datetime) -> Sealed:
        """The heads as the tree's next entry, and a signed checkpoint of all. Raises as :meth:`take`."""
        leaves = [leaf_hash(head_entry(each.subject, each.version, each.hash.hex())) for each in self._archive.heads()]
        heads = Heads(self.position, len(leaves), merkle.root(leaves))
        self._tree.extend([leaf_hash(heads.entry())])
        checkpoint = Checkpoint(self._signer.key.name, self._tree.size, self._tree.root())
        note = self._signer.sign(checkpoint).raw().decode()
        sealed = Sealed(checkpoint.size, self.position, _micros(now), heads.entry().decode(), note)
        with self._archive.writing() as writing:
            writing.tiles(self._tree.changed())
            writing.checkpoint(sealed)
        self.sealed = self.position
        return sealed

    def _follow(self, message: Message, found: Content, changed: dict[str, Head], broken: list[Broken]) -> int:
        """The position of the event before it on its subject, whose last it is now."""
        subject, position, head = message.subject, message.sequence, self._heads.get(message.subject)
        if (found.version, found.previous) != ((head.version + 1, head.hash.hex()) if head else (1, None)):
            broken.append(Broken(found.aggregate, found.version, found.event, position))
        changed[subject] = self._heads[subject] = Head(subject, found.version, position, bytes.fromhex(found.hash))
        return head.position if head else 0

    def _tell(self, broken: Sequence[Broken]) -> None:
        """They are archived as they stand: what the log says is not ours to better."""
        self.broken += broken
        for each in broken:
            stands = {"aggregate": each.aggregate, "version": each.version, "position": each.position}
            log.error("chain_broken", id=each.event, **stands)

    def _remember(self, subjects: Iterable[str]) -> None:
        """The heads of these subjects at hand."""
        if len(self._heads) > _REMEMBERED:
            self._heads.clear()
        unknown = [subject for subject in subjects if subject not in self._heads]
        for first in range(0, len(unknown), _ASKED):
            found = self._archive.heads_of(unknown[first : first + _ASKED])
            self._heads |= {head.subject: head for head in found}


def _micros(at: datetime) -> int:
    return (at - _EPOCH) // _MICROSECOND
