"""Who answered first and who worked, person by person, for the reports of months and quarters."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from sqlalchemy import func, select

from projections.appraisals.acting import is_first_answer
from projections.appraisals.counting import logged
from projections.figures.asking import Look, Span
from projections.figures.metric import Material, Materials, Metric
from projections.figures.metrics import named
from projections.figures.rows.tables import CASES
from projections.figures.sources.cohorts import OfDay
from projections.figures.sources.tickets import within
from projections.progress.tables import PROGRESS
from projections.workload.folding import WORK

READ: Final = ("progress", "workload")
_RESPONSE: Final = "response_ms"


@dataclass(frozen=True, slots=True)
class AnsweredBy(OfDay):
    """Tickets first answered in the period, by who answered."""

    def read(self, look: Look, spans: Sequence[Span], by: str | None) -> Materials:
        who, found = PROGRESS.c.responsible, Materials()
        for span in spans:
            query = select(who, func.count(), func.sum(CASES.c[_RESPONSE])).select_from(CASES)
            query = query.join(PROGRESS, is_first_answer()).where(*within("first_response", look, span)).group_by(who)
            rows: Any = look.connection.execute(query)
            found |= {(span.name, of): Material(cases, {_RESPONSE: int(took)}) for of, cases, took in rows}
        return found


@dataclass(frozen=True, slots=True)
class LoggedBy(OfDay):
    """Minutes logged in the period, by who logged them; the cases are the tickets."""

    def read(self, look: Look, spans: Sequence[Span], by: str | None) -> Materials:
        found = Materials()
        for span in spans:
            rows: Any = look.connection.execute(logged(look, span).add_columns(WORK.c.staff).group_by(WORK.c.staff))
            found |= {(span.name, of): Material(tickets, {"minutes": int(took)}) for took, tickets, of in rows}
        return found


BY_PERSON: Final[dict[str, Metric]] = {
    "first-response": replace(named("first-response"), source=AnsweredBy("first_response", (_RESPONSE,))),
    "work": replace(named("work"), source=LoggedBy("first_solved", ("minutes",))),
}
"""Instead of by the engineer who had the ticket last."""
