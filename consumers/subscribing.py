"""The one way in which a reaction hears of the log: a durable pull consumer each, acknowledged once it is done.

FastStream 0.7.8 has ways of its own that lose or multiply events; all that is known of them is met here: streams and
consumers are made beforehand, a failure is always put off for some time, and nothing is left to the default policy.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

import structlog
from faststream import AckPolicy
from faststream.exceptions import NackMessage
from faststream.nats import JStream, NatsBroker, PullSub
from faststream.nats.message import NatsMessage
from nats.aio.msg import Msg

from consumers.dead_letters.letter import DeadLetter, DeadLetters
from consumers.giving_up import PATIENCE, Patience, is_waiting
from consumers.measures import GIVEN_UP, REACTED, RETRIED
from consumers.reaction import Reaction
from domain.record.envelope import Recorded
from domain.refusals import UnknownEventType

log = structlog.get_logger(__name__)

_MOST: Final = 50
"""Events that one reaction deals with at once."""
_AGAIN: Final = 5.0
_FETCH: Final = 1.0
"""Seconds of one fetch: after a restart of the nats-server nats-py waits that long for nothing."""


@dataclass(frozen=True, slots=True)
class Delivered:
    """What a message itself says of its event; ``recorded`` reads the event, and raises what keeps it from that."""

    id: str
    type: str
    aggregate: str
    position: int
    recorded: Callable[[], Recorded]


Understand = Callable[[Msg], Delivered | None]
"""None of a message that is no event."""


@dataclass(frozen=True, slots=True)
class Hearing:
    """Where and how all reactions of a process hear: ``inbox`` is where the answers of its user come."""

    broker: NatsBroker
    stream: str
    inbox: str
    understand: Understand
    dead_letters: DeadLetters
    clock: Callable[[], datetime]
    patience: Patience = PATIENCE

    def subscribe(self, reaction: Reaction) -> None:
        """From the broker's start on the reaction hears of each event that it wants, at least once."""
        pull = PullSub(batch_size=1, timeout=_FETCH)
        subscriber = self.broker.subscriber(
            reaction.name,  # a subject is asked for, and not used: the durable consumer has its own
            durable=reaction.name,
            stream=JStream(self.stream, declare=False),
            pull_sub=pull,
            inbox_prefix=f"{self.inbox}.".encode(),
            ack_policy=AckPolicy.NACK_ON_ERROR,
            no_reply=True,
            decoder=whole,
        )
        handling = Handling(self, reaction, pull)
        subscriber(handling.handle)


async def whole(message: NatsMessage) -> NatsMessage:
    """The message is the argument: its body is not read here."""
    return message


@dataclass(frozen=True, slots=True)
class Handling:
    """The events of one reaction, one by one."""

    hearing: Hearing
    reaction: Reaction
    pull: PullSub
    failures: Counter[int] = field(default_factory=Counter[int])
    """By the position of events: failures alone, for the store's being away is none of them."""

    async def handle(self, message: NatsMessage) -> None:
        """Returns once it may be acknowledged. Raises NackMessage to be asked again later."""
        try:
            await self._handle(message.raw_message)
        except NackMessage:
            raise
        except Exception as error:
            log.error("reaction_broke", exc_info=True, reaction=self.reaction.name, retry_in=_AGAIN)
            raise NackMessage(delay=_AGAIN) from error

    async def _handle(self, raw: Msg) -> None:
        self._adapt(raw.metadata.num_pending)
        delivered = self.hearing.understand(raw)
        if delivered is None or self._is_unwanted(delivered):
            return
        try:
            await react_to(self.reaction, delivered.recorded())
        except Exception as error:
            await self._failed(delivered, error)
        else:
            self.failures.pop(delivered.position, None)
            REACTED.labels(self.reaction.name).inc()

    def _adapt(self, pending: int) -> None:
        """Many at once only while many wait: a fetch for several holds back the first until its time is over."""
        if not self.reaction.ordered:
            self.pull.batch_size = max(1, min(_MOST, pending))

    def _is_unwanted(self, delivered: Delivered) -> bool:
        return self.reaction.wants is not None and delivered.type not in self.reaction.wants

    async def _failed(self, delivered: Delivered, error: Exception) -> None:
        name = self.reaction.name
        if not is_waiting(error):
            self.failures[delivered.position] += 1
        tries = self.failures[delivered.position]
        pause = self.hearing.patience.pause(error, tries)
        if isinstance(error, UnknownEventType):
            log.error("reaction_needs_newer_program", reaction=name, position=delivered.position)
        said = {"reaction": name, "position": delivered.position, "error": type(error).__name__, "tries": tries}
        if pause is not None:
            RETRIED.labels(name).inc()
            log.warning("reaction_failed", **said, retry_in=pause)
            raise NackMessage(delay=pause)
        letter = DeadLetter(
            name,
            delivered.aggregate,
            delivered.position,
            delivered.id,
            delivered.type,
            type(error).__name__,
            tries,
            self.hearing.clock(),
        )
        await self.hearing.dead_letters.put(letter)
        self.failures.pop(delivered.position, None)
        GIVEN_UP.labels(name).inc()
        log.error("reaction_gave_up", **said)


async def react_to(reaction: Reaction, recorded: Recorded) -> None:
    """Nothing follows from what another system did (an import), nor from what was made up."""
    if recorded.envelope.is_live:
        await reaction.react(recorded)
