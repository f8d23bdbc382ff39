"""A public event as a CloudEvents 1.0 message on NATS (binary mode): its subject, headers and body."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from domain.published.event import PublicEvent
from domain.published.schemas import schema_id
from domain.record.envelope import Recorded
from domain.record.moment import stored_form

_NO_TOKEN: Final = re.compile(r"[\s.*>\x00-\x1f\x7f]")
_NONE: Final = "-"


@dataclass(frozen=True, slots=True)
class Message:
    subject: str
    headers: dict[str, str]
    body: bytes


def messages_of(recorded: Recorded, publics: Sequence[PublicEvent], prefix: str, source: str) -> list[Message]:
    """One a public event; ``source`` names the log that it comes from."""
    return [_message(recorded, public, part, prefix, source) for part, public in enumerate(publics, 1)]


def _message(recorded: Recorded, public: PublicEvent, part: int, prefix: str, source: str) -> Message:
    envelope = recorded.envelope
    event_id = envelope.id if part == 1 else f"{envelope.id}.{part}"
    severity = getattr(public, "severity", None) or _NONE
    tokens = (public.context, public.name, severity, public.number)
    headers = {
        "Nats-Msg-Id": event_id,
        "content-type": "application/json",
        "ce-specversion": "1.0",
        "ce-id": event_id,
        "ce-source": source,
        "ce-type": public.type_name(),
        "ce-subject": public.number,
        "ce-time": stored_form(envelope.occurred),
        "ce-recordedtime": stored_form(envelope.recorded),
        "ce-dataschema": schema_id(type(public)),
        "ce-sequence": f"{recorded.sequence:020}.{part:03}",
    }
    body = public.model_dump_json(exclude_none=True).encode()
    return Message(f"{prefix}-feed.{'.'.join(map(_token, tokens))}", headers, body)


def _token(word: str) -> str:
    """As a subject can hold it."""
    return _NO_TOKEN.sub("_", word) or _NONE
