"""The log of events: append, load, follow, over one stream of one broker."""

from collections.abc import AsyncGenerator, Sequence
from typing import Self

from eventsourcing_nats.appending import Writer
from eventsourcing_nats.broker import api, losses, quorum, stream
from eventsourcing_nats.broker.connection import Connection
from eventsourcing_nats.broker.quorum import Quorum
from eventsourcing_nats.errors import ServerTooOld, StoreUnavailable
from eventsourcing_nats.following import News, follow
from eventsourcing_nats.reading import Reader
from eventsourcing_nats.records import LoggedEvent, Losses, Standing, StoredMessage, Tip, Unit
from eventsourcing_nats.settings import LogSettings
from eventsourcing_nats.subjects import require_category

_OLDEST = (2, 12)


class EventLog:
    """An open log. ``epoch`` names this very stream: sequences of another epoch mean nothing here.

    Three connections: the broker serves the reads of one connection one after the other, so that a long stretch would
    hold up the loading of a ticket.

    All methods may be called by many tasks at once, in the event loop that opened it.
    """

    def __init__(
        self,
        reading: Connection,
        following: Connection,
        writing: Connection,
        place: stream.Place,
        epoch: str,
        news: News,
    ) -> None:
        self._reading, self._following, self._writing, self._place = reading, following, writing, place
        self._reader, self._follower = Reader(reading, place), Reader(following, place)
        self._writer = Writer(writing, self._reader, place)
        self._news = news
        self.epoch = epoch

    @classmethod
    async def open(cls, settings: LogSettings, *, news: News | None = None) -> Self:
        """Connect and find (or, where allowed, create) the events' stream exactly as declared.

        Logs of one process that share their ``news`` see each other's appends at once (see :meth:`follow`).
        Raises StoreUnavailable (of which WrongCredentials, CertificateNotTrusted, NotPermitted, ServerTooOld,
        NoJetStream and StreamMissing are kinds), ConfigDrift.
        """
        return await cls._open(settings, stream.Place.events(settings.prefix), news)

    @classmethod
    async def open_snapshots(cls, settings: LogSettings) -> Self:
        """Like :meth:`open`, for the stream of snapshots, whose versions may have gaps."""
        return await cls._open(settings, stream.Place.snapshots(settings.prefix), None)

    @classmethod
    async def _open(cls, settings: LogSettings, place: stream.Place, news: News | None) -> Self:
        writing = await Connection.open(settings, f"{place.stream} writer")
        opened = [writing]
        try:
            version = writing.client.connected_server_version
            if (version.major, version.minor) < _OLDEST:
                raise ServerTooOld(settings.safe_url, str(version))
            epoch = await stream.ensure(writing, place)
            reading = await Connection.open(settings, f"{place.stream} reader")
            opened.append(reading)
            following = await Connection.open(settings, f"{place.stream} follower")
        except BaseException:
            for connection in opened:
                await connection.close()
            raise
        return cls(reading, following, writing, place, epoch, news or News())

    async def close(self) -> None:
        """Close the connections; open operations end with StoreUnavailable or OutcomeUnknown."""
        for connection in (self._reading, self._following, self._writing):
            await connection.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    @property
    def closed(self) -> bool:
        """Whether it was closed, or is being so."""
        return self._following.closed

    @property
    def stream(self) -> str:
        """The stream's name."""
        return self._place.stream

    @property
    def max_event(self) -> int:
        """Bytes allowed for one event's state."""
        return self._writer.max_event

    @property
    def repeats(self) -> int:
        """How often messages of appends were sent again, their outcome not being certain."""
        return self._writer.repeats

    @property
    def connections(self) -> list[Standing]:
        """How each connection stands: the reader's, the follower's and the writer's."""
        named = {"reader": self._reading, "follower": self._following, "writer": self._writing}
        return [Standing(name, connection.up, connection.losses) for name, connection in named.items()]

    async def append(self, units: Sequence[Unit]) -> list[Tip]:
        """Store all units or none (1000 events at most), and return their new tips in order.

        Harmless when repeated with the same event ids and tips. Raises StaleTip (also where the id of one of several
        events is known from another aggregate), StoredElsewhere (a lone event's is), StoredBefore (an id is that of an
        earlier event), EventTooLarge, AppendTooLarge, ValueError, StoreUnavailable (with all of these nothing was
        stored), WrongStream, OutcomeUnknown (repeat it to find out). All that within the patience.
        """
        tips = await self._writer.append(units)
        self._news.tell()
        return tips

    async def load(self, aggregate_id: str, *, fresh: bool = False) -> tuple[list[LoggedEvent], Tip | None]:
        """The whole history in version order, verified to have no gap, and its tip; ``([], None)`` if none.

        Messages on its subject that are no events are left out; the tip lets an append go on behind them. On several
        servers it may trail the last acknowledgement unless ``fresh``. Raises LogGap, StoreUnavailable.
        """
        return await self._reader.load(aggregate_id, fresh=fresh)

    async def category(self, category: str) -> list[LoggedEvent]:
        """All events of the aggregates whose ids begin with ``category`` and a hyphen, in log order.

        For a category of which there are few: all are held in memory. ``_``: those whose ids have none. Messages that
        are no events are left out. On several servers it may trail. Raises StoreUnavailable, ValueError.
        """
        return await self._reader.category(require_category(category))

    async def last(self, aggregate_id: str) -> LoggedEvent | None:
        """The aggregate's last event, read at the leader: never stale. Raises ForeignMessage, StoreUnavailable."""
        return await self._reader.last(aggregate_id)

    async def tip(self, aggregate_id: str) -> Tip | None:
        """What an append to it expects, never stale; None where nothing stands on its subject, event or not.

        Raises LogGap, StoreUnavailable.
        """
        return await self._reader.tip(aggregate_id)

    async def at(self, sequence: int) -> LoggedEvent | None:
        """The event at a place in the log (from 1 on), read at the leader."""
        return await self._reader.at(_at_least(1, sequence=sequence))

    async def page(self, first: int, count: int) -> list[LoggedEvent]:
        """Up to ``count`` events from sequence ``first`` on: fewer near the end, a gap or a foreign message.

        For a look at a short stretch; :meth:`follow` is faster for a long one. Raises LogGap or ForeignMessage when
        that stands at ``first``, StoreUnavailable.
        """
        return await self._reader.page(_at_least(1, first=first), _at_least(1, count=count))

    async def stored(self, first: int, count: int) -> list[StoredMessage]:
        """Up to ``count`` messages from sequence ``first`` on as they stand, to the byte, with gaps where there are.

        What reads the whole log so shares no connection with what loads. On several servers it may trail.
        Raises StoreUnavailable.
        """
        return await self._follower.stored(_at_least(1, first=first), _at_least(1, count=count))

    async def stored_at(self, sequence: int) -> StoredMessage | None:
        """Whatever stands at a place in the log, to the byte, read at the leader. Raises StoreUnavailable."""
        return await self._reader.stored_at(_at_least(1, sequence=sequence))

    async def end(self) -> int:
        """The log's last sequence at the leader, 0 when empty."""
        return await self._reader.end()

    async def verify(self) -> None:
        """Return where the stream is still as it was declared and opened; it is looked at, never changed.

        Raises StreamMissing, ConfigDrift, StoreUnavailable (it can't be looked at now).
        """
        await stream.verify(self._writing, self._place, self.epoch)

    async def losses(self) -> Losses | None:
        """What is missing of all that was ever stored, by the broker's own count; None where nothing is.

        A damaged disk may lose more than the broker counts: a reader meets that (LogGap). Raises StoreUnavailable.
        """
        try:
            return await losses.losses(self._writing, self._place)
        except api.ApiError as error:
            raise StoreUnavailable(f"stream {self.stream} is not shown: {error}") from error

    async def quorum(self, within: float = 3.0, *, heard_within: float = 0.0) -> Quorum:
        """Whether an append could be stored right now, and how the replicas stand; changes nothing, raises nothing.

        Exact: replicas must be heard after the question, which on an idle cluster takes up to two seconds. With
        ``heard_within`` those heard that many seconds before count too: two answer at once, and tell two later.
        """
        return await quorum.ask(self._writing, self._place, within, heard_within)

    def follow(
        self, after: int = 0, *, until: int | None = None, max_batch: int = 500, poll: float = 0.05
    ) -> AsyncGenerator[list[LoggedEvent], None]:
        """Batches of events in log order from ``after + 1``, without a gap, as soon as there are any.

        With ``until`` it ends after that sequence, else never. It outlives restarts of the broker. At the log's end it
        sees at once what this process appends, and looks every ``poll`` seconds for what others did. Raises LogGap
        (events missing, changed, or ``after`` beyond the end), StoreUnavailable (not there at the start; later only
        closed, or no right to read), and ForeignMessage once all events before that message are handed out;
        ``follow`` after its ``sequence`` goes on behind it.
        """
        _at_least(0, after=after)
        _at_least(1, max_batch=max_batch)
        if poll <= 0:
            raise ValueError(f"poll is {poll:g}: it must be above 0 seconds")
        return follow(self._follower, self._place.stream, self._news, after, until, max_batch, poll)


def _at_least(least: int, **named: int) -> int:
    """The one number that is named. Raises ValueError where it is less."""
    [(name, value)] = named.items()
    if value < least:
        raise ValueError(f"{name} is {value}: it must be {least} or more")
    return value
