"""The log as replays read it: stored bodies without making models of them, and sealed values opened one by one."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Any, cast

from cryptography.exceptions import InvalidTag
from eventsourcing.persistence import OperationalError

from domain.record.envelope import Unreadable
from domain.record.personal import Path
from domain.refusals import StoreUnavailable
from eventsourcing_nats import EventLog, ForeignMessage, LoggedEvent
from eventsourcing_nats import LogGap as MessagesMissing
from gongdan.storing.keys import KeyMissing, KeyStore
from gongdan.storing.mapper import EventMapper
from projections.errors import LogGap
from projections.replaying.source import Stored, Stretch

Json = dict[str, Any]

_WRONG = (ValueError, KeyError, TypeError, AttributeError, RecursionError, InvalidTag, KeyMissing)


class LoggedBodies:
    """Implements :class:`projections.replaying.source.Source`."""

    def __init__(self, log: EventLog, mapper: EventMapper, keys: KeyStore) -> None:
        self._log, self._mapper, self._keys = log, mapper, keys

    @property
    def epoch(self) -> str:
        return self._log.epoch

    async def end(self) -> int:
        try:
            return await self._log.end()
        except OperationalError as error:
            raise StoreUnavailable(str(error)) from error

    async def stretches(self, after: int, until: int) -> AsyncGenerator[Stretch]:
        """Messages that are no events are counted and passed over."""
        while after < until:
            try:
                async with aclosing(self._log.follow(after, until=until)) as batches:
                    async for batch in batches:
                        after = batch[-1].sequence
                        yield Stretch(batch, after)
                return
            except ForeignMessage as error:
                after = error.sequence
                yield Stretch((), after, foreign=1)
            except MessagesMissing as error:
                raise LogGap(after, 0) from error
            except OperationalError as error:
                raise StoreUnavailable(str(error)) from error

    def body(self, stored: Stored) -> Json:
        logged = cast("LoggedEvent", stored)
        stands = (logged.aggregate_id, logged.version, logged.topic)
        body = self._mapper.sealed_body(logged.state, stands, logged.sequence)
        if body.get("id") != logged.event_id:
            raise Unreadable(f"the event at position {logged.sequence} does not belong where it stands")
        return body

    def opened(self, body: Json, path: Path, sealed: Json, position: int) -> object | None:
        try:
            return self._mapper.opened(body, path, sealed, position)
        except _WRONG as error:
            why = f"the event at position {position} cannot be read: {type(error).__name__}"
            raise Unreadable(why) from None

    def pseudonym(self, kind: str, value: str) -> str:
        return self._keys.pseudonym(kind, value)
