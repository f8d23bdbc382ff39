"""Attachments encrypted at rest: each under a key of its own, wrapped by its ticket's, wrapped by its customer's."""

import asyncio
import hashlib
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Final

import structlog
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from gongdan.attachments.admitting.arrival import Arrival
from gongdan.attachments.admitting.limits import Limits
from gongdan.attachments.refusals import AttachmentDamaged, AttachmentErased, AttachmentNotFound
from gongdan.attachments.sealing import FOOTER, Bound, Chunks, Footer, NotSealed, Sealer, plain_size
from gongdan.attachments.shelf import Shelf, Tail
from gongdan.attachments.store import Stored
from gongdan.attachments.unavailable import Replaced
from gongdan.storing.keys import KeyMissing, KeyStore

log = structlog.get_logger(__name__)

CLASS: Final = "attachment"
"""The class of the data keys that wrap attachments' keys."""
_AT_ONCE: Final = 64
"""Chunks fetched in one request: 4 MB."""
_ID: Final = re.compile(r"[A-Za-z0-9_-]{1,128}")


@dataclass(frozen=True, slots=True)
class _Open:
    """A stored file ready to be read: which object it is, and its chunks."""

    tag: str | None
    chunks: Chunks


class EncryptedAttachments:
    """Implements :class:`gongdan.attachments.store.Attachments` on a folder or bucket and the key store."""

    def __init__(self, shelf: Shelf, keys: KeyStore) -> None:
        self._shelf, self._keys = shelf, keys

    async def put(
        self,
        stream: AsyncIterator[bytes],
        *,
        ticket: str,
        customer: str,
        name: str,
        claimed: str | None,
        limits: Limits,
    ) -> Stored:
        _require_ids(ticket, customer)
        arrival = await Arrival.begun(stream, name, claimed, limits)
        key = await asyncio.to_thread(self._keys.key_for, (ticket, CLASS, customer))
        sealer = Sealer(key, ticket, customer)
        staged = await self._shelf.write(_sealed(sealer, arrival))
        bound = sealer.bound
        await self._settle(staged, bound)
        log.info("attachment_stored", aggregate=ticket, size=bound.size, media_type=arrival.media.type)
        return Stored(bound.sha256, bound.size, arrival.media.type, arrival.name)

    async def open(self, sha256: str, *, ticket: str, customer: str) -> AsyncIterator[bytes]:
        path = self._path(sha256, ticket, customer)
        try:
            async for piece in self._plain(path, sha256, ticket, customer):
                yield piece
        except (NotSealed, KeyMissing) as error:
            log.error("attachment_damaged", aggregate=ticket, path=path, kind=type(error).__name__)
            raise AttachmentDamaged from error
        except FileNotFoundError:
            raise AttachmentNotFound from None

    async def exists(self, sha256: str, *, ticket: str, customer: str) -> bool:
        try:
            await self._opened(self._path(sha256, ticket, customer), sha256, ticket, customer)
        except (FileNotFoundError, AttachmentErased):
            return False
        except (NotSealed, KeyMissing):
            raise AttachmentDamaged from None
        return True

    async def discard_erased(self, *, ticket: str | None = None, customer: str | None = None) -> int:
        prefix = self._folder(ticket, customer) if ticket and customer else None
        erased = [path async for path in self._shelf.paths(prefix) if await self._erased(path)]
        for path in erased:
            await self._shelf.remove(path)
        if erased:
            log.info("erased_attachments_discarded", count=len(erased))
        return len(erased)

    async def _settle(self, staged: str, bound: Bound) -> None:
        path = self._path(bound.sha256, bound.ticket, bound.customer)
        try:
            if await self._intact(path, bound):
                await self._shelf.drop(staged)
            else:
                await self._shelf.place(staged, path)
            await self._shelf.settle(path)
        except BaseException:
            await self._shelf.drop(staged)
            raise

    async def _plain(self, path: str, sha256: str, ticket: str, customer: str) -> AsyncIterator[bytes]:
        """The last chunk only once the hash of all is known to be right."""
        found, seen = await self._opened(path, sha256, ticket, customer), hashlib.sha256()
        for first in range(0, found.chunks.count, _AT_ONCE):
            try:
                stored = await self._stretch(path, found, first)
            except Replaced:  # by the same content, of which all chunks but their keys are the same
                found = await self._opened(path, sha256, ticket, customer)
                stored = await self._stretch(path, found, first)
            for number, piece in enumerate(found.chunks.plain(first, stored), first):
                seen.update(piece)
                if number == found.chunks.count - 1 and seen.hexdigest() != sha256:
                    raise NotSealed("the content has another hash")
                yield piece

    async def _stretch(self, path: str, found: _Open, first: int) -> bytes:
        return await self._shelf.stretch(path, *found.chunks.span(first, _AT_ONCE), found.tag)

    async def _opened(self, path: str, sha256: str, ticket: str, customer: str) -> _Open:
        """Raises FileNotFoundError, AttachmentErased, NotSealed, KeyMissing."""
        tail, footer, key = await self._footer(path)
        if key is None:
            raise AttachmentErased
        bound = Bound(ticket, customer, sha256, plain_size(tail.size))
        return _Open(tail.tag, footer.opened(key, bound))

    async def _footer(self, path: str) -> tuple[Tail, Footer, AESGCM | None]:
        tail = await self._shelf.tail(path, FOOTER)
        footer = Footer.read(tail.data)
        return tail, footer, await asyncio.to_thread(self._keys.key, footer.key_id)

    async def _erased(self, path: str) -> bool:
        """Whether its key is known to be shredded; what is damaged stays, for whoever mends it."""
        try:
            _, _, key = await self._footer(path)
        except (FileNotFoundError, NotSealed, KeyMissing):
            return False
        return key is None

    async def _intact(self, path: str, bound: Bound) -> bool:
        """Whether the file is stored already, every byte of it readable: a damaged one is replaced."""
        try:
            async for _ in self._plain(path, bound.sha256, bound.ticket, bound.customer):
                pass
        except (FileNotFoundError, AttachmentErased, NotSealed, KeyMissing):
            return False
        return True

    def _path(self, sha256: str, ticket: str, customer: str) -> str:
        """Hashes under the key store's own key, so that a path tells neither whose it is nor that two are alike."""
        name = self._keys.pseudonym("attachment", f"{ticket}\n{customer}\n{sha256}")
        return f"{self._folder(ticket, customer)}/{name}"

    def _folder(self, ticket: str, customer: str) -> str:
        _require_ids(ticket, customer)
        return self._keys.pseudonym("attachments", f"{ticket}\n{customer}")


def _require_ids(*ids: str) -> None:
    if not all(map(_ID.fullmatch, ids)):
        raise ValueError("ticket and customer are aggregate ids")


async def _sealed(sealer: Sealer, arrival: Arrival) -> AsyncIterator[bytes]:
    async for piece in arrival.pieces():
        for chunk in sealer.add(piece):
            yield chunk
    yield sealer.finish()
