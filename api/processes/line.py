"""Process maps are worked out a few at a time, the rest wait in line: each is a second of work on a large log."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from api.manners.problems import ApiProblem

MOST: Final = 2
"""At once: threads that only reckon take turns at the interpreter, and more of them end no sooner."""
WAITING: Final = 30
"""In line at most: who would wait longer than some fifteen seconds is told to come again."""


class Line:
    """Who asks for a map waits for a place, first come, first served; who goes away leaves the line."""

    def __init__(self, most: int = MOST, waiting: int = WAITING) -> None:
        self._places, self._free = asyncio.Semaphore(most), most + waiting

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Raises ApiProblem where the line is as long as it may be."""
        if not self._free:
            raise ApiProblem("too-many-maps")
        self._free -= 1
        try:
            async with self._places:
                yield
        finally:
            self._free += 1
