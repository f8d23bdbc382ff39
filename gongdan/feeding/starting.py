"""Where in a feed's stream something stands that is known by its position in the log."""

from dataclasses import dataclass
from typing import Any, Final

from eventsourcing_nats.broker import api
from eventsourcing_nats.broker.connection import Connection
from gongdan.feeding.channel import Channel
from gongdan.feeding.outlet import asked, headers_of

_NONE: Final = 10037


@dataclass(frozen=True, slots=True)
class Stands:
    """A message of a feed: its sequence there, and of what event of the log it tells, recorded when."""

    sequence: int
    position: int
    recorded: str


async def sequence_after(
    connection: Connection, channel: Channel, after: int = 0, *, position: int = 0
) -> Stands | None:
    """The first message after a sequence that tells of what stands after a position of the log.

    Where there is none yet, the place where the next will stand; None in a stream that never held any.
    Raises ApiError, StoreUnavailable.
    """
    state = (await asked(connection, f"STREAM.INFO.{channel.stream}", None))["state"]
    low, high = max(after + 1, state["first_seq"]), state["last_seq"] + 1
    found: Stands | None = None
    while low < high:
        middle = (low + high) // 2
        there = await _from(connection, channel, middle)
        if there is None or there.position > position:
            found, high = there or found, middle
        else:
            low = there.sequence + 1
    there = await _from(connection, channel, low)
    if there is not None and there.position > position:
        return there
    return found or (Stands(state["last_seq"] + 1, position, "") if state["last_seq"] else None)


async def _from(connection: Connection, channel: Channel, sequence: int) -> Stands | None:
    """The first message of the feed at a sequence or later."""
    body: dict[str, Any] = {"seq": sequence, "next_by_subj": f"{channel.under}.>"}
    try:
        found = (await asked(connection, f"STREAM.MSG.GET.{channel.stream}", body))["message"]
    except api.ApiError as error:
        if error.code == _NONE:
            return None
        raise
    headers = headers_of(found)
    return Stands(int(found["seq"]), int(headers["ce-sequence"].partition(".")[0]), headers["ce-recordedtime"])
