"""A program that uploads a file that never ends, to be killed on the way: ``uploading.py HOME KEYS``."""

import asyncio
import sys
from collections.abc import AsyncIterator
from pathlib import Path

from gongdan.attachments.opening import open_attachments
from gongdan.settings import Settings
from gongdan.storing.keys import KeyStore
from tests.attachments.desk import put
from tests.conftest import MASTER


async def endless() -> AsyncIterator[bytes]:
    while True:
        yield b"x" * 65_536
        await asyncio.sleep(0.001)


async def upload(home: Path, keys: Path) -> None:
    vault = await open_attachments(Settings(home=home), KeyStore.open(keys, MASTER))
    await put(vault, endless())


if __name__ == "__main__":
    asyncio.run(upload(Path(sys.argv[1]), Path(sys.argv[2])))
