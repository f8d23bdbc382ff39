"""Programs of ours that are killed -9 at any moment of their work."""

import asyncio
import sys


async def killed(module: str, told: bytes, after: float) -> None:
    """One life: ``told`` on standard input what to do, killed so many seconds after it said that it began."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", module, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdin
    assert process.stdout
    process.stdin.write(told)
    await process.stdin.drain()
    assert await process.stdout.readline(), f"{module} ended by itself"
    await asyncio.sleep(after)
    process.kill()
    await process.communicate()
