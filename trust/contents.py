"""What the archive holds, and what an archived message is to the tree: an event with its hash, or no event."""

import hashlib
from typing import Any, NamedTuple, Protocol

from pydantic_core import from_json

from trust.verifier import event_entry, event_hash


class Message(Protocol):
    """Whatever stands in the log or the archive, to the byte."""

    @property
    def subject(self) -> str: ...
    @property
    def headers(self) -> bytes: ...
    @property
    def body(self) -> bytes: ...


class Row(NamedTuple):
    """A message as it stands in the log (``at`` in microseconds since 1970) and its leaf in the tree.

    ``before`` is the position of the event before it on its subject: 0 where there is none, or it is no event.
    """

    position: int
    leaf: int
    at: int
    before: int
    subject: str
    headers: bytes
    body: bytes


class Head(NamedTuple):
    """The last event on a subject, ``hash`` being that of docs/formats.md section 5."""

    subject: str
    version: int
    position: int
    hash: bytes


class Sealed(NamedTuple):
    """A checkpoint (a signed note) with the heads that are the last of its ``size`` entries, as of ``position``."""

    size: int
    position: int
    at: int
    entry: str
    note: str


class Cosigned(NamedTuple):
    """A witness's line under the checkpoint of this size, and its public key."""

    size: int
    witness: str
    line: str
    key: str


class Content(NamedTuple):
    """An event as its headers and body have it; ``hash`` is that of docs/formats.md section 5."""

    aggregate: str
    version: int
    event: str
    previous: str | None
    hash: str


def content(message: Message) -> Content | None:
    """None for a message that is no event, or whose body can't be read as one."""
    if b"\r\nEs-Version:" not in message.headers:
        return None
    try:
        body = message.body
        return of_body(message.subject, body, from_json(body, cache_strings="keys"))
    except (ValueError, KeyError, TypeError):
        return None


def of_body(subject: str, raw: bytes, body: dict[str, Any]) -> Content:
    """Raises KeyError, TypeError, ValueError where that is no event's body."""
    aggregate, version, event, previous = body["aggregate"], body["version"], body["id"], body.get("previous")
    texts = type(aggregate) is type(event) is str and (previous is None or type(previous) is str)
    if not texts or type(version) is not int:
        raise TypeError("no event's body")
    return Content(aggregate, version, event, previous, event_hash(subject, version, raw))


def entry(row: Row, found: Content | None) -> bytes:
    """The leaf's entry."""
    return event_entry(found.hash) if found else message_entry(row.subject, row.headers, row.body)


def message_entry(subject: str, headers: bytes, body: bytes) -> bytes:
    """Of a message that is no event: its subject, the length of its headers, these, and its body are hashed."""
    hashed = hashlib.sha256(f"{subject}\n{len(headers)}\n".encode() + headers + body).hexdigest()
    return f"message {hashed}\n".encode()


def head_of(row: Row) -> Head | None:
    found = content(row)
    return Head(row.subject, found.version, row.position, bytes.fromhex(found.hash)) if found else None
