"""Reading one aggregate: its last event tells where the others are, so nothing is searched for."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterable, Iterator
from typing import Any

from nats.aio.msg import Msg

from eventsourcing_nats import subjects
from eventsourcing_nats.ancestry import MAX_ANCESTORS
from eventsourcing_nats.broker import api, messages, stream
from eventsourcing_nats.broker.connection import Connection
from eventsourcing_nats.broker.stream import Place
from eventsourcing_nats.errors import ForeignMessage, LogGap, StoreUnavailable
from eventsourcing_nats.records import LoggedEvent, StoredMessage, Tip

_NO_MESSAGE = 10037
_BATCH = 1000
_MOST_BYTES = 16 * 1024 * 1024

Read = Callable[[dict[str, Any]], Awaitable[LoggedEvent | None]]
"""One message, of the leader or of the nearest server. Raises ForeignMessage, StoreUnavailable."""


class Reader:
    """Reads of one stream, over a connection of their own: a slow read holds up what shares its connection."""

    def __init__(self, connection: Connection, where: Place) -> None:
        self._connection, self._place = connection, where
        self._direct = f"$JS.API.DIRECT.GET.{where.stream}"

    @property
    def closed(self) -> bool:
        return self._connection.closed

    @property
    def lasting(self) -> bool:
        """Whether versions count up by one; those of snapshots have gaps."""
        return self._place.lasting

    async def load(self, aggregate_id: str, *, fresh: bool = False) -> tuple[list[LoggedEvent], Tip | None]:
        """The whole history in version order and its tip; ``([], None)`` when there is none.

        On several servers a direct read may trail the last acknowledgement; ``fresh`` starts at the leader. Messages
        that are no events are left out. Raises LogGap when events are missing, StoreUnavailable.
        """
        read, over = self._at_leader if fresh else self._get, 0
        subject = self._subject(aggregate_id)
        try:
            last = await read({"last_by_subj": subject})
        except ForeignMessage as foreign:
            last, over = None, foreign.sequence
        if last is None and not over:
            return [], None
        history = await self._lineage(last) if last else None
        if history is None or not self._whole(history):
            history = await self._search(subject, read)
        if not self._whole(history):
            raise LogGap(f"the history of {aggregate_id} in {self._place.stream} has gaps: restore the stream")
        return history, _tip(history, over)

    async def tip(self, aggregate_id: str) -> Tip | None:
        """What an append to the aggregate expects, read at the leader; None where nothing stands on its subject."""
        try:
            last = await self.last(aggregate_id)
        except ForeignMessage:
            return (await self.load(aggregate_id, fresh=True))[1]
        return last.tip if last else None

    async def last(self, aggregate_id: str) -> LoggedEvent | None:
        """The aggregate's last event, read at the leader. Raises ForeignMessage, StoreUnavailable."""
        return await self._at_leader({"last_by_subj": self._subject(aggregate_id)})

    async def at(self, sequence: int) -> LoggedEvent | None:
        """The event at a place in the stream, read at the leader."""
        return await self._at_leader({"seq": sequence})

    async def page(self, first: int, count: int) -> list[LoggedEvent]:
        """Up to ``count`` events from sequence ``first`` on, up to the end, a gap or a foreign message.

        Raises LogGap or ForeignMessage when that stands at ``first``.
        """
        found = await self.stretch(first, count)
        events = list(unbroken(found, first))
        if not events:
            if found and isinstance(found[0], ForeignMessage) and found[0].sequence == first:
                raise found[0]
            if first <= await self.end() and await self.at(first) is None:
                raise LogGap(f"{self._place.stream} has no event {first} but later ones: restore the stream")
        return events

    async def stretch(self, first: int, count: int) -> list[LoggedEvent | ForeignMessage]:
        """Up to ``count`` messages from sequence ``first`` on, as they stand; on several servers it may trail.

        One request, answered message by message (batched direct get, ADR-31); fewer where they are large.
        """
        return [_event_or_foreign(message) for message in await self._stretch(first, count)]

    async def stored(self, first: int, count: int) -> list[StoredMessage]:
        """As :meth:`stretch`, to the byte and whatever it is."""
        return [messages.stored(message) for message in await self._stretch(first, count)]

    async def _stretch(self, first: int, count: int) -> list[Msg]:
        query = json.dumps({"seq": first, "batch": count, "max_bytes": _MOST_BYTES}).encode()
        return await self._connection.read_many(self._direct, query, messages.is_end_of_stretch)

    async def stored_at(self, sequence: int) -> StoredMessage | None:
        """Whatever stands at a place in the stream, read at the leader, its headers as they were sent."""
        try:
            answer = await api.call(self._connection, f"STREAM.MSG.GET.{self._place.stream}", {"seq": sequence})
        except api.ApiError as error:
            if error.code == _NO_MESSAGE:
                return None
            raise StoreUnavailable(f"stream {self._place.stream} can't be read: {error}") from error
        return messages.stored_from_msg_get(answer["message"])

    async def category(self, category: str) -> list[LoggedEvent]:
        """All events of the aggregates of a category, in log order: for a category of which there are few.

        The stream skips whole blocks that hold none. On several servers it may trail. Messages that are no events are
        left out: who follows the log is told of them.
        """
        found: list[LoggedEvent | ForeignMessage] = []
        filtered = f"{self._place.prefix}.*.{category}.*"
        while True:
            first = found[-1].sequence + 1 if found else 1
            query = {"seq": first, "next_by_subj": filtered, "batch": _BATCH, "max_bytes": _MOST_BYTES}
            answers = await self._connection.read_many(
                self._direct, json.dumps(query).encode(), messages.is_end_of_stretch
            )
            if not answers:
                return [event for event in found if isinstance(event, LoggedEvent)]
            found += map(_event_or_foreign, answers)

    async def end(self) -> int:
        """The stream's last sequence at the leader; 0 when it is empty."""
        try:
            return await stream.end(self._connection, self._place)
        except api.ApiError as error:
            raise StoreUnavailable(f"stream {self._place.stream} can't be read: {error}") from error

    async def version(self, tip: Tip, wanted: int) -> LoggedEvent | None:
        """The event of an earlier (or the tip's) version, reached from the tip, at the leader."""
        while tip.version > wanted:
            back = min(tip.version - wanted, len(tip.ancestors))
            event = await self.at(tip.ancestors[-back]) if back else None
            if event is None:
                return None
            tip = event.tip
        return await self.at(tip.sequence) if tip.version == wanted else None

    async def _lineage(self, last: LoggedEvent) -> list[LoggedEvent] | None:
        """The history before and with ``last``, in log order, 64 at a hop; None when a place holds another event.

        It ends, because an event's ancestors stand before it.
        """
        history = [last]
        while history[0].ancestry:
            ancestors = history[0].ancestors
            found = await asyncio.gather(*map(self._ancestor, ancestors))
            earlier = [event for event in found if event and event.subject == last.subject]
            if not earlier or len(earlier) < len(ancestors):
                return None
            history[:0] = earlier
        return history

    async def _ancestor(self, sequence: int) -> LoggedEvent | None:
        """It was acknowledged before the event that names it: the leader has it where a replica trails."""
        try:
            return await self._get({"seq": sequence}) or await self.at(sequence)
        except ForeignMessage:
            return None

    async def _search(self, subject: str, read: Read) -> list[LoggedEvent]:
        """The history by walking the subject from the stream's start: slow, for what moved or ends with no event."""
        history, start = list[LoggedEvent](), 1
        while True:
            try:
                event = await read({"seq": start, "next_by_subj": subject})
            except ForeignMessage as foreign:
                start = foreign.sequence + 1
                continue
            if event is None:
                return history
            history.append(event)
            start = event.sequence + 1

    def _whole(self, history: list[LoggedEvent]) -> bool:
        """Versions count up by one from 0 or 1, where they do."""
        if not self.lasting or not history:
            return True
        versions = [event.version for event in history]
        return versions[0] in (0, 1) and versions == list(range(versions[0], versions[0] + len(versions)))

    def _subject(self, aggregate_id: str) -> str:
        return subjects.subject(self._place.prefix, aggregate_id)

    async def _get(self, query: dict[str, Any]) -> LoggedEvent | None:
        return messages.from_direct_get(await self._connection.read(self._direct, json.dumps(query).encode()))

    async def _at_leader(self, query: dict[str, Any]) -> LoggedEvent | None:
        try:
            answer = await api.call(self._connection, f"STREAM.MSG.GET.{self._place.stream}", query)
        except api.ApiError as error:
            if error.code == _NO_MESSAGE:
                return None
            raise StoreUnavailable(f"stream {self._place.stream} can't be read: {error}") from error
        return messages.from_msg_get(answer["message"])


def _event_or_foreign(message: Msg) -> LoggedEvent | ForeignMessage:
    try:
        return messages.from_stretch(message)
    except ForeignMessage as error:
        return error


def unbroken(found: Iterable[LoggedEvent | ForeignMessage], first: int) -> Iterator[LoggedEvent]:
    """The events from sequence ``first`` on, up to the first gap or foreign message."""
    for sequence, event in enumerate(found, first):
        if not isinstance(event, LoggedEvent) or event.sequence != sequence:
            return
        yield event


def _tip(history: list[LoggedEvent], over: int) -> Tip:
    """The tip with the places where the events were found: what the last one says of them may be outdated."""
    if not history:
        return Tip.of_nothing(over)
    last, before = history[-1], history[-1 - MAX_ANCESTORS : -1]
    return Tip(last.sequence, last.version, tuple(event.sequence for event in before), last.event_id, over=over)
