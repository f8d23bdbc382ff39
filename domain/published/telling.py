"""What the world is told of an event of ours: nothing, one public event or several."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from enum import Enum
from typing import Any, Final, cast

from domain.desk.kinds import KINDS, id_of
from domain.published.event import PublicEvent
from domain.published.matters import MATTERS
from domain.published.standing import standing
from domain.published.tickets import TICKETS, TicketMoved
from domain.record.envelope import Recorded

PUBLISHED: Final[tuple[type[PublicEvent], ...]] = (*TICKETS, *MATTERS)
"""Every public event, in the order in which several of one event are told."""

_BY_WHAT: Final[dict[tuple[str, str], list[type[PublicEvent]]]] = defaultdict(list)
for _public in PUBLISHED:
    for _name in _public.tells:
        _BY_WHAT[_public.context, _name].append(_public)


class Teller:
    """Tells of one aggregate's events, in their order; keeps how it stands, and nothing else."""

    def __init__(self, state: Any = None) -> None:
        self.state = state

    def pass_over(self, history: Iterable[Recorded]) -> None:
        """Take in what was told before; what can't be read changes nothing."""
        for recorded in history:
            if type(recorded) is Recorded:
                self.state = _evolved(self.state, recorded)

    def tell(self, recorded: Recorded) -> Sequence[PublicEvent]:
        """The public events of the next event. Raises Unreadable for a damaged one."""
        kind = recorded.envelope.aggregate.partition("-")[0]
        before, self.state = self.state, _evolved(self.state, recorded)
        found = [
            _told(public, recorded, self.state)
            for public in _BY_WHAT.get((kind, recorded.envelope.type), ())
            if public.applies(recorded.event)
        ]
        was, now = (standing(state).get("stage") if state is not None else None for state in (before, self.state))
        if was is not None and was != now:
            found.append(_told(TicketMoved, recorded, self.state, stage_before=was))
        return found


def _evolved(state: Any, recorded: Recorded) -> Any:
    return KINDS[recorded.envelope.aggregate.partition("-")[0]].evolve(state, recorded)


def _told(public: type[PublicEvent], recorded: Recorded, state: Any, **besides: Any) -> PublicEvent:
    stands, event = standing(state) | besides, recorded.event
    said: dict[str, Any] = {"number": id_of(recorded.envelope.aggregate)}
    for name in public.model_fields.keys() - said.keys():
        said[name] = _plain(stands[name] if name in stands else getattr(event, public.said_as.get(name, name), None))
    return public(**said)


def _plain(value: Any) -> Any:
    """As it is published: words as texts, amounts as texts with two digits after the point."""
    match value:
        case Enum():
            return value.value
        case Decimal():
            return f"{abs(value):.2f}"
        case tuple():
            return tuple(_plain(each) for each in cast("tuple[Any, ...]", value))
        case _:
            return value
