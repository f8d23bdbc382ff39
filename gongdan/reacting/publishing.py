"""Publishing to a stream from reactions: stored once it returns, tried again while the nats-server is away."""

import asyncio
from collections.abc import Callable, Mapping
from typing import Final

from nats.errors import Error as NatsError
from nats.js import JetStreamContext

from domain.refusals import StoreUnavailable

_TRIES: Final = 3
_PAUSE: Final = 0.2
_WITHIN: Final = 5.0


class Publishing:
    """Implements :class:`consumers.timers.on_nats.Publish`: the same message again does no harm there.

    ``may``: whether nobody else publishes there. A process that stood still for long finds out by that.
    """

    def __init__(self, jetstream: Callable[[], JetStreamContext], stream: str, may: Callable[[], bool]) -> None:
        self._jetstream, self._stream, self._may = jetstream, stream, may

    async def __call__(self, subject: str, body: bytes, headers: Mapping[str, str]) -> None:
        """Raises StoreUnavailable."""
        for left in reversed(range(_TRIES)):
            try:
                if not self._may():
                    raise StoreUnavailable(f"the lease of {self._stream} may be another's")
                await self._jetstream().publish(subject, body, _WITHIN, self._stream, dict(headers))
            except (NatsError, OSError, TimeoutError) as error:
                if not left:
                    raise StoreUnavailable(f"{self._stream} does not answer: {error}") from error
                await asyncio.sleep(_PAUSE)
            else:
                return
