"""Where the stored bytes stand: a folder or an S3 bucket, written beside and put in place whole, or not at all.

obstore's local store does not sync what it writes (strace shows open, write and rename only), so this does.
"""

import asyncio
import os
import secrets
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

import obstore
import structlog
from obstore.exceptions import BaseError

from gongdan.attachments.unavailable import told, unavailable

if TYPE_CHECKING:
    from obstore.store import ObjectStore

log = structlog.get_logger(__name__)

STAGING: Final = "staging"
"""What is being written stands under this prefix."""
_PART: Final = 5 << 20
"""Bytes held back until they are sent: S3 takes no smaller parts."""
_PARTS: Final = 2
"""How many of them are on their way at once."""
_ABANDONED: Final = timedelta(hours=1)
"""In a bucket, which others may be writing to: older than this nobody is at work on it."""


@dataclass(frozen=True, slots=True)
class Tail:
    """The last bytes of an object, its size, and which object it is."""

    data: bytes
    size: int
    tag: str | None


class Shelf:
    """Objects by path; ``folder`` is where they are if they are on this machine."""

    def __init__(self, store: "ObjectStore", folder: Path | None = None) -> None:
        self._store, self._folder = store, folder

    async def write(self, pieces: AsyncIterator[bytes]) -> str:
        """Beside; returns the name to put it in place by. Leaves nothing where ``pieces`` raises or is cancelled."""
        name = f"{STAGING}/{secrets.token_hex(16)}"
        try:
            await self._written(name, pieces)
        except BaseException:
            await self.drop(name)  # it may be there, where only the answer was lost
            raise
        return name

    async def _written(self, name: str, pieces: AsyncIterator[bytes]) -> None:
        out = obstore.open_writer_async(self._store, name, buffer_size=_PART, max_concurrency=_PARTS)
        async with AsyncExitStack() as aborting:
            aborting.push_async_exit(out)
            async for piece in pieces:
                with told(OSError):
                    await out.write(piece)
            aborting.pop_all()
        with told(OSError):
            await out.close()

    async def place(self, name: str, path: str) -> None:
        """What was written, to where it is found from now on."""
        await asyncio.to_thread(self._sync, name)
        with told(OSError):
            await obstore.rename_async(self._store, name, path)  # in a bucket: copied, then deleted

    async def settle(self, path: str) -> None:
        """What is in place, and that it is there, is on disk once this returns."""
        await asyncio.to_thread(self._sync, path, folders=True)

    async def drop(self, name: str) -> None:
        """What was written and is not wanted, also where it was not written to its end."""
        if self._folder is not None:
            for left in self._folder.glob(f"{name}*"):
                left.unlink(missing_ok=True)
            return
        with suppress(FileNotFoundError, BaseError):
            await obstore.delete_async(self._store, name)

    async def tail(self, path: str, length: int) -> Tail:
        """Raises FileNotFoundError."""
        with told():
            found = await obstore.get_async(self._store, path, options={"range": {"suffix": length}})
            return Tail(bytes(await found.bytes_async()), found.meta["size"], found.meta["e_tag"])

    async def stretch(self, path: str, start: int, end: int, tag: str | None) -> bytes:
        """Bytes of the object that ``tag`` names. Raises Replaced, FileNotFoundError.

        A request of its own for each, so that a slow reader holds no request open.
        """
        with told():
            found = await obstore.get_async(self._store, path, options={"range": (start, end), "if_match": tag})
            return bytes(await found.bytes_async())

    async def remove(self, path: str) -> None:
        with told():
            await obstore.delete_async(self._store, path)

    async def paths(self, prefix: str | None = None) -> AsyncIterator[str]:
        """Of all that is in place, or of what is under ``prefix``."""
        with told():
            async for batch in obstore.list(self._store, prefix):
                for found in batch:
                    if not found["path"].startswith(f"{STAGING}/"):
                        yield found["path"]

    async def sweep(self) -> int:
        """Remove what cut off uploads left: how many. In a folder nobody else may be writing."""
        removed = self._sweep_folder(self._folder) if self._folder else await self._sweep_bucket()
        if removed:
            log.info("staged_attachments_removed", count=removed)
        return removed

    def _sweep_folder(self, folder: Path) -> int:
        """By hand: obstore does not list what it has not written to its end."""
        left = [path for path in (folder / STAGING).glob("*") if path.is_file()]
        for path in left:
            path.unlink(missing_ok=True)
        return len(left)

    async def _sweep_bucket(self) -> int:
        with told():
            before = datetime.now(UTC) - _ABANDONED
            left = [
                found["path"]
                async for batch in obstore.list(self._store, STAGING)
                for found in batch
                if found["last_modified"] < before
            ]
            if left:
                await obstore.delete_async(self._store, left)
            return len(left)

    def _sync(self, path: str, *, folders: bool = False) -> None:
        """To disk, if it is on this machine; a service that stores objects answers once they are safe."""
        if self._folder is None:
            return
        stands = self._folder / path
        try:
            for each in (stands, stands.parent, self._folder) if folders else (stands,):
                synced(each)
        except OSError as error:
            raise unavailable(error) from error


def synced(path: Path) -> None:
    """The file, or the names in the folder, to disk. Raises OSError."""
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
