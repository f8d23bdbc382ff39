"""Between events and NATS messages: header names, bodies, and the two shapes in which the broker hands one back."""

import base64
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from nats.aio.msg import Msg

from eventsourcing_nats import subjects
from eventsourcing_nats.errors import ForeignMessage
from eventsourcing_nats.records import LoggedEvent, NewEvent, StoredMessage

MSG_ID = "Nats-Msg-Id"
EXPECTED = "Nats-Expected-Last-Subject-Sequence"
TOPIC, VERSION, ANCESTORS = "Es-Topic", "Es-Version", "Es-Ancestors"
BATCH_ID, BATCH_SEQUENCE, BATCH_COMMIT = "Nats-Batch-Id", "Nats-Batch-Sequence", "Nats-Batch-Commit"


def headers(event: NewEvent, ancestry: str, expected: int | None) -> dict[str, str]:
    """The headers to store an event with; ``expected`` is the aggregate's last stream sequence, 0 for none."""
    made = {MSG_ID: event.event_id, TOPIC: event.topic, VERSION: str(event.version)}
    if ancestry:
        made[ANCESTORS] = ancestry
    if expected is not None:
        made[EXPECTED] = str(expected)
    return made


def from_direct_get(message: Msg) -> LoggedEvent | None:
    """The event that a direct get answered with; None when there was none."""
    return from_stretch(message) if "Nats-Sequence" in (message.headers or {}) else None


def from_stretch(message: Msg) -> LoggedEvent:
    """One of the events that a batched direct get answered with."""
    found = message.headers or {}
    time = datetime.fromisoformat(found["Nats-Time-Stamp"])
    return _event(int(found["Nats-Sequence"]), found["Nats-Subject"], time, found, message.data)


def from_delivery(message: Msg) -> LoggedEvent:
    """The event that a consumer handed out. Raises ForeignMessage."""
    told = message.metadata
    return _event(told.sequence.stream, message.subject, told.timestamp, message.headers or {}, message.data)


_OF_THE_ANSWER = {
    "Nats-Stream",
    "Nats-Subject",
    "Nats-Sequence",
    "Nats-Time-Stamp",
    "Nats-Num-Pending",
    "Nats-Last-Sequence",
    "Nats-UpTo-Sequence",
}
_FIRST_LINE, _LINE = b"NATS/1.0\r\n", b"\r\n"


def stored(message: Msg) -> StoredMessage:
    """One of the messages that a batched direct get answered with, whatever it is."""
    found = message.headers or {}
    own = "".join(f"{name}: {value}\r\n" for name, value in found.items() if name not in _OF_THE_ANSWER)
    headers = _FIRST_LINE + own.encode() + _LINE if own else b""
    at, subject = found["Nats-Sequence"], found["Nats-Subject"]
    return StoredMessage(int(at), subject, headers, message.data, found["Nats-Time-Stamp"])


def stored_from_msg_get(message: dict[str, Any]) -> StoredMessage:
    """The message in a STREAM.MSG.GET answer, its headers as they were sent."""
    headers, body = (base64.b64decode(message.get(name, "")) for name in ("hdrs", "data"))
    return StoredMessage(message["seq"], message["subject"], headers, body, message["time"])


def is_end_of_stretch(message: Msg) -> bool:
    """Whether the answers of a batched direct get end here: 204 after the last, 404 where there is none."""
    return "Nats-Sequence" not in (message.headers or {})


def from_msg_get(message: dict[str, Any]) -> LoggedEvent:
    """The event in a STREAM.MSG.GET answer, its headers and body in base64."""
    time = datetime.fromisoformat(message["time"])
    body = base64.b64decode(message.get("data", ""))
    found = _split(base64.b64decode(message.get("hdrs", "")))
    return _event(message["seq"], message["subject"], time, found, body)


def _event(sequence: int, subject: str, time: datetime, found: Mapping[str, str], state: bytes) -> LoggedEvent:
    try:
        return LoggedEvent(
            sequence=sequence,
            aggregate_id=subjects.aggregate_id(subject),
            version=int(found[VERSION]),
            topic=found[TOPIC],
            state=state,
            event_id=found[MSG_ID],
            time=time,
            subject=subject,
            ancestry=found.get(ANCESTORS, ""),
        )
    except (KeyError, ValueError) as error:
        why = f"{type(error).__name__}: {error}"
        raise ForeignMessage(sequence, subject, _owner(subject), time, why) from error


def _owner(subject: str) -> str | None:
    try:
        return subjects.aggregate_id(subject)
    except ValueError:
        return None


def _split(raw: bytes) -> dict[str, str]:
    lines = raw.decode(errors="replace").split("\r\n")[1:]
    pairs = (line.partition(":") for line in lines if line)
    return {name.strip(): value.strip() for name, _, value in pairs}
