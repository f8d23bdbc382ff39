"""What a process may ask of the clockwork: a step at the desk, a wait, or the start of another process."""

from collections.abc import Generator
from dataclasses import dataclass
from datetime import datetime

from domain.desk.cache import Aggregate
from domain.record.command import Command
from domain.record.envelope import Actor


class StepRefused(RuntimeError):
    """The rules refuse what a process does, or find it done: a mistake in the story."""


@dataclass(frozen=True, slots=True)
class Who:
    """Who acts, in which role, through which entrance, for which teams."""

    actor: Actor
    teams: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Step:
    """A command at a time. Without ``key`` it opens a ticket or a matter, of this ``customer`` where one is named."""

    at: datetime
    who: Who
    command: Command
    key: str | None = None
    customer: str | None = None


@dataclass(frozen=True, slots=True)
class Wait:
    """Nothing, until a time."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Start:
    """Another process, under a name that no other has, whose first step is not before ``at``."""

    at: datetime
    name: str
    process: "Process"


Process = Generator[Step | Wait | Start, Aggregate | None, None]
"""Yields what comes next, and is sent the aggregate after each step."""
