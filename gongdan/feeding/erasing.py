"""A grant's stream that holds personal data: taken away when a person in it is erased, and told anew without them."""

import asyncio
from typing import Any, Final

import structlog

from eventsourcing_nats.broker import api
from eventsourcing_nats.broker.connection import Connection
from gongdan.feeding.channel import Channel
from gongdan.feeding.outlet import NatsOutlet, asked, headers_of

log = structlog.get_logger(__name__)

_ERASED: Final = "Gongdan-Erased"
_TAKE_AWAY: Final = "Gongdan-Take-Away"
_NONE: Final = 10037
_WINDOW: Final = 0.3
"""Seconds after which the server takes the same ids for new again."""


class GrantOutlet(NatsOutlet):
    """``operations`` may look at it and take messages away; ``consumer`` is the subscriber's, whose place stays.

    First the feed's word of how far it is goes back to what the subscriber had, and says that all before it is to be
    taken away; then it is. Killed between the two, the next relay does the second.
    """

    def __init__(self, connection: Connection, operations: Connection, channel: Channel, name: str, consumer: str):
        super().__init__(connection, channel, name)
        self._operations, self._consumer = operations, consumer

    async def last(self) -> int:
        position = await super().last()
        if _TAKE_AWAY in self._besides:
            await self._take_away()
        return position

    async def erase(self, position: int) -> bool:
        if int(self._besides.get(_ERASED, "0")) >= position:
            return False
        back = await self._had()
        self._besides = {_ERASED: str(position), _TAKE_AWAY: "1"}
        await self._publish([], back)
        await self._take_away()
        log.info("feed_told_anew", stream=self._channel.stream, erased_at=position, again_from=back)
        return True

    async def _ask(self, verb: str, body: dict[str, Any]) -> dict[str, Any]:
        return await asked(self._operations, verb, body)

    def _noted(self, headers: dict[str, str]) -> None:
        self._besides = {name: headers[name] for name in (_ERASED, _TAKE_AWAY) if name in headers}

    async def _take_away(self) -> None:
        """All but the last word, which is the newest message."""
        await asked(self._operations, f"STREAM.PURGE.{self._channel.stream}", {"keep": 1})
        self._besides.pop(_TAKE_AWAY, None)
        await asyncio.sleep(_WINDOW)

    async def _had(self) -> int:
        """The position of the log up to which the subscriber said that it had all; all that was told, where it had."""
        stream, under = self._channel.stream, f"{self._channel.under}.>"
        info = await asked(self._operations, f"CONSUMER.INFO.{stream}.{self._consumer}", None)
        body: dict[str, Any] = {"seq": info["ack_floor"]["stream_seq"] + 1, "next_by_subj": under}
        try:
            found = await self._ask(f"STREAM.MSG.GET.{stream}", body)
        except api.ApiError as error:
            if error.code != _NONE:
                raise
            return self._told
        return int(headers_of(found["message"])["ce-sequence"].partition(".")[0]) - 1
