"""A repeating clock, period by period: each is followed by the next, from its stop or, missed, from its due time."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from tests.oracle.clocks.slow.minutes import due
from tests.oracle.clocks.slow.reading import Happened
from tests.oracle.clocks.slow.table import Row
from tests.oracle.clocks.slow.verdicts import OVER, Case, Span, Verdict

ENDS: Final = ("ticket-resolved", "ticket-closed", *OVER)
"""Solved, or nobody handles it any more."""


def periods(case: Case, row: Row) -> Iterator[Verdict]:
    """From the first sign of handling until it is resolved; handled again afterwards, from the first sign of that."""
    end: Happened | None = None
    for start in case.happened:
        if start.is_any(row.starts) and (end is None or start.place > end.place):
            end = next((each for each in case.after(start) if each.name in ENDS), None)
            yield from _from(case, row, start, end)
            if end is None:
                return


def _from(case: Case, row: Row, start: Happened, end: Happened | None) -> Iterator[Verdict]:
    """The periods are counted from their start: the handling's, then each sync's."""
    begins, number = start.minute, 1
    while True:
        stop = next((each for each in case.after(start) if each.is_any(row.stops) and each.minute >= begins), None)
        over = end if end and (stop is None or end.place < stop.place) else None
        span = Span(start, number, begins, None if over else stop, over)
        verdict = _judged(case, row, span)
        if verdict.outcome == "missed" and verdict.due is not None:
            yield _followed(case, verdict)
            begins, number = verdict.due, number + 1
            continue
        yield verdict
        if stop is not None and verdict.outcome == "met" and stop.name not in ENDS:
            start, begins, number = stop, stop.minute, 1
        else:
            return


def _followed(case: Case, verdict: Verdict) -> Verdict:
    """Missed, it ends where the next begins."""
    waited = sum(minute in case.waits for minute in range(verdict.span.begins, verdict.due or 0))
    return replace(verdict, late=0, waited=waited, span=replace(verdict.span, stopped=None, ended=None))


def _judged(case: Case, row: Row, span: Span) -> Verdict:
    """Under the grade that it began with; and under each given while it runs, judged from its beginning."""
    last = span.stopped or span.ended
    end = last.minute if last else case.now
    gradings = [each for each in case.happened if each.name == "ticket-graded" and each.minute > span.begins]
    severity = case.grade(until=span.begins)
    while True:
        limit = case.by_grade(row.limit, severity)
        assert limit is not None
        till = due(span.begins, limit, case.counting(row, end))
        assert till is not None
        if not gradings or gradings[0].minute > till or (last and gradings[0].place > last.place):
            return case.verdict(row, span, limit, severity)
        severity = gradings.pop(0).said["severity"]
