"""From a message that a consumer handed out to the event in it, read only where a reaction wants it."""

from nats.aio.msg import Msg

from consumers.subscribing import Delivered, Understand
from eventsourcing_nats import ForeignMessage
from eventsourcing_nats.broker.messages import from_delivery
from gongdan.storing.store import NatsEventStore


def understanding(store: NatsEventStore) -> Understand:
    """Of a message that is no event the read models tell (docs/operations.md): no reaction hears of it."""

    def understand(message: Msg) -> Delivered | None:
        try:
            logged = from_delivery(message)
        except ForeignMessage:
            return None
        return Delivered(
            logged.event_id, logged.topic, logged.aggregate_id, logged.sequence, lambda: store.decode(logged)
        )

    return understand
