"""How webhooks and their deliveries are shown."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

State = Literal["waiting", "taken", "given-up", "skipped"]


class DeliveryView(BaseModel):
    """A message and how it stands: ``status`` and ``error`` are of its last attempt, of ``attempts`` since it began.

    ``behind`` later messages of the same ticket wait for it, where their order is kept.
    """

    message: str
    subject: str
    type: str
    position: int
    happened: datetime
    state: State
    attempts: int
    due: datetime | None
    last: datetime | None
    status: int | None
    error: str | None
    behind: int = 0


class AttemptView(BaseModel):
    """One request: the ``status`` of its answer, or the ``error`` for which there was none, after ``ms``."""

    at: datetime
    status: int | None
    error: str | None
    ms: int


class DeliveryShown(DeliveryView):
    """With what is sent, and every attempt of the last seven days."""

    body: str
    tried: list[AttemptView]


class WebhookView(BaseModel):
    """``failures`` in a row since ``failing``; nothing is asked before ``not_before``; it last took at ``taken``.

    ``tells``: whether anything is delivered. ``barring`` are messages that later ones of the same ticket wait for.
    ``public_keys`` verify its signatures of the kind v1a, the newest first.
    """

    name: str
    url: str
    ordered: bool
    tells: bool
    position: int | None
    waiting: int
    given_up: int
    delivered: int
    failures: int
    failing: datetime | None
    not_before: datetime | None
    taken: datetime | None
    barring: list[DeliveryView]
    public_keys: list[str]


class Resending(BaseModel):
    """Since when."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"since": "2024-05-01T00:00:00+08:00"}]})
    since: Annotated[datetime, Field(description="All that failed at this time or later and was not taken since.")]


class Resent(BaseModel):
    """How many messages are sent again."""

    messages: int


class TriedOut(BaseModel):
    """What came of a message for trying out; ``taken``: the endpoint answered with 2xx."""

    taken: bool
    status: int | None
    error: str | None
    ms: int
