"""The desk's twin for scripts: the same commands, rules and events, without an event loop."""

from collections.abc import Callable, Coroutine
from datetime import datetime
from typing import Any, ClassVar, Final, cast
from zoneinfo import ZoneInfo

from eventsourcing.application import Application
from eventsourcing.utils import EnvType, get_topic

from domain.application import ATTEMPTS, key_of, utc_now
from domain.desk.answering import Answer, answer
from domain.desk.cache import Aggregate
from domain.desk.deciding import acting, opening
from domain.desk.looking_up import LookingUp
from domain.desk.metadata import CommandMetadata
from domain.desk.opening import ATTEMPTS as TRIED_NUMBERS
from domain.policy.in_force import Policies, shipped
from domain.record.envelope import Recorded
from domain.record.numbering import NumberFormat, last_count, period
from domain.record.numbering import number as number_in
from domain.refusals import NotAllowed, StaleVersion, TicketNotFound
from domain.store import Pending
from domain.ticket.commands import OpenTicket, TicketCommand
from domain.ticket.decide.taking_in.linking import other_side
from domain.ticket.known import Known
from domain.ticket.numbering import ticket_key
from eventsourcing_nats import Factory, StoredElsewhere
from gongdan.scripting.events import PlacingRecorder, TicketEvents
from gongdan.storing.keys import KeyStore
from gongdan.storing.mapper import EventMapper
from gongdan.storing.store import NatsEventStore

_PATIENCE: Final = 60.0
"""Seconds to find the next number in, or to look up what other records say."""


class TicketApplication(Application[str]):
    """An ``eventsourcing`` application on the same log as the desk; both may write at once, from any threads.

    ``env`` says where the log is: ``NATS_URL``, ``NATS_PREFIX`` and the others of :class:`eventsourcing_nats.Factory`.
    Raises KeyStoreFailed where the keys are another log's.
    """

    name = "gongdan"
    env: ClassVar[dict[str, str]] = {
        "PERSISTENCE_MODULE": "eventsourcing_nats",
        "ORIGINATOR_ID_TYPE": "text",
        "APPLICATION_RECORDER_TOPIC": get_topic(PlacingRecorder),
    }

    def __init__(
        self,
        keys: KeyStore,
        *,
        zone: ZoneInfo,
        policies: Callable[[], Policies] = shipped,
        clock: Callable[[], datetime] = utc_now,
        env: EnvType | None = None,
    ) -> None:
        self._keys, self._zone, self._clock, self._policies = keys, zone, clock, policies
        super().__init__(env)
        keys.bind(self._placing.log.epoch, empty=self._placing.max_notification_id() is None)

    def construct_mapper(self) -> EventMapper:
        return EventMapper(self._keys)

    def construct_event_store(self) -> TicketEvents:
        return TicketEvents(cast("EventMapper", self.mapper), self._placing, self._prefix)

    def open(self, command: OpenTicket, metadata: CommandMetadata) -> Answer:
        """As :meth:`domain.application.TicketDesk.open`."""
        pack = self._policies().chosen(command)
        known = self._known(LookingUp(self._store).customer(metadata.customer))
        prepare = opening(command, metadata, self._now(), pack, known)
        number = ""
        for _ in range(TRIED_NUMBERS):
            now = self._now()
            number = self._next_number(now, pack.number_format)
            try:
                return answer(self._saved((prepare(number, now),), None))
            except StoredElsewhere as error:
                return answer(self._opened_at(error.sequence))
            except StaleVersion:
                continue  # another writer took the number
        raise StaleVersion(number)

    def handle(self, ticket: str, command: TicketCommand, metadata: CommandMetadata) -> Answer:
        """As :meth:`domain.application.TicketDesk.handle`."""
        if other_side(command) is not None:
            raise NotAllowed("linked-by-the-desk")
        key = key_of(ticket)
        for _ in range(ATTEMPTS):
            aggregate = Aggregate.of(key, self._chained.history(key))
            known = self._known(LookingUp(self._store).known_for(command, aggregate, metadata.actor.id))
            pending = acting(aggregate, command, metadata, self._now(), self._policies(), known)
            if isinstance(pending, Answer):
                return pending
            try:
                return answer(self._saved(pending, aggregate.tip))
            except StaleVersion:
                continue
        raise StaleVersion(ticket)

    def history(self, ticket: str) -> tuple[Recorded, ...]:
        """All events of a ticket in order. Raises TicketNotFound."""
        events = self._chained.history(key_of(ticket)).events
        if not events:
            raise TicketNotFound(ticket)
        return events

    def _saved(self, pending: tuple[Pending, ...], after: str | None) -> tuple[Recorded, ...]:
        events: list[Any] = [Recorded(each.envelope, each.event, 0) for each in pending]
        return tuple(cast("Recorded", recording.domain_event) for recording in self.save(*events, after=after))

    def _opened_at(self, sequence: int) -> tuple[Recorded, ...]:
        """The opening that stands at a position of the log."""
        [notification] = self._placing.select_notifications(sequence, 1)
        return self._chained.history(str(notification.originator_id)).events[:1]

    def _known(self, looking_up: Coroutine[Any, Any, Known]) -> Known:
        """What is looked up in other records, waited for."""
        return self._placing.bridge.call(looking_up, _PATIENCE)

    def _now(self) -> datetime:
        return self._clock().astimezone(self._zone)

    def _next_number(self, now: datetime, number_format: NumberFormat) -> str:
        current = period(now, number_format)
        store = self._store

        async def taken(count: int) -> bool:
            return await store.exists(ticket_key(number_in(current, count)))

        last = self._placing.bridge.call(last_count(taken), _PATIENCE)
        return number_in(current, last + 1)

    @property
    def _store(self) -> NatsEventStore:
        return NatsEventStore(self._placing.log, cast("EventMapper", self.mapper), self._prefix)

    @property
    def _placing(self) -> PlacingRecorder:
        return cast("PlacingRecorder", self.recorder)

    @property
    def _chained(self) -> TicketEvents:
        return cast("TicketEvents", self.events)

    @property
    def _prefix(self) -> str:
        return cast("Factory", self.factory).settings.prefix
