"""What a policy pack asks of the way a ticket goes; another pack may ask for less."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from domain.policy.in_force import shipped
from domain.policy.pack import Pack
from domain.rulebook.reading import read
from domain.ticket.vocabulary import Kind

_REPAIRED: Final = frozenset({Kind.FAULT.value, Kind.MAINTENANCE.value})
"""Kinds of requests of which something is found out and planned; steps of others may be left out (DOMAIN)."""


@dataclass(frozen=True, slots=True)
class Terms:
    """``planned``, ``met`` and ``shared`` are severities: whose plan is approved before work, is settled in a meeting,
    is sent to the customer. ``severities`` are all of the pack; another system's own is held to what holds for all.
    """

    severities: frozenset[str]
    planned: frozenset[str]
    met: frozenset[str]
    shared: frozenset[str]
    plan_kinds: frozenset[str]
    surveyed: bool
    followed_up: bool

    @classmethod
    def of(cls, pack: Pack) -> "Terms":
        return cls(
            frozenset(pack.severity_codes),
            frozenset(pack.plans.approved_before_work),
            frozenset(pack.plans.meeting.severities),
            frozenset(pack.plans.shared_with_customer),
            frozenset(kind.value for kind in pack.plans.kinds),
            pack.survey is not None,
            any(stop.event == "follow-up-made" for clock in pack.clocks.values() for stop in clock.stop),
        )

    def wants_plan(self, severity: str | None, kind: str | None) -> bool:
        """Whether work on such a ticket waits for an approved plan."""
        if self.plan_kinds and kind not in self.plan_kinds:
            return False
        return severity in self.planned if severity in self.severities else self.planned == self.severities


def is_repair(kind: str | None) -> bool:
    return kind in _REPAIRED


DEFAULT: Final = Terms.of(shipped().of(None))
"""Of tickets that came to us under no pack."""
SHIPPED: Final = {pack.ref: Terms.of(pack) for pack in shipped().packs}


@lru_cache(64)
def read_terms(text: str) -> Terms:
    """Of a pack that a department published itself."""
    return Terms.of(read(text, Pack))
