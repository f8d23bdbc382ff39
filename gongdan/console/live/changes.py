"""What changed, as open pages are told of it: which ticket, in which version, and whose it was and is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from domain.application import TicketDesk
from domain.desk.kinds import Thing, id_of
from domain.matters.kinds import MATTERS
from domain.record.envelope import Recorded
from domain.refusals import HistoryDamaged
from domain.rights import Person, may
from domain.ticket.state import fold

_TOLD: Final = frozenset({"ticket", "staff", "customer", *MATTERS})
"""The kinds of aggregates that pages with rows are about."""


@dataclass(frozen=True, slots=True)
class Change:
    """``whose`` the ticket was and is: who may not read it any more is told, too. Without ``number``: no ticket."""

    position: int
    number: str | None = None
    version: int = 0
    whose: tuple[Thing, ...] = ()

    def is_for(self, person: Person) -> bool:
        """Whether they may know of it."""
        return self.number is None or any(may(person, "read", each) for each in self.whose)


def touched(batch: Sequence[Recorded]) -> Mapping[str, tuple[Recorded, Recorded]]:
    """The first and the last of each aggregate's events, of those that pages are about."""
    found: dict[str, tuple[Recorded, Recorded]] = {}
    for each in batch:
        key = each.envelope.aggregate
        if key.partition("-")[0] in _TOLD:
            found[key] = (found[key][0] if key in found else each, each)
    return found


async def change_of(desk: TicketDesk, first: Recorded, last: Recorded) -> Change | None:
    """None of a ticket that can't be read: its page can't either."""
    key = last.envelope.aggregate
    if not key.startswith("ticket-"):
        return Change(last.sequence)
    try:
        history = await desk.history(id_of(key))
    except HistoryDamaged:
        return None
    before = [each for each in history if each.envelope.version < first.envelope.version]
    whose = dict.fromkeys(thing for thing in (_whose(before), _whose(history)) if thing)
    return Change(last.sequence, id_of(key), last.envelope.version, tuple(whose))


def _whose(history: Sequence[Recorded]) -> Thing | None:
    """What rights ask of a ticket, and no more of it: many changes are kept."""
    ticket = fold(history)
    if ticket is None:
        return None
    return Thing(
        tuple(ticket.owners),
        ticket.assignee,
        tuple(ticket.teams),
        tuple(ticket.departments_asked),
        parts_asked=ticket.parts_asked,
    )
