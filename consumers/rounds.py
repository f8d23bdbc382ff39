"""What is looked after from time to time rather than at an event: a round each, gone again soon where it failed."""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Sequence
from datetime import timedelta
from typing import ClassVar, Final

import structlog

log = structlog.get_logger(__name__)

_AGAIN: Final = timedelta(minutes=1)


class Round(ABC):
    """Goes every so often, and does no harm where it goes twice."""

    name: ClassVar[str]
    every: ClassVar[timedelta]

    @abstractmethod
    async def go(self) -> None:
        """Whatever it raises, it goes again soon."""


async def keep_going(rounds: Sequence[Round]) -> None:
    """For ever, each at its own pace."""
    await asyncio.gather(*(_keep(each) for each in rounds))


async def _keep(each: Round) -> None:
    while True:
        pause = each.every
        try:
            await each.go()
        except Exception as error:
            pause = min(each.every, _AGAIN)
            log.warning("round_failed", round=each.name, error=type(error).__name__, retry_in=pause.total_seconds())
        await asyncio.sleep(pause.total_seconds())
