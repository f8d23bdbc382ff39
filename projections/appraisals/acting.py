"""Who acted on a ticket, as conditions on its row: took it in, answered first, had it, handled its complaint."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, exists, func, or_

from projections.figures.asking import Only
from projections.figures.rows.tables import CASES, COMPLAINTS
from projections.matters.folding import MATTERS
from projections.progress.tables import PROGRESS

People = Collection[str]

_ACKNOWLEDGED: Final = "receipt-acknowledged"
_SIGNS: Final = (_ACKNOWLEDGED, "dispatch-accepted", "customer-contacted", "ticket-resolved")
"""Imported tickets have the first sign of work for a first response (figures/rows/seeing.py)."""
_EARLIER: Final = PROGRESS.alias("earlier")
WHO: Final[ColumnElement[Any]] = func.coalesce(CASES.c.engineer, CASES.c.handler, CASES.c.receiver)
"""Whose a ticket is, as in the workload: its engineer's, else of who looks after it, else of who took it in."""


@dataclass(frozen=True, slots=True)
class Acted(Only):
    """The tickets, or complaints, on which some people acted; of everybody where there is no ``condition``."""

    condition: ColumnElement[bool] | None = None

    @property
    def is_all(self) -> bool:
        return self.condition is None

    @property
    def conditions(self) -> tuple[ColumnElement[bool], ...]:
        return () if self.condition is None else (self.condition,)


def took_in(people: People) -> ColumnElement[bool]:
    return CASES.c.receiver.in_(sorted(people))


def had(people: People) -> ColumnElement[bool]:
    return WHO.in_(sorted(people))


def is_first_answer() -> ColumnElement[bool]:
    """Of a ticket and a step of it: this step was the first response."""
    step, at_once = PROGRESS.c, _EARLIER.c
    said = and_(step.event.in_(_SIGNS), or_(CASES.c.acknowledged.is_(False), step.event == _ACKNOWLEDGED))
    same = (at_once.number == step.number, at_once.at == step.at, at_once.version < step.version)
    first = ~exists().where(*same, at_once.event.in_(_SIGNS)).correlate(PROGRESS)
    return and_(step.number == CASES.c.number, step.at == CASES.c.first_response, said, first)


def answered(people: People) -> ColumnElement[bool]:
    return exists().where(is_first_answer(), PROGRESS.c.responsible.in_(sorted(people))).correlate(CASES)


def handled(people: People) -> ColumnElement[bool]:
    """Of a complaint: it was theirs to handle."""
    of_it = (MATTERS.c.matter == COMPLAINTS.c.complaint, MATTERS.c.responsible.in_(sorted(people)))
    return exists().where(*of_it).correlate(COMPLAINTS)
