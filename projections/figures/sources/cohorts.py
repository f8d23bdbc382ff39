"""Tickets at which something happened in a period: from the sums by day; from the tickets, if of some."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import func

from projections.figures.asking import Look, Span
from projections.figures.metric import Counted, Material, Materials
from projections.figures.rows.daily import CAUSE, QUESTION
from projections.figures.rows.tables import CASES
from projections.figures.sources import days
from projections.figures.sources.periods import added_up, each_row
from projections.figures.sources.tickets import column_of, in_a_group, of_group, page_of, seen, within

READS: Final = ("figures",)


@dataclass(frozen=True, slots=True)
class OfDay:
    """Of a ``moment`` of tickets, the number of cases and the sums of columns; not of ``some`` where that is said."""

    moment: str
    sums: tuple[str, ...] = ()
    some: str | None = None
    reads: tuple[str, ...] = READS

    @property
    def days(self) -> tuple[str, ...]:
        return (self.moment,)

    def read(self, look: Look, spans: Sequence[Span], by: str | None) -> Materials:
        if look.only.is_all:
            return days.within(look, self.moment, self.sums, spans, by)
        return dict(self._of_tickets(look, spans, by))

    def counted(self, look: Look, span: Span, by: str | None, of: str | None) -> Counted:
        some = (CASES.c[self.some] > 0,) if self.some else ()
        return page_of((*within(self.moment, look, span), *of_group(by, of), *some))

    def _of_tickets(
        self, look: Look, spans: Sequence[Span], by: str | None
    ) -> Iterator[tuple[tuple[str, str | None], Material]]:
        numbers = [func.count(), *(func.coalesce(func.sum(CASES.c[name]), 0) for name in self.sums)]
        column = column_of(by)
        where = (*seen(look), *in_a_group(column))
        for name, of, (cases, *sums) in added_up(look, spans, CASES.c[self.moment], column, numbers, where):
            yield (name, of), Material(cases, dict(zip(self.sums, map(int, sums), strict=True)))


@dataclass(frozen=True, slots=True)
class OfSurvey:
    """Surveys last answered in the period: ``score`` sums by question, or low scores by cause."""

    reads: tuple[str, ...] = READS
    days: tuple[str, ...] = ("answered",)

    def read(self, look: Look, spans: Sequence[Span], by: str | None) -> Materials:
        if look.only.is_all:
            found = days.within(look, "answered", ("score",), spans, by or QUESTION)
            return found if by else _together(found)
        return self._of_tickets(look, spans, by)

    def counted(self, look: Look, span: Span, by: str | None, of: str | None) -> Counted:
        return page_of((*within("answered", look, span), *of_group(by, of), CASES.c.scores != "{}"))

    def _of_tickets(self, look: Look, spans: Sequence[Span], by: str | None) -> Materials:
        cases, scores = Counter[tuple[str, str | None]](), Counter[tuple[str, str | None]]()
        columns = (CASES.c.scores, CASES.c.cause, CASES.c.content)
        for name, (answers, cause, content) in each_row(look, spans, CASES.c.answered, columns, seen(look)):
            for of, score in _groups(by, answers, cause, content):
                cases[name, of] += 1
                scores[name, of] += score
        return {key: Material(count, {"score": scores[key]}) for key, count in cases.items()}


def _groups(by: str | None, answers: str, cause: str | None, content: int) -> Iterator[tuple[str | None, int]]:
    """The groups of one survey: of all together, its scores."""
    if by == CAUSE:
        if cause and not content:
            yield cause, 0
        return
    for question, score in json.loads(answers).items():
        yield (question if by == QUESTION else None), score


def _together(found: Materials) -> Materials:
    """All groups of each period as one."""
    cases, scores = Counter[str](), Counter[str]()
    for (span, _), material in found.items():
        cases[span] += material.cases
        scores[span] += material.sums["score"]
    return {(span, None): Material(count, {"score": scores[span]}) for span, count in cases.items()}


@dataclass(frozen=True, slots=True)
class Lows:
    """Surveys with a low score: all, or those whose cause a call-back found, by cause."""

    reads: tuple[str, ...] = READS
    days: tuple[str, ...] = ("answered",)

    def read(self, look: Look, spans: Sequence[Span], by: str | None) -> Materials:
        if by is not None:
            return OfSurvey().read(look, spans, by)
        found = OfDay("answered", ("content",)).read(look, spans, None)
        low = {key: material.cases - material.sums["content"] for key, material in found.items()}
        return {key: Material(cases) for key, cases in low.items() if cases}

    def counted(self, look: Look, span: Span, by: str | None, of: str | None) -> Counted:
        return page_of((*within("answered", look, span), *of_group(by, of), CASES.c.content == 0))
