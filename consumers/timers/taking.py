"""Takes the timers that were told: the first at once, with it all that were told together, and never lets go of one.

nats-py 2.x says that a fetch came to nothing with one TimeoutError or the other, and FastStream 0.7.8's batches let go
of what they hold at one of them, for as long as the server waits for an answer.
"""

import asyncio
from collections.abc import Sequence
from typing import Final, Protocol

from nats.aio.msg import Msg
from nats.errors import ConnectionClosedError
from nats.errors import Error as NatsError

_FIRST: Final = 5.0
"""Seconds of one fetch for the first."""
_TOGETHER: Final = 0.1
"""Seconds in which those that were told with the first come."""
_MOST: Final = 500
_AGAIN: Final = 1.0


class Fetching(Protocol):
    """As much of a nats-py pull subscription as this needs."""

    async def fetch(self, batch: int, timeout: float) -> Sequence[Msg]: ...  # noqa: ASYNC109 - nats-py's name for it


class Taking:
    """Those of one durable consumer."""

    def __init__(self, fetching: Fetching) -> None:
        self._fetching = fetching

    async def next(self) -> list[Msg]:
        """One at least; waits for it as long as it takes. Raises ConnectionClosedError."""
        while not (first := await self._fetched(1, _FIRST)):
            pass
        return [*first, *await self._fetched(_MOST - 1, _TOGETHER)]

    async def _fetched(self, most: int, within: float) -> Sequence[Msg]:
        """None where none came, or the nats-server is away."""
        try:
            return await self._fetching.fetch(most, within)
        except TimeoutError:
            return ()
        except ConnectionClosedError:
            raise
        except (NatsError, OSError):
            await asyncio.sleep(_AGAIN)
            return ()
