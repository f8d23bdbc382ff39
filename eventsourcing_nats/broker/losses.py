"""Whether the stream still holds all that it ever took: nothing of ours deletes, so that less is a loss."""

from eventsourcing_nats.broker import api
from eventsourcing_nats.broker.connection import Connection
from eventsourcing_nats.broker.requests import Undelivered
from eventsourcing_nats.broker.stream import Place, led_by
from eventsourcing_nats.records import Losses


async def losses(connection: Connection, place: Place) -> Losses | None:
    """What is missing, as the stream's leader counts; None where nothing is. Raises ApiError, StoreUnavailable."""

    async def ask(within: float) -> Losses | None:
        answer = await api.ask(connection, f"STREAM.INFO.{place.stream}", None, within)
        if led_by(answer) is None:
            raise Undelivered(f"{place.stream} has no leader")
        state = answer["state"]
        missing = state["last_seq"] - state["messages"]
        return Losses(missing, state["first_seq"], state["last_seq"]) if missing else None

    return await connection.insist(ask)
