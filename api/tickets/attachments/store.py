"""What keeps the files of tickets, as the API sees it; the composition root fills it in."""

from collections.abc import AsyncIterator
from typing import Protocol


class StoredFile(Protocol):
    """A file that is stored: the hash and number of its bytes, its type as found, its proper name."""

    @property
    def sha256(self) -> str: ...

    @property
    def size(self) -> int: ...

    @property
    def media_type(self) -> str: ...

    @property
    def name(self) -> str: ...


class Attachments(Protocol):
    """Files by the hash of their content, each for one ticket of one customer; both are aggregate ids."""

    async def put(
        self,
        stream: AsyncIterator[bytes],
        *,
        ticket: str,
        customer: str,
        policy: str | None,
        name: str,
        claimed: str | None,
    ) -> StoredFile:
        """Durable once this returns, and nothing where it raises; ``policy`` is the ticket's pack.

        Raises a Refusal that says in both languages why the file is not taken.
        """
        ...

    def open(self, sha256: str, *, ticket: str, customer: str) -> AsyncIterator[bytes]:
        """The bytes; it is refused before the first piece where it can't be read."""
        ...
