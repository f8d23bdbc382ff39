"""Programs of ours that are killed -9 at any moment of their work."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


@asynccontextmanager
async def living(module: str, told: bytes) -> AsyncIterator[None]:
    """Told on standard input what to do; from when it said that it began. Killed at the end."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", module, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdin
    assert process.stdout
    process.stdin.write(told)
    await process.stdin.drain()
    assert await process.stdout.readline(), f"{module} ended by itself"
    try:
        yield
    finally:
        process.kill()
        await process.communicate()


async def killed(module: str, told: bytes, after: float) -> None:
    """One life, of so many seconds."""
    async with living(module, told):
        await asyncio.sleep(after)
