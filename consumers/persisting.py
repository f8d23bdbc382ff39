"""What is to go on for ever, though its database or the log go away meanwhile."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

from domain.refusals import Refusal
from projections.errors import ReadingError

_SHORTEST, _LONGEST = 0.2, 30.0
_WELL: Final = _LONGEST
"""Seconds of going well after which the next failure is the first again."""


async def persist(work: Callable[[], Awaitable[None]], interrupted: Callable[[str, float], None]) -> None:
    """Try again what fails, ever slower; returns once it ends by itself.

    ``interrupted`` is told why, by a code or the error's name, and after how many seconds it begins anew.
    """
    pause = _SHORTEST
    while True:
        began = asyncio.get_running_loop().time()
        try:
            return await work()
        except Exception as error:
            why = error.code if isinstance(error, Refusal | ReadingError) else type(error).__name__
            if asyncio.get_running_loop().time() - began > _WELL:
                pause = _SHORTEST
            interrupted(why, pause)
        await asyncio.sleep(pause)
        pause = min(pause * 2, _LONGEST)
