"""A public event as a CloudEvents 1.0 message on NATS (binary mode): its subject, headers and body."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from consumers.feed.cloud_events import CONTENT, Told
from domain.published.event import PublicEvent
from domain.record.envelope import Recorded

_NO_TOKEN: Final = re.compile(r"[\s.*>\x00-\x1f\x7f]")
_NONE: Final = "-"


@dataclass(frozen=True, slots=True)
class Message:
    subject: str
    headers: dict[str, str]
    body: bytes


def messages_of(recorded: Recorded, publics: Sequence[PublicEvent], prefix: str, source: str) -> list[Message]:
    """On the public feed, one a public event; ``source`` names the log that it comes from."""
    told = (Told(recorded, public, part) for part, public in enumerate(publics, 1))
    return [message_of(each, f"{prefix}-feed", source) for each in told]


def message_of(told: Told, under: str, source: str, details: Collection[str] = ()) -> Message:
    """Under a subject of its own: ``under.ticket.ticket-closed.urgent.202405-00123``."""
    public = told.public
    tokens = (public.context, public.name, getattr(public, "severity", None) or _NONE, public.number)
    attributes = {f"ce-{name}": value for name, value in told.attributes(source).items()}
    headers = {"Nats-Msg-Id": told.id, "content-type": CONTENT, **attributes}
    return Message(f"{under}.{'.'.join(map(_token, tokens))}", headers, told.body(details))


def _token(word: str) -> str:
    """As a subject can hold it."""
    return _NO_TOKEN.sub("_", word) or _NONE
