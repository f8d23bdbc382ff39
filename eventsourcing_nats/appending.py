"""Storing events: all or nothing, each aggregate only onto the tip it expects."""

import asyncio
import uuid
from collections.abc import Sequence

from eventsourcing_nats.broker.connection import Connection
from eventsourcing_nats.broker.publishing import Message, TooLarge, publish
from eventsourcing_nats.broker.requests import Undelivered
from eventsourcing_nats.broker.stream import Place
from eventsourcing_nats.errors import EventTooLarge
from eventsourcing_nats.grouping import Groups, Member
from eventsourcing_nats.planning import plan
from eventsourcing_nats.reading import Reader
from eventsourcing_nats.records import Tip, Unit
from eventsourcing_nats.settling import Settler

_HEADER_ROOM = 8192
_BATCHES_AT_ONCE = 16  # the server holds at most 50 open ones of a stream


class Writer:
    """Appends to one stream over a connection of its own; safe for many appends at once."""

    def __init__(self, connection: Connection, reader: Reader, where: Place) -> None:
        self._connection, self._place = connection, where
        self._settler = Settler(connection.settings, reader, lambda: connection.closed)
        self._batches = asyncio.Semaphore(_BATCHES_AT_ONCE)
        self._groups = Groups(self._alone, self._together)

    @property
    def max_event(self) -> int:
        """Bytes allowed for one event's state: what the broker takes, less room for the headers."""
        return self._connection.client.max_payload - _HEADER_ROOM

    @property
    def repeats(self) -> int:
        """How often messages were sent again, their outcome not being certain."""
        return self._settler.repeats

    async def append(self, units: Sequence[Unit]) -> list[Tip]:
        """See :meth:`EventLog.append`."""
        messages = plan(self._place, units, self.max_event)
        patience = self._connection.settings.patience
        return await self._groups.append(Member(units, messages, patience)) if messages else []

    async def _alone(self, member: Member, unknown: bool) -> list[Tip]:
        units = member.units
        try:
            return await self._settler.settle(
                lambda within: self._send(member.messages, within), units, deadline=member.deadline, unknown=unknown
            )
        except TooLarge as error:
            event = max((event for unit in units for event in unit.events), key=lambda event: len(event.state))
            raise EventTooLarge(event.aggregate_id, event.version, len(event.state), self.max_event) from error

    async def _send(self, messages: list[Message], within: float) -> int:
        if len(messages) == 1:
            return await publish(self._connection, self._place.stream, messages, "", within)
        try:
            async with asyncio.timeout(within):
                await self._batches.acquire()
        except TimeoutError:
            raise Undelivered(f"other batches took longer than {within:g} s") from None
        try:
            return await self._batch(messages, within)
        finally:
            self._batches.release()

    async def _together(self, messages: list[Message]) -> int:
        return await self._batch(messages, self._connection.settings.request_timeout)

    async def _batch(self, messages: list[Message], within: float) -> int:
        return await publish(self._connection, self._place.stream, messages, uuid.uuid4().hex, within)
