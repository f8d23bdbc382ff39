"""A feed's stream: told all or nothing, and only right after what was last there, so that two relays do no harm."""

import secrets
from base64 import b64decode
from collections.abc import Sequence
from typing import Any, Final

from consumers.feed.messages import Message as Told
from consumers.feed.relay import Overtaken
from domain.refusals import StoreUnavailable
from eventsourcing_nats import StoreUnavailable as LogUnavailable
from eventsourcing_nats.broker import api
from eventsourcing_nats.broker.connection import Connection
from eventsourcing_nats.broker.publishing import Conflict, Message, TooLarge, publish
from eventsourcing_nats.broker.requests import Unanswered, Undelivered
from gongdan.feeding.channel import Channel

_NONE: Final = 10037
_WITHIN: Final = 10.0
_EXPECTED: Final = "Nats-Expected-Last-Sequence"
_KEPT: Final = {"Nats-Rollup": "sub", "Nats-TTL": "never"}
"""Of the message that says how far the feed is: the last one stays, for ever."""
_LOG: Final = "Gongdan-Log"
"""Names the log that it is told of: positions of another would pass events over."""


class NatsOutlet:
    """Implements :class:`consumers.feed.relay.Outlet` by atomic batches; ``name`` is the log's."""

    def __init__(self, connection: Connection, channel: Channel, name: str) -> None:
        self._connection, self._channel, self._name = connection, channel, name
        self._stream = channel.stream
        self._sequence = self._told = 0
        self._besides: dict[str, str] = {}

    async def last(self) -> int:
        """Raises NotPermitted where the nats-servers do not let us look.

        A feed that somebody emptied is told anew.
        """
        try:
            asked = {"last_by_subj": self._channel.subject}
            found = (await self._ask(f"STREAM.MSG.GET.{self._stream}", asked))["message"]
        except api.ApiError as error:
            if error.code != _NONE:
                raise StoreUnavailable(f"{self._stream} shows nothing: {error}") from error
            self._sequence = (await self._ask(f"STREAM.INFO.{self._stream}", {}))["state"]["last_seq"]
            self._told = self._channel.begins
            return self._told
        headers = headers_of(found)
        if headers.get(_LOG) != self._name:
            raise StoreUnavailable(f"{self._stream} tells of another log than {self._name}: empty it, to be told anew")
        self._sequence = int(found["seq"])
        self._noted(headers)
        self._told = int(b64decode(found["data"]))
        return self._told

    async def tell(self, messages: Sequence[Told], position: int) -> None:
        await self._publish([Message(each.subject, dict(each.headers), each.body) for each in messages], position)

    async def erase(self, position: int) -> bool:
        """The public feed holds nobody's data."""
        return False

    def _noted(self, headers: dict[str, str]) -> None:
        """What the last word said beside the position."""

    async def _publish(self, plan: list[Message], position: int) -> None:
        plan.append(
            Message(self._channel.subject, {**_KEPT, _LOG: self._name, **self._besides}, str(position).encode())
        )
        plan[0].headers[_EXPECTED] = str(self._sequence)
        try:
            self._sequence = await publish(self._connection, self._stream, plan, secrets.token_hex(8), _WITHIN)
            self._told = position
        except Conflict as error:
            raise Overtaken(self._stream) from error
        except (Unanswered, Undelivered, TooLarge, LogUnavailable) as error:
            raise StoreUnavailable(f"{self._stream} does not take what is told: {error}") from error

    async def _ask(self, verb: str, body: dict[str, Any]) -> dict[str, Any]:
        return await asked(self._connection, verb, body)


async def asked(connection: Connection, verb: str, body: dict[str, Any] | None) -> dict[str, Any]:
    """What may be asked twice: for a moment nobody answers while the servers take other partners.

    Raises api.ApiError, StoreUnavailable.
    """
    try:
        return await api.call(connection, verb, body)
    except LogUnavailable as error:
        raise StoreUnavailable(f"{verb} is not answered: {error}") from error


def headers_of(message: dict[str, Any]) -> dict[str, str]:
    """Of a stored message as the API gives it."""
    lines = b64decode(message.get("hdrs", "")).decode().split("\r\n")[1:]
    return {name: value.strip() for name, _, value in (line.partition(":") for line in lines) if name}
