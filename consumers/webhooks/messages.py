"""A public event as a webhook's message: a CloudEvents 1.0 document in JSON, under an id that stays the same."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from consumers.feed.messages import messages_of
from domain.published.event import PublicEvent
from domain.record.envelope import Recorded

CONTENT_TYPE: Final = "application/cloudevents+json; charset=utf-8"
_PARTS: Final = 1_000
"""Public events of one event that can be told apart by their place."""
_ATTRIBUTE: Final = "ce-"


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
    told = messages_of(recorded, publics, "", source)
    return [_message(recorded, part, each.headers, each.body.decode()) for part, each in enumerate(told)]


def position_of(place: int) -> int:
    """That of the log at which a message stands."""
    return place // _PARTS


def _message(recorded: Recorded, part: int, headers: dict[str, str], body: str) -> WebhookMessage:
    said = {name.removeprefix(_ATTRIBUTE): value for name, value in headers.items() if name.startswith(_ATTRIBUTE)}
    attributes = json.dumps({**said, "datacontenttype": "application/json"}, ensure_ascii=False, separators=(",", ":"))
    return WebhookMessage(
        id=said["id"].replace(".", "_"),  # a full stop parts what is signed
        place=recorded.sequence * _PARTS + part,
        subject=said["subject"],
        type=said["type"],
        happened=recorded.envelope.occurred,
        body=f'{attributes[:-1]},"data":{body}}}',
    )
