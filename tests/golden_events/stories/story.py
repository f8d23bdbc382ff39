"""What a golden set is made of: stories, each the whole history of one aggregate, told event by event."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any, Final

from domain.record.envelope import Actor, Envelope
from domain.record.event import Event
from domain.record.identity import event_id, source_command_id
from domain.store import Pending

NOTHING: Final[Mapping[str, Any]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Happened:
    """An event, who caused it where it is not the story's actor, and what its envelope holds unlike the others'.

    ``after`` is the time since the event before it; ``command`` and ``index`` are given where another event of the
    same command is told elsewhere.
    """

    event: Event
    by: Actor | None = None
    after: timedelta | None = None
    besides: Mapping[str, Any] = field(default_factory=lambda: NOTHING)
    command: str | None = None
    index: int = 0


@dataclass(frozen=True, slots=True)
class Story:
    """The history of an aggregate from ``begins`` on, an event ``every`` so long unless it says otherwise."""

    aggregate: str
    begins: datetime
    by: Actor
    happened: tuple[Happened, ...]
    every: timedelta = timedelta(minutes=5)
    besides: Mapping[str, Any] = field(default_factory=lambda: NOTHING)

    def pending(self) -> Iterator[Pending]:
        """The events in their envelopes, which lack the hash of the event before."""
        at = self.begins
        for version, each in enumerate(self.happened, 1):
            at += each.after if each.after is not None else self.every
            yield Pending(self._envelope(version, each, at), each.event)

    def _envelope(self, version: int, each: Happened, at: datetime) -> Envelope:
        command = each.command or source_command_id("golden", self.aggregate, version)
        said = {
            "id": event_id(command, each.index),
            "type": each.event.stored_name,
            "schema": each.event.schema_version,
            "aggregate": self.aggregate,
            "version": version,
            "occurred": at,
            "recorded": at,
            "actor": each.by or self.by,
            "command": command,
            "correlation": command,
        }
        return Envelope.model_validate({**said, **self.besides, **each.besides})
