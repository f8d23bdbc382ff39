"""How a stored file goes out: as a download under its name, never as a page of ours."""

from collections.abc import AsyncIterator, Mapping
from typing import Final
from urllib.parse import quote

from domain.record.personal import ERASED
from domain.ticket.events import AttachmentAdded

_GUARDS: Final = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cache-Control": "private, no-store",
}


def headers_of(added: AttachmentAdded) -> Mapping[str, str]:
    """A browser saves it, and takes it for nothing else than it is."""
    name = added.name if added.name and added.name != ERASED else "attachment"
    said = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    return {"Content-Disposition": said, "Content-Length": str(added.size), **_GUARDS}


async def begun(pieces: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """The same, its first piece read: what is refused is refused before the answer's headers go out."""
    first = await anext(pieces)

    async def all_of_it() -> AsyncIterator[bytes]:
        yield first
        async for piece in pieces:
            yield piece

    return all_of_it()
