"""Ends a task for certain: a cancellation that a library swallowed on its way is asked for again."""

import asyncio
from typing import Any, Final

import structlog

log = structlog.get_logger(__name__)

_ASKED: Final = 5
_WITHIN: Final = 3.0


async def ended(task: "asyncio.Task[Any]", *, within: float = _WITHIN) -> None:
    """Cancel it until it has ended, whatever it raises then; after some tries it is left, and that is said."""
    for _ in range(_ASKED):
        task.cancel()
        if (await asyncio.wait([task], timeout=within))[0]:
            if not task.cancelled():
                task.exception()
            return
    log.warning("task_not_ended", task=task.get_name(), waits_in=str(task.get_coro()))
