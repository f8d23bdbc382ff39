"""What keeps attachments, as those who take and give them out see it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Protocol

from gongdan.attachments.admitting.limits import Limits


@dataclass(frozen=True, slots=True)
class Stored:
    """A file that is stored: ``sha256`` of its plain bytes in hex, their number, its type as found, its proper name."""

    sha256: str
    size: int
    media_type: str
    name: str


class Attachments(Protocol):
    """Files by the hash of their content, each for one ticket of one customer; both are aggregate ids.

    Every method raises AttachmentsUnavailable where folder or bucket can't be used just now.
    """

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
        """Durable once this returns; a stream that raises, or is cut off, leaves nothing. Raises AttachmentRefused.

        ``claimed`` is the media type that the sender gave. The same content again is the same object.
        """
        ...

    def open(self, sha256: str, *, ticket: str, customer: str) -> AsyncIterator[bytes]:
        """The plain bytes, each piece checked before it is handed on, and the hash before the last one is.

        Raises AttachmentNotFound, AttachmentErased and AttachmentDamaged; the first two only before the first piece.
        """
        ...

    async def exists(self, sha256: str, *, ticket: str, customer: str) -> bool:
        """Whether it is stored and its key was not shredded. Raises AttachmentDamaged."""
        ...

    async def discard_erased(self, *, ticket: str | None = None, customer: str | None = None) -> int:
        """Remove the files whose key was shredded, of one ticket or of all; how many. No other file can be removed."""
        ...
