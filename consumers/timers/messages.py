"""Timers as NATS messages (ADR-51): set by a schedule, told on a subject of its own, cancelled by a message there."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from consumers.timers.port import Timer
from domain.record.moment import stored_form

SCHEDULE, TARGET, SCHEDULER, NEXT = "Nats-Schedule", "Nats-Schedule-Target", "Nats-Scheduler", "Nats-Schedule-Next"
_PURGE: Final = "purge"


class Subjects:
    """``owner`` is whose timers they are: each owner's are told to it alone."""

    def __init__(self, prefix: str, owner: str) -> None:
        self._set, self._due = f"{prefix}-timers.set.{owner}", f"{prefix}-timers.due.{owner}"

    def set(self, key: str) -> str:
        return f"{self._set}.{key}"

    def due(self, key: str) -> str:
        return f"{self._due}.{key}"

    def key(self, told: str) -> str:
        """Of the timer that was told on this subject, whatever its body says."""
        return told.removeprefix(f"{self._due}.")

    @property
    def told(self) -> str:
        """All of the owner's, once they are told."""
        return f"{self._due}.>"

    def setting(self, timer: Timer) -> dict[str, str]:
        """The headers that set it. The server stores one schedule for a subject, the last."""
        return {SCHEDULE: f"@at {stored_form(timer.at)}", TARGET: self.due(timer.key)}

    def cancelling(self, key: str) -> dict[str, str]:
        """The headers that take it back, published where it would have been told: no right to purge is needed."""
        return {SCHEDULER: self.set(key), NEXT: _PURGE}


def written(timer: Timer) -> bytes:
    return json.dumps({"key": timer.key, "at": stored_form(timer.at), "payload": dict(timer.payload)}).encode()


def read(body: bytes) -> Timer | None:
    """None of the message that cancels, which says nothing."""
    if not body:
        return None
    said: Mapping[str, Any] = json.loads(body)
    return Timer(said["key"], datetime.fromisoformat(said["at"]).astimezone(UTC), said["payload"])
