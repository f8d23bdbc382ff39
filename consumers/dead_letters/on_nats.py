"""Dead letters on a stream of their own, one message a subject: what is mended is overwritten by nothing."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from nats.js import JetStreamContext
from nats.js.api import RawStreamMsg
from nats.js.errors import NotFoundError

from consumers.dead_letters.letter import DeadLetter

_TTL: Final = "Nats-TTL"
_KEPT: Final = "1h"
"""How long the nothing stays that took a letter's place."""


class NatsDeadLetters:
    """Implements :class:`consumers.dead_letters.letter.DeadLetters`."""

    def __init__(self, jetstream: JetStreamContext, prefix: str) -> None:
        self._jetstream, self._prefix = jetstream, f"{prefix}-dead"
        self._stream = f"{prefix.upper()}_DEADLETTERS"

    async def put(self, letter: DeadLetter) -> None:
        await self._jetstream.publish(self._subject(letter), letter.as_json(), stream=self._stream)

    async def mended(self, letter: DeadLetter) -> None:
        await self._jetstream.publish(self._subject(letter), b"", headers={_TTL: _KEPT}, stream=self._stream)

    async def all(self) -> Sequence[DeadLetter]:
        found, after = list[DeadLetter](), 0
        while True:
            try:
                message = await self._jetstream.get_msg(
                    self._stream, after + 1, f"{self._prefix}.>", direct=True, next=True
                )
            except NotFoundError:
                return found
            after = message.seq or after + 1
            if message.data:
                found.append(self._read(message))

    def _read(self, message: RawStreamMsg) -> DeadLetter:
        try:
            return DeadLetter.of_json(message.data or b"")
        except (ValueError, TypeError, KeyError):
            reaction, _, event = (message.subject or "").removeprefix(f"{self._prefix}.").partition(".")
            return DeadLetter.of_unreadable(reaction, event, message.time or datetime.now(UTC))

    def _subject(self, letter: DeadLetter) -> str:
        return f"{self._prefix}.{letter.reaction}.{letter.event}"
