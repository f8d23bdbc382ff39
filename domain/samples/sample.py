"""An auditor's sample: which tickets chance takes, the one command there is, and the rules of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import Annotated, ClassVar, Final, cast
from uuid import UUID, uuid5

from pydantic import Field, StringConstraints

from domain.record.command import Command, Whole
from domain.record.day import Day
from domain.record.envelope import Recorded
from domain.refusals import NotAllowed
from domain.samples import events
from domain.samples.events import SampleDrawn

MOST: Final = 1_000
"""Tickets of one sample."""
NAMESPACE: Final = UUID("5b7e2d94-0c3a-5e68-9f41-d6a8b20c7e13")
Size = Annotated[Whole, Field(ge=1, le=MOST)]
Seed = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$")]
"""Any word: the same one draws the same tickets."""


class DrawSample(Command):
    """Draw a sample of the tickets that were reported in a period, and put on record that it was looked at."""

    action = "draw-audit-sample"
    causes = events.SampleDrawn
    of_system: ClassVar[frozenset[str]] = frozenset({"of", "through", "tickets"})
    first_day: Day
    last_day: Day
    size: Size
    seed: Seed
    of: int
    through: int
    tickets: tuple[str, ...]


COMMANDS: Final = {DrawSample.action: DrawSample}


@dataclass(frozen=True, slots=True)
class Sample:
    """What was drawn last, by who drew it."""

    drawn: Mapping[str, SampleDrawn] = field(default_factory=dict[str, SampleDrawn])


def sample_key(first_day: date, last_day: date, size: int, seed: str) -> str:
    """The aggregate of all draws that ask the same: ``audit-`` and 32 hex digits."""
    return f"audit-{uuid5(NAMESPACE, f'{first_day}/{last_day}/{size}/{seed}').hex}"


def picked(numbers: Iterable[str], seed: str, size: int) -> tuple[str, ...]:
    """The ``size`` numbers of which the SHA-256 of ``SEED:NUMBER`` is the least, in that order.

    A number's place depends on the seed and itself alone: a larger sample begins with the smaller one, and a ticket
    that is entered late moves none of the others.
    """
    return tuple(sorted(numbers, key=lambda number: sha256(f"{seed}:{number}".encode()).digest())[:size])


def evolve(sample: Sample | None, recorded: Recorded) -> Sample:
    """The state after an event."""
    drawn = cast("SampleDrawn", recorded.event)
    return Sample({**(sample.drawn if sample else {}), recorded.envelope.actor.id: drawn})


def decide(sample: Sample | None, command: DrawSample, by: str) -> list[SampleDrawn]:
    """Nothing where the same was drawn by the same person before. Raises NotAllowed."""
    if command.last_day < command.first_day:
        raise NotAllowed("days-reversed", since=command.first_day, until=command.last_day)
    before = sample.drawn.get(by) if sample else None
    if before and (before.of, before.tickets) == (command.of, command.tickets):
        return []
    return [SampleDrawn(**{name: getattr(command, name) for name in DrawSample.model_fields})]
