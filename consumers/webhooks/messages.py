"""A public event as a webhook's message: a CloudEvents 1.0 document in JSON, under an id that stays the same."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from consumers.feed.cloud_events import Told
from domain.published.details import details_of
from domain.published.event import PublicEvent
from domain.record.envelope import Recorded

CONTENT_TYPE: Final = "application/cloudevents+json; charset=utf-8"
_PARTS: Final = 1_000
"""Public events of one event that can be told apart by their place."""


@dataclass(frozen=True, slots=True)
class WebhookMessage:
    """``place`` orders all messages as the log does; ``subject`` is the number of the ticket, return …"""

    id: str
    place: int
    subject: str
    type: str
    happened: datetime
    body: str = field(repr=False)


def webhook_messages(recorded: Recorded, publics: Sequence[PublicEvent], source: str) -> list[WebhookMessage]:
    """One a public event, as the feed on NATS tells it."""
    return [_message(Told(recorded, public, part), source) for part, public in enumerate(publics, 1)]


def position_of(place: int) -> int:
    """That of the log at which a message stands."""
    return place // _PARTS


def with_details(body: str, recorded: Recorded, details: Collection[str]) -> str:
    """With what a grant has besides, as it stands now: nothing of it is kept, so that what is erased is not sent."""
    said = json.loads(body)
    said["data"] |= details_of(recorded, details)
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


def _message(told: Told, source: str) -> WebhookMessage:
    return WebhookMessage(
        id=told.id.replace(".", "_"),  # a full stop parts what is signed
        place=told.recorded.sequence * _PARTS + told.part,
        subject=told.public.number,
        type=told.public.type_name(),
        happened=told.recorded.envelope.occurred,
        body=json.dumps(told.structured(source), ensure_ascii=False, separators=(",", ":")),
    )
