"""The one seam between our events and what is stored: the body's JSON, and encryption of personal fields.

``docs/formats.md`` is normative; what this writes is for ever.
"""

import hashlib
import re
import secrets
from binascii import a2b_base64, b2a_base64
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import count
from json.encoder import encode_basestring as _quoted
from typing import Any, Final

from cryptography.exceptions import InvalidTag
from eventsourcing.persistence import JSONTranscoder, Mapper, StoredEvent
from pydantic import BaseModel
from pydantic_core import from_json, to_json

from domain.catalogue import EVENTS
from domain.record.envelope import Envelope, Recorded, Unreadable
from domain.record.event import Event
from domain.record.personal import Held, Path, Personal, by_holder, personal_fields
from domain.refusals import UnknownEventType
from eventsourcing_nats.subjects import subject
from gongdan.storing.keys import KeyMissing, KeyStore, Place

BODY: Final = 1
"""Version of the body's form."""
ENC: Final = 1
"""Version of the encryption envelope."""

Json = dict[str, Any]

_NONCE: Final = 12
"""Bytes; those of one event are asked for together, as asking costs more than having."""
_KEY: Final = re.compile(rb'"key":"([0-9a-f]{32})"')
"""Where a body names the key of a personal value."""


def event_hash(prefix: str, aggregate: str, version: int, body: bytes) -> str:
    """SHA-256, in hex, of subject, version and the exact body bytes, each but the last followed by a line feed."""
    return hashlib.sha256(f"{subject(prefix, aggregate)}\n{version}\n".encode() + body).hexdigest()


class EventMapper(Mapper[str]):
    """Turns a recorded event into the bytes that are stored, and back."""

    def __init__(self, keys: KeyStore) -> None:
        super().__init__(JSONTranscoder())
        self._keys = keys

    def to_stored_event(self, domain_event: Recorded) -> StoredEvent:  # type: ignore[override]
        envelope, event = domain_event.envelope, domain_event.event
        body: Json = {"v": BODY, **envelope.model_dump(mode="json", exclude_none=True, by_alias=True)}
        body["data"] = event.model_dump(mode="json", exclude_none=True)
        present = [*_present(body, type(event))]
        chance = secrets.token_bytes(_NONCE * len(present))
        for (path, mark, holder), begin in zip(present, count(0, _NONCE)):
            nonce = chance[begin : begin + _NONCE]
            holder[path[-1]] = self._sealed(envelope, path, mark, holder[path[-1]], nonce)
        return StoredEvent(envelope.aggregate, envelope.version, envelope.type, to_json(body))

    def to_domain_event(self, stored_event: StoredEvent, sequence: int = 0) -> Recorded:  # type: ignore[override]
        """Raises UnknownEventType for what a newer version wrote, Unreadable for a damaged body."""
        body: Json = {}
        try:
            body = from_json(stored_event.state, cache_strings="keys")
            recorded = self._read(body, sequence)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError, InvalidTag, KeyMissing) as error:
            _stop_at_newer(body, sequence)
            raise Unreadable(f"the event at position {sequence} cannot be read: {type(error).__name__}") from None
        envelope = recorded.envelope
        stands = (stored_event.originator_id, stored_event.originator_version, stored_event.topic)
        if (envelope.aggregate, envelope.version, envelope.type) != stands:
            raise Unreadable(f"the event at position {sequence} does not belong where it stands")
        return recorded

    def have_keys(self, bodies: Iterable[bytes]) -> None:
        """The keys that reading these bodies takes, found together: one by one they cost as much as the reading."""
        self._keys.open_all({key.decode() for body in bodies for key in _KEY.findall(body)})

    def sealed_body(self, state: bytes, stands: tuple[str, int, str], sequence: int) -> Json:
        """The body as it stands, personal values sealed, no model made of it. Raises as :meth:`to_domain_event`.

        ``stands`` are the aggregate, the version and the type under which it is stored.
        """
        try:
            body: Json = from_json(state, cache_strings="keys")
            says = (body["aggregate"], body["version"], body["type"])
            if body["v"] > BODY:
                raise UnknownEventType(f"v {body['v']}", sequence)
        except (ValueError, KeyError, TypeError) as error:
            raise Unreadable(f"the event at position {sequence} cannot be read: {type(error).__name__}") from None
        if says != stands:
            raise Unreadable(f"the event at position {sequence} does not belong where it stands")
        return body

    def _read(self, body: Json, sequence: int) -> Recorded:
        if body["v"] > BODY:
            raise UnknownEventType(f"v {body['v']}", sequence)
        kind = EVENTS.get(body["type"])
        if kind is None:
            raise UnknownEventType(body["type"], sequence)
        for path, mark, holder in _present(body, kind):
            opened = self.opened(body, path, holder[path[-1]], sequence)
            holder[path[-1]] = mark.gone() if opened is None else opened
        event = kind.model_validate(body.pop("data"), extra="ignore")
        return Recorded(Envelope.model_validate(body, extra="ignore"), event, sequence)

    def keys_needed(self, events: Iterable[tuple[Envelope, Event]]) -> list[Place]:
        """The keys that encoding these events takes and that are not at hand: to be made before, off the event loop."""
        places = (
            (envelope.aggregate, mark.kind, _subject(envelope, mark))
            for envelope, event in events
            for mark in _marks(envelope, event)
        )
        return [place for place in places if not self._keys.has(place)]

    def make_keys(self, places: Iterable[Place]) -> None:
        """Durable, in one go; blocks while the disk syncs."""
        self._keys.ensure(places)

    def _sealed(self, envelope: Envelope, path: Path, mark: Personal, value: object, nonce: bytes) -> Json:
        whose = _subject(envelope, mark)
        key = self._keys.key_for((envelope.aggregate, mark.kind, whose))
        plain = to_json(value)
        bound = context(envelope.aggregate, envelope.id, envelope.type, path, key.id)
        text = key.aead.encrypt(nonce, plain, bound)
        return {"enc": ENC, "class": mark.kind, "subject": whose, "key": key.id, "nonce": _b64(nonce), "ct": _b64(text)}

    def opened(self, body: Json, path: Path, sealed: Json, sequence: int) -> object:
        """A personal value in the clear; None once its key is gone."""
        if sealed["enc"] > ENC:
            raise UnknownEventType(f"{body['type']} (enc {sealed['enc']})", sequence)
        key = self._keys.key(sealed["key"])
        if key is None:
            return None
        bound = context(body["aggregate"], body["id"], body["type"], path, sealed["key"])
        return from_json(key.decrypt(a2b_base64(sealed["nonce"]), a2b_base64(sealed["ct"]), bound))


