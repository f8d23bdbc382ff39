"""A grant's stream that holds personal data: taken away when a person in it is erased, and told anew without them."""

import asyncio
from typing import Any, Final

import structlog

from domain.refusals import StoreUnavailable
from eventsourcing_nats.broker import api
from eventsourcing_nats.broker.connection import Connection
from gongdan.feeding.channel import Channel
from gongdan.feeding.outlet import NatsOutlet, asked, headers_of

log = structlog.get_logger(__name__)

_ERASED: Final = "Gongdan-Erased"
_TAKE_AWAY: Final = "Gongdan-Take-Away"
_WORD: Final = "gongdan-word"
"""Of the consumer's description."""
_NONE: Final = 10037
_GONE: Final = {10059, 10014}
"""Codes of a stream, or a consumer, that is not there."""
_WINDOW: Final = 0.3
"""Seconds after which the server takes the same ids for new again."""


class GrantOutlet(NatsOutlet):
    """``operations`` may look at it and take messages away; ``consumer`` is the subscriber's, whose place stays.

    First the feed's word of how far it is goes back to what the subscriber had, and says that all before it is to be
    taken away. Then it is, the word too, as nats-server leaves in a file what it lets go of beside what stays; the
    consumer's description keeps the word until it is told again. Whenever that is cut off, the next relay goes on.
    """

    def __init__(self, connection: Connection, operations: Connection, channel: Channel, name: str, consumer: str):
        super().__init__(connection, channel, name)
        self._operations, self._consumer = operations, consumer

    async def last(self) -> int:
        self._besides = {}
        await super().last()
        if _TAKE_AWAY in self._besides:
            await self._take_away()
        elif word := await self._kept():
            await self._tell_again(*word)
        return self._told

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
        told, erased = self._told, self._besides[_ERASED]
        await self._keep(f"{told} {erased}")
        await self._ask(f"STREAM.PURGE.{self._channel.stream}", {})
        await self._tell_again(told, erased)

    async def _tell_again(self, told: int, erased: str) -> None:
        """The word, unless it is there."""
        if self._besides != {_ERASED: erased}:
            self._besides = {_ERASED: erased}
            await self._publish([], told)
            await asyncio.sleep(_WINDOW)
        await self._keep(None)

    async def _kept(self) -> tuple[int, str] | None:
        """None also where there is no consumer: then nothing was taken away."""
        try:
            config = await self._described()
        except api.ApiError as error:
            if error.code not in _GONE:
                raise StoreUnavailable(f"{self._channel.stream} shows no consumer: {error}") from error
            return None
        told, _, erased = config.get("metadata", {}).get(_WORD, "").partition(" ")
        return (int(told), erased) if erased else None

    async def _keep(self, word: str | None) -> None:
        config = await self._described()
        metadata = {name: said for name, said in config.get("metadata", {}).items() if name != _WORD}
        config["metadata"] = metadata | ({_WORD: word} if word else {})
        body = {"stream_name": self._channel.stream, "config": config}
        await self._ask(f"CONSUMER.DURABLE.CREATE.{self._channel.stream}.{self._consumer}", body)

    async def _described(self) -> dict[str, Any]:
        info = await asked(self._operations, f"CONSUMER.INFO.{self._channel.stream}.{self._consumer}", None)
        return info["config"]

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
