"""The examples of docs/examples as processes of their own, and what they need of other registries."""

import asyncio
import os
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path
from tempfile import gettempdir

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
_PACKAGES = ("@nats-io/transport-node@3", "@nats-io/jetstream@3")


@asynccontextmanager
async def running(*words: str | Path, folder: Path | None = None, **environment: str) -> AsyncIterator[None]:
    """Killed at the end, as if the power went."""
    process = await asyncio.create_subprocess_exec(*map(str, words), env=os.environ | environment, cwd=folder)
    try:
        yield
        assert process.returncode is None, f"{words} ended by itself"
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def run(*words: str | Path, **environment: str) -> tuple[int | None, str]:
    """To its end: the exit code, and what it prints."""
    process = await asyncio.create_subprocess_exec(
        *map(str, words),
        env=os.environ | environment,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    said, _ = await process.communicate()
    return process.returncode, said.decode()


def python(name: str) -> tuple[str, Path]:
    return sys.executable, EXAMPLES / name


async def until(true: Callable[[], bool], within: float = 90.0) -> None:
    async with asyncio.timeout(within):
        while not true():  # noqa: ASYNC110 -- nobody tells us
            await asyncio.sleep(0.1)


@cache
def node() -> tuple[Path | None, str]:
    """A folder in which the Node example runs; or none, and why not."""
    if not shutil.which("node") or not shutil.which("npm"):
        return None, "there is no node, or no npm, on this machine"
    folder = Path(gettempdir()) / f"gongdan-node-{os.getuid()}"
    if not (folder / "node_modules" / "@nats-io" / "jetstream").is_dir():
        folder.mkdir(exist_ok=True)
        words = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(folder), *_PACKAGES]
        try:
            subprocess.run(words, check=True, capture_output=True, timeout=60)
        except (subprocess.SubprocessError, OSError) as error:
            return None, f"npm can't fetch {' and '.join(_PACKAGES)}: {error}"
    shutil.copy(EXAMPLES / "consumer.mjs", folder)
    return folder, ""
