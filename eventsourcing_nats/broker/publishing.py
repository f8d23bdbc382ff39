"""One message, or one atomic batch (ADR-50), to a stream: the sequence it got, or why not."""

import asyncio
from dataclasses import dataclass

from eventsourcing_nats.broker import api
from eventsourcing_nats.broker.connection import Connection
from eventsourcing_nats.broker.messages import BATCH_COMMIT, BATCH_ID, BATCH_SEQUENCE
from eventsourcing_nats.broker.requests import Unanswered, Undelivered
from eventsourcing_nats.errors import StoreUnavailable, WrongStream

_KNOWN_ID = 10201
_CONFLICTS = {
    10071,  # wrong last sequence
    10164,  # wrong last sequence, seen by the cluster before it is stored
    _KNOWN_ID,  # a batch holds a message id that is stored already; the broker doesn't say which and where
}
_PASSING = {
    *api.PASSING,
    10176,  # the server lost the start of the batch
    10210,  # too many batches open
    10211,
}
_UNDER_WAY = {10158}  # a cluster is just storing a message with this id
_TOO_LARGE = {10054}


class Conflict(Exception):
    """An expectation was not met, or the event id is stored already; nothing was stored by this try.

    ``stored_at`` is where the broker says that the event id is stored, where it does say so.
    """

    def __init__(self, why: str, code: int, stored_at: int | None = None) -> None:
        super().__init__(why)
        self.code, self.stored_at = code, stored_at

    @property
    def knows_id(self) -> bool:
        """Whether it is about an event id, not about an expectation."""
        return self.code == _KNOWN_ID

    def final(self, replicas: int) -> bool:
        """Whether asking again can't change the answer: only a cluster decides before everything is stored."""
        return self.stored_at is None and (replicas == 1 or self.knows_id)


class TooLarge(Exception):
    """The broker takes no message of this size."""


@dataclass(frozen=True, slots=True)
class Message:
    subject: str
    headers: dict[str, str]
    body: bytes


async def publish(connection: Connection, stream: str, plan: list[Message], batch: str, within: float) -> int:
    """Store all messages or none, in one try of ``within`` seconds; return the sequence of the last.

    Raises Conflict, TooLarge, StoreUnavailable (refused), WrongStream, Unanswered (unknown), Undelivered (not stored).
    """
    end = asyncio.get_running_loop().time() + within
    requests = await connection.ready(within)
    *before, final = plan if len(plan) == 1 else _batched(plan, batch)
    try:
        async with asyncio.timeout_at(end):
            for message in before:  # a reply would only say that the server holds it back until the commit
                await requests.tell(message.subject, message.body, message.headers)
            left = end - asyncio.get_running_loop().time()
    except TimeoutError:
        raise Undelivered(f"it could not be sent within {within:g} s") from None
    answer = await requests.ask(final.subject, final.body, left, final.headers)
    try:
        ack = api.parsed(answer.data)
    except api.ApiError as error:
        raise _refusal(stream, error) from error
    if ack.get("stream") != stream:
        raise WrongStream(final.subject, str(ack.get("stream")), stream)
    if ack.get("duplicate"):
        raise Conflict("the event id is stored already", _KNOWN_ID, int(ack["seq"]))
    return int(ack["seq"])


def _batched(plan: list[Message], batch: str) -> list[Message]:
    made = [
        Message(message.subject, {BATCH_ID: batch, BATCH_SEQUENCE: str(place), **message.headers}, message.body)
        for place, message in enumerate(plan, 1)
    ]
    made[-1].headers[BATCH_COMMIT] = "1"
    return made


def _refusal(stream: str, error: api.ApiError) -> Exception:
    if error.code in _CONFLICTS:
        return Conflict(str(error), error.code)
    if error.code in _UNDER_WAY:
        return Unanswered(str(error))
    if error.code in _PASSING:
        return Undelivered(str(error))
    if error.code in _TOO_LARGE:
        return TooLarge(str(error))
    return StoreUnavailable(f"stream {stream} refused to store: {error}")
