"""Which group chats are told of what, as a deployment routes them: by whom it is for, by team, by kind."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Final

from domain.notices.audience import Audience
from domain.notices.kind import NoticeKind
from domain.notices.preferences import Preferences

ROBOT: Final = "robot-"
"""What the key of a group chat's robot begins with, as a recipient of notices."""


@dataclass(frozen=True, slots=True)
class Route:
    """A robot by its name and channel. It is told what is for any of ``audiences``, of tickets of ``teams``.

    No teams: of all; no ``kinds``: all that are for them. ``hourly``: what is over comes together, later.
    """

    name: str
    channel: str
    audiences: frozenset[Audience]
    wishes: Preferences
    teams: frozenset[str] = frozenset()
    kinds: frozenset[str] = field(default=frozenset())
    hourly: int = 60

    @property
    def key(self) -> str:
        return f"{ROBOT}{self.name}"

    def is_told(self, kind: NoticeKind, teams: Collection[str], *, urgent: bool) -> bool:
        """Of a ticket of these teams. What is for customers goes to no chat."""
        if kind.for_customer or (self.kinds and kind.code not in self.kinds):
            return False
        if self.teams and self.teams.isdisjoint(teams):
            return False
        return not self.audiences.isdisjoint(kind.audience(ticket=urgent))


def route_of(recipient: str, routes: Collection[Route]) -> Route | None:
    """The robot with this key; None where there is none any more."""
    return next((each for each in routes if each.key == recipient), None)
