"""The oracle: from a history to what became of every clock of a pack, slowly."""

from collections.abc import Iterable, Iterator

from domain.record.envelope import Recorded
from tests.oracle.clocks.slow.periods import periods
from tests.oracle.clocks.slow.reading import Happened, read
from tests.oracle.clocks.slow.table import TABLE, Again, Row
from tests.oracle.clocks.slow.verdicts import Case, Span, Verdict


def verdicts(history: Iterable[Recorded], pack: str, zone: str, now: int) -> list[Verdict]:
    """A verdict for each start of each clock, and for each period of a repeating one."""
    case = Case(read(history), pack, zone, now)
    rows = [row for row in TABLE if row.of(pack)]
    return [it for row in rows for it in (periods(case, row) if row.again is Again.REPEATS else _runs(case, row))]


def _runs(case: Case, row: Row) -> Iterator[Verdict]:
    for span in _spans(case, row):
        limit = case.minutes(row.limit, span.started)
        if limit is not None:
            yield case.verdict(row, span, limit, case.judged_by(row, span.started))


def _spans(case: Case, row: Row) -> Iterator[Span]:
    """From each start that counts to its stop; to what ends it, where that comes first."""
    running: Span | None = None
    starts = [each for each in case.happened if each.is_any(row.starts)]
    for start in starts:
        if running and (row.again is Again.ONCE or (row.again is Again.GOES_ON and _is_on(running, start))):
            continue
        ends = [case.over_after(start), next((each for each in case.after(start) if each.is_any(row.ends)), None)]
        if row.again is Again.ANEW:
            ends.append(next((each for each in starts if each.place > start.place), None))
        running = _span(start, _stop(case, row, start), _first(ends))
        yield running


def _span(start: Happened, stop: Happened | None, end: Happened | None) -> Span:
    stopped_first = stop is not None and (end is None or stop.place < end.place)
    return Span(start, 1, start.minute, stop if stopped_first else None, None if stopped_first else end)


def _is_on(span: Span, at: Happened) -> bool:
    last = span.stopped or span.ended
    return last is None or at.place < last.place


def _stop(case: Case, row: Row, start: Happened) -> Happened | None:
    """An answer stops the clock of what it answers."""
    for each in case.after(start):
        if each.is_any(row.stops) and (row.same is None or start.said.get(row.same) == each.said.get(row.same)):
            return each
    return None


def _first(ends: Iterable[Happened | None]) -> Happened | None:
    return min((end for end in ends if end is not None), key=lambda end: end.place, default=None)
