"""What a rule may ask of the world around a ticket: who asks, for when, which policy pack holds, what else is known."""

from dataclasses import dataclass
from datetime import datetime

from domain.policy.pack import Pack
from domain.record.envelope import Recorded
from domain.ticket.known import NOTHING, Known


@dataclass(frozen=True, slots=True)
class Circumstances:
    """``by`` is the actor's id, ``at`` when it happened, in the deployment's time zone; ``history`` what came before.

    ``role`` is the one that allowed it, ``stand_in_for`` the absent one the actor stands in for.
    ``known`` is what other records say of what is asked.

    Not ``live``: another system reports it, whose severities, plans and first response are its own.
    """

    by: str
    at: datetime
    rules: Pack
    history: tuple[Recorded, ...] = ()
    live: bool = True
    role: str | None = None
    stand_in_for: str | None = None
    known: Known = NOTHING

    def is_by(self, people: frozenset[str]) -> bool:
        """Whether one of these people acts, or another in their stead."""
        return not people.isdisjoint((self.by, self.stand_in_for))