def _stop_at_newer(body: Any, sequence: int) -> None:
    """What can't be read because a newer program wrote it is no damage: raises UnknownEventType."""
    said = body if isinstance(body, dict) else {}
    kind, form, schema = EVENTS.get(str(said.get("type"))), said.get("v"), said.get("schema")
    if isinstance(form, int) and form > BODY:
        raise UnknownEventType(f"v {form}", sequence) from None
    if kind is not None and isinstance(schema, int) and schema > kind.schema_version:
        raise UnknownEventType(f"{said['type']} (schema {schema})", sequence) from None


def _present(body: Json, kind: type[BaseModel]) -> Iterator[tuple[Path, Personal, Json]]:
    """The personal fields that a body holds, each with the object that holds it."""
    for names, fields in _declared(kind):
        holder: Any = body
        for name in names:
            holder = holder.get(name)
            if not holder:
                break
            if "ct" in holder:
                raise TypeError("sealed as a whole")
        else:
            for path, mark in fields:
                if holder.get(path[-1]) is not None:
                    yield path, mark, holder


@cache
def _declared(kind: type[BaseModel]) -> Held:
    """The personal fields of a body."""
    return by_holder((*personal_fields(Envelope), *((("data", *path), mark) for path, mark in personal_fields(kind))))


def _marks(envelope: Envelope, event: Event) -> Iterator[Personal]:
    """Of the personal values that their body will hold."""
    for names, fields in _declared(type(event)):
        holder: Any = event if names[:1] == ("data",) else envelope
        for name in names[1:] if holder is event else names:
            holder = getattr(holder, name)
            if holder is None:
                break
        else:
            yield from (mark for path, mark in fields if getattr(holder, path[-1]) is not None)


def _subject(envelope: Envelope, mark: Personal) -> str:
    if mark.of == "actor":
        actor = envelope.actor.id
        return actor if actor.startswith("customer-") else f"staff-{actor}"
    return envelope.customer or envelope.aggregate


def context(aggregate: str, event_id: str, event_type: str, path: Path, key_id: str) -> bytes:
    """The associated data that binds a ciphertext to its place: docs/formats.md section 6."""
    parts = (aggregate, event_id, event_type, ".".join(path), key_id)
    return f"[{','.join(map(_quoted, parts))}]".encode()


def _b64(value: bytes) -> str:
    return b2a_base64(value, newline=False).decode()
