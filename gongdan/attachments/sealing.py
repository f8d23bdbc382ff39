"""The bytes that an attachment is stored as: docs/formats.md section 11 is normative, what this writes is for ever.

Chunks under a key of the file's own, each with its number and whether it is the last in its nonce; then a footer with
that key, wrapped by the ticket's and bound to ticket, customer, hash and size.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from gongdan.storing.keys import DataKey
from gongdan.storing.wrapping import fresh, unwrap, wrap

CHUNK: Final = 65_536
"""Plain bytes in every chunk but the last."""
SEALED: Final = CHUNK + 16
"""Its stored bytes: the tag is behind it."""
MARK: Final = b"GONGDAN\x01"
"""The last eight bytes: what this is, and the version of its form."""
FOOTER: Final = 16 + 12 + 32 + 16 + len(MARK)
"""Stored bytes behind the chunks: key id, nonce, wrapped key and its tag, mark."""


class NotSealed(ValueError):
    """The bytes are not what was stored under this hash for this ticket."""


class NewerForm(NotSealed):
    """They were written by a newer version of the program."""


@dataclass(frozen=True, slots=True)
class Bound:
    """What a stored file is bound to: its ticket and customer (aggregate ids), its hash, its size."""

    ticket: str
    customer: str
    sha256: str
    size: int

    def context(self, key_id: str) -> bytes:
        """The associated data of the footer."""
        return f"attachment\n{key_id}\n{self.ticket}\n{self.customer}\n{self.sha256}\n{self.size}".encode()


class Sealer:
    """Turns a file's plain bytes, as they come, into those that are stored."""

    def __init__(self, key: DataKey, ticket: str, customer: str) -> None:
        self._key, self._ticket, self._customer = key, ticket, customer
        self._own = fresh()
        self._aead = AESGCM(self._own)
        self._hash, self._size, self._number = hashlib.sha256(), 0, 0
        self._waiting = bytearray()

    @property
    def bound(self) -> Bound:
        """What the bytes so far are bound to."""
        return Bound(self._ticket, self._customer, self._hash.hexdigest(), self._size)

    def add(self, piece: bytes) -> Iterator[bytes]:
        """The chunks that are complete and not the last: one byte at least waits for what comes."""
        self._hash.update(piece)
        self._size += len(piece)
        self._waiting += piece
        while len(self._waiting) > CHUNK:
            yield self._sealed(bytes(self._waiting[:CHUNK]), last=False)
            del self._waiting[:CHUNK]

    def finish(self) -> bytes:
        """The last chunk and the footer."""
        wrapped = wrap(self._key.aead, self._own, self.bound.context(self._key.id))
        return self._sealed(bytes(self._waiting), last=True) + bytes.fromhex(self._key.id) + wrapped + MARK

    def _sealed(self, plain: bytes, *, last: bool) -> bytes:
        sealed = self._aead.encrypt(_nonce(self._number, last=last), plain, MARK)
        self._number += 1
        return sealed


@dataclass(frozen=True, slots=True)
class Footer:
    """The end of a stored file, not opened yet."""

    key_id: str
    wrapped: bytes

    @classmethod
    def read(cls, tail: bytes) -> "Footer":
        """Of the last FOOTER bytes. Raises NotSealed, NewerForm."""
        if len(tail) != FOOTER or not tail.endswith(MARK):
            kind = NewerForm if tail[-len(MARK) :][:-1] == MARK[:-1] and tail[-1] > MARK[-1] else NotSealed
            raise kind("the end is not that of an attachment of this version")
        return cls(tail[:16].hex(), tail[16 : -len(MARK)])

    def opened(self, by: AESGCM, bound: Bound) -> "Chunks":
        """Raises NotSealed where the file is another's, of other content or of another length."""
        try:
            own = unwrap(by, self.wrapped, bound.context(self.key_id))
        except InvalidTag:
            raise NotSealed("the key does not belong to this file of this ticket") from None
        return Chunks(AESGCM(own), -(-bound.size // CHUNK) or 1, bound.size)


def plain_size(stored: int) -> int:
    """Plain bytes in a stored file of this many. Raises NotSealed where none has as many."""
    chunks = stored - FOOTER
    count = -(-chunks // SEALED)
    size = chunks - 16 * count
    if count < 1 or size < 0 or (count > 1 and size <= (count - 1) * CHUNK):
        raise NotSealed("no attachment is stored in so many bytes")
    return size


@dataclass(frozen=True, slots=True)
class Chunks:
    """A stored file's chunks, once its key is open."""

    aead: AESGCM
    count: int
    size: int

    def span(self, first: int, many: int) -> tuple[int, int]:
        """Where ``many`` chunks from ``first`` on begin and end, or those that there are."""
        return first * SEALED, min((first + many) * SEALED, self.size + 16 * self.count)

    def plain(self, first: int, stored: bytes) -> Iterator[bytes]:
        """Of the stored bytes of consecutive chunks, of which ``first`` (from 0) is the first. Raises NotSealed."""
        for number, at in enumerate(range(0, len(stored), SEALED), first):
            try:
                nonce = _nonce(number, last=number == self.count - 1)
                yield self.aead.decrypt(nonce, stored[at : at + SEALED], MARK)
            except InvalidTag:
                raise NotSealed(f"chunk {number} was changed") from None


def _nonce(number: int, *, last: bool) -> bytes:
    """Never the same twice, as the key is one file's."""
    return bytes(7) + number.to_bytes(4, "big") + bytes([last])
