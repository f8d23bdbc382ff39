"""The difference of one ticket as it is looked at: each fact of it by its dotted name."""

from collections.abc import Iterator, Sequence
from typing import Any, Final, cast

from api.past.asked import DifferencesAsked
from api.past.tables import between
from api.service import Service
from api.tickets.standing.ticket import standing
from domain.record.envelope import Recorded
from domain.ticket.state import Ticket, fold
from projections.past.between import Difference
from projections.past.changes import changes
from projections.past.histories import as_told
from projections.sql.rows import Row
from projections.wording.companies import of_company
from projections.wording.words import STATUS

LEFT_OUT: Final = frozenset({"version", "position", "possible", "hints", "updated"})


async def of_ticket(service: Service, asked: DifferencesAsked, number: str, events: Sequence[Recorded]) -> Difference:
    """Of a history, from the one moment to the other."""
    moments, company = await between(service, asked), of_company(events)
    before, after = [
        _facts(service, number, as_told(events, at), company=company) for at in (moments.earlier, moments.later)
    ]
    rows = tuple(changes(before, after, ("number",)))
    return Difference(number, rows, tuple(moments.made_by(events)), company)


def _facts(service: Service, number: str, events: Sequence[Recorded], *, company: bool) -> list[Row]:
    """None where there was no ticket yet."""
    if not events:
        return []
    ticket = fold(tuple(events)) or Ticket()
    view = standing(service.shown, tuple(events), STATUS[ticket.stage], [], company=company)
    said = view.model_dump(exclude=set(LEFT_OUT))
    return [{"number": number, **{name: value for name, value in _dotted(said) if name != "number"}}]


def _dotted(said: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    match said:
        case dict():
            for part, value in cast("dict[str, Any]", said).items():
                yield from _dotted(value, f"{name}.{part}" if name else part)
        case [dict(), *_]:
            for place, value in enumerate(cast("list[Any]", said), 1):
                yield from _dotted(value, f"{name}.{place}")
        case _:
            yield name, said
