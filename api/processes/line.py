"""Process maps are worked out a few at a time, the rest wait in line: each is a second of work on a large log."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

MOST: Final = 2
"""At once: threads that only reckon take turns at the interpreter, and more of them end no sooner."""


class Line:
    """Who asks for a map waits for a place, first come, first served; who goes away leaves the line."""

    def __init__(self, most: int = MOST) -> None:
        self._places = asyncio.Semaphore(most)

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        async with self._places:
            yield
