"""How the deadlines hear of timers: all that were told together in order of time, and each again until it is noted."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

import structlog
from faststream import AckPolicy
from faststream.exceptions import NackMessage
from faststream.nats import JStream, NatsBroker, PullSub
from faststream.nats.message import NatsBatchMessage
from nats.aio.msg import Msg

from consumers.dead_letters.letter import DeadLetter, DeadLetters
from consumers.deadlines.deadlines import Deadlines
from consumers.giving_up import PATIENCE, Patience
from consumers.measures import GIVEN_UP, RETRIED
from consumers.timers.messages import read

log = structlog.get_logger(__name__)

_BATCH: Final = 500
_FETCH: Final = 0.2
"""Seconds that a batch is waited for, all of which a timer told alone waits."""
_AGAIN: Final = 5.0
TIMER: Final = "timer"
"""What stands for the event's type in the dead letter of a timer."""


@dataclass(frozen=True, slots=True)
class TimersHeard:
    """``last_of`` tells the position of a ticket's last event.

    Nothing is acted on before ``ready``: first comes what fell due while nobody was there.
    """

    deadlines: Deadlines
    dead_letters: DeadLetters
    last_of: Callable[[str], Awaitable[int]]
    clock: Callable[[], datetime]
    patience: Patience = PATIENCE
    ready: asyncio.Event = field(default_factory=asyncio.Event)

    def subscribe(self, broker: NatsBroker, stream: str, inbox: str) -> None:
        subscriber = broker.subscriber(
            self.deadlines.name,  # a subject is asked for, and not used: the durable consumer has its own
            durable=self.deadlines.name,
            stream=JStream(stream, declare=False),
            pull_sub=PullSub(batch_size=_BATCH, timeout=_FETCH, batch=True),
            inbox_prefix=f"{inbox}.".encode(),
            ack_policy=AckPolicy.NACK_ON_ERROR,
            no_reply=True,
            decoder=whole_batch,
        )
        subscriber(self.handle)

    async def handle(self, batch: NatsBatchMessage) -> None:
        """What is left unanswered on return is acknowledged. Raises NackMessage to be asked again later."""
        await self.ready.wait()
        try:
            await self._handle(batch.raw_message)
        except Exception as error:
            log.error("timers_broke", exc_info=True, retry_in=_AGAIN)
            raise NackMessage(delay=_AGAIN) from error

    async def _handle(self, messages: list[Msg]) -> None:
        told = [(message, timer.key) for message in messages if (timer := read(message.data)) is not None]
        failed = await self.deadlines.settle(key for _, key in told)
        for message, key in told:
            if key in failed:
                await self._failed(message, key, failed[key])

    async def _failed(self, message: Msg, key: str, error: Exception) -> None:
        name, tries = self.deadlines.name, message.metadata.num_delivered
        pause = self.patience.pause(error, tries)
        said = {"reaction": name, "aggregate": key, "error": type(error).__name__, "tries": tries}
        if pause is not None:
            RETRIED.labels(name).inc()
            log.warning("timer_failed", **said, retry_in=pause)
            await message.nak(delay=pause)
            return
        position = await self.last_of(key)
        letter = DeadLetter(name, key, position, f"{TIMER}-{key}", TIMER, type(error).__name__, tries, self.clock())
        await self.dead_letters.put(letter)
        GIVEN_UP.labels(name).inc()
        log.error("timer_gave_up", **said)


async def whole_batch(batch: NatsBatchMessage) -> NatsBatchMessage:
    """The messages are the argument: their bodies are read where they are acted on."""
    return batch
