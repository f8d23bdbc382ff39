"""Where the words of a lease stand on the nats-servers: the last message of a subject, written as the one after it."""

from base64 import b64decode
from contextlib import suppress
from typing import Any, Final

from consumers.leases.words import Said, Word
from domain.refusals import StoreUnavailable
from eventsourcing_nats import StoreUnavailable as LogUnavailable
from eventsourcing_nats.broker import api
from eventsourcing_nats.broker.connection import Connection
from eventsourcing_nats.broker.requests import Unanswered, Undelivered
from gongdan.reacting.declared import leases_stream

_NONE: Final = 10037
_ANOTHER_WAS_FIRST: Final = (10071, 10164)
_WITHIN: Final = 2.0


class NatsBoard:
    """Implements :class:`consumers.leases.words.Board`: read where the leader stands, so that no word is overlooked."""

    def __init__(self, connection: Connection, prefix: str, name: str) -> None:
        self._connection, self._stream = connection, leases_stream(prefix)
        self._subject = f"{prefix}-leases.{name}"

    async def last(self) -> Said | None:
        try:
            found = await self._ask(f"STREAM.MSG.GET.{self._stream}", {"last_by_subj": self._subject})
        except api.ApiError as error:
            if error.code == _NONE:
                return None
            raise StoreUnavailable(f"{self._stream} shows nothing: {error}") from error
        message = found["message"]
        return Said(Word.of_json(b64decode(message.get("data") or "")), int(message["seq"]))

    async def require_rights(self) -> None:
        """Raises NotPermitted where the nats-servers do not let us look, StoreUnavailable where they do not answer."""
        with suppress(api.ApiError):
            await api.call(self._connection, f"STREAM.MSG.GET.{self._stream}", {"last_by_subj": self._subject})

    async def say(self, word: Word, after: int) -> int | None:
        expecting = {"Nats-Expected-Last-Subject-Sequence": str(after)}
        try:
            answer = await self._connection.ask(self._subject, word.as_json(), _WITHIN, expecting)
            return int(api.parsed(answer.data)["seq"])
        except api.ApiError as error:
            if error.code in _ANOTHER_WAS_FIRST:
                return None
            raise StoreUnavailable(f"{self._stream} took no word: {error}") from error
        except (Unanswered, Undelivered, LogUnavailable) as error:
            raise StoreUnavailable(f"{self._stream} does not answer: {error}") from error

    async def _ask(self, verb: str, body: dict[str, Any]) -> dict[str, Any]:
        try:
            return await api.ask(self._connection, verb, body, _WITHIN)
        except (Unanswered, Undelivered, LogUnavailable) as error:
            raise StoreUnavailable(f"{self._stream} does not answer: {error}") from error
