"""Who asks for a command, when it happened, and under which id: what comes beside the command itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from domain.record.envelope import Actor, Recorded
from domain.record.identity import request_command_id
from domain.rights import Person


@dataclass(frozen=True, slots=True)
class CommandMetadata:
    """Who asks, when it happened, and under which id; a command sent twice with one id is done once.

    ``roles``, ``teams``, ``stands_in_for`` and their ``absent_teams`` and ``absent_roles`` are all the actor has today;
    the event names the role that allowed it, and the absent one. ``occurred`` None means now; ``late`` says why an
    earlier time is recorded only now.
    ``customer`` is for an opening only: the customer's key, a new one where None; and for a new notice, which has the
    ``ticket`` too: the keys of whose and about which it is.
    """

    id: str
    actor: Actor
    roles: frozenset[str] = frozenset()
    occurred: datetime | None = None
    expected_version: int | None = None
    correlation: str | None = None
    causation: str | None = None
    trace: str | None = None
    customer: str | None = None
    ticket: str | None = None
    late: str | None = None
    teams: frozenset[str] = frozenset()
    stands_in_for: frozenset[str] = frozenset()
    absent_teams: Mapping[str, frozenset[str]] = field(default_factory=dict[str, frozenset[str]])
    absent_roles: Mapping[str, frozenset[str]] = field(default_factory=dict[str, frozenset[str]])

    @property
    def person(self) -> Person:
        roles = self.roles or frozenset({self.actor.role} if self.actor.role else ())
        return Person(self.actor.id, roles, self.teams, self.stands_in_for, self.absent_teams, self.absent_roles)


SYSTEM: Final = Actor(id="gongdan", role="system", channel="system")
"""Who does what follows from an event without a person."""


def following(metadata: CommandMetadata, cause: Recorded, action: str) -> CommandMetadata:
    """For a command that follows from an event of another: the same event makes the same command id."""
    return CommandMetadata(
        request_command_id(SYSTEM.id, action, cause.envelope.id),
        SYSTEM,
        correlation=metadata.correlation or metadata.id,
        causation=cause.envelope.id,
        trace=metadata.trace,
    )
