"""The feed's stream: told all or nothing, and only right after what was last there, so that two relays do no harm."""

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
from gongdan.reacting.declared import feed_stream

_NONE: Final = 10037
_WITHIN: Final = 10.0
_EXPECTED: Final = "Nats-Expected-Last-Sequence"
_KEPT: Final = {"Nats-Rollup": "sub", "Nats-TTL": "never"}
"""Of the message that says how far the feed is: the last one stays, for ever."""
_LOG: Final = "Gongdan-Log"
"""Names the log that it is told of: positions of another would pass events over."""


class NatsOutlet:
    """Implements :class:`consumers.feed.relay.Outlet` by atomic batches; ``name`` is the log's."""

    def __init__(self, connection: Connection, prefix: str, name: str) -> None:
        self._connection, self._stream, self._position = connection, feed_stream(prefix), f"{prefix}-fed.position"
        self._name = name
        self._sequence = 0

    async def last(self) -> int:
        """Raises NotPermitted where the nats-servers do not let us look.

        A feed that somebody emptied is told anew.
        """
        try:
            found = (await self._ask(f"STREAM.MSG.GET.{self._stream}", {"last_by_subj": self._position}))["message"]
        except api.ApiError as error:
            if error.code != _NONE:
                raise StoreUnavailable(f"{self._stream} shows nothing: {error}") from error
            self._sequence = (await self._ask(f"STREAM.INFO.{self._stream}", {}))["state"]["last_seq"]
            return 0
        if f"{_LOG}: {self._name}" not in b64decode(found["hdrs"]).decode():
            raise StoreUnavailable(f"{self._stream} tells of another log than {self._name}: empty it, to be told anew")
        self._sequence = int(found["seq"])
        return int(b64decode(found["data"]))

    async def tell(self, messages: Sequence[Told], position: int) -> None:
        plan = [Message(each.subject, dict(each.headers), each.body) for each in messages]
        plan.append(Message(self._position, {**_KEPT, _LOG: self._name}, str(position).encode()))
        plan[0].headers[_EXPECTED] = str(self._sequence)
        try:
            self._sequence = await publish(self._connection, self._stream, plan, secrets.token_hex(8), _WITHIN)
        except Conflict as error:
            raise Overtaken(self._stream) from error
        except (Unanswered, Undelivered, TooLarge, LogUnavailable) as error:
            raise StoreUnavailable(f"{self._stream} does not take what is told: {error}") from error

    async def _ask(self, verb: str, body: dict[str, Any]) -> dict[str, Any]:
        try:
            return await api.ask(self._connection, verb, body, _WITHIN)
        except (Unanswered, Undelivered) as error:
            raise StoreUnavailable(f"{self._stream} does not answer: {error}") from error
