"""What becomes of each run of a clock, by the table of clocks and a minute counter alone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal

from tests.oracle.clocks.slow.days import A_WORKING_DAY
from tests.oracle.clocks.slow.minutes import Counting, due, is_known, late
from tests.oracle.clocks.slow.reading import Happened
from tests.oracle.clocks.slow.table import Limit, Row

Outcome = Literal["running", "paused", "met", "missed", "ended", "unknown"]
SETTLED: Final = ("ticket-resumed", "ticket-resolved", "ticket-closed", "ticket-cancelled", "ticket-merged")
TAKEN_UP_AGAIN: Final = ("resolution-rejected", "objection-raised", "ticket-reopened")
OVER: Final = ("ticket-cancelled", "ticket-merged", "complaint-withdrawn")
"""After these nothing is asked of the desk any more."""


@dataclass(frozen=True)
class Span:
    """One run of a clock: from an event, or ``begins`` later, to what stops it or, without, what ends it."""

    started: Happened
    period: int
    begins: int
    stopped: Happened | None
    ended: Happened | None


@dataclass(frozen=True)
class Verdict:
    """``due`` is the minute after which it is late, ``late`` by how many; ``waited``, how long the ticket did meanwhile.

    ``severity`` is the grade that it is judged by, None before there is one.
    """

    clock: str
    severity: str | None
    span: Span
    due: int | None
    outcome: Outcome
    late: int
    waited: int


@dataclass(frozen=True)
class Case:
    """What happened, in that order, and how it is to be judged: under which pack, in which zone, at which minute."""

    happened: Sequence[Happened]
    pack: str
    zone: str
    now: int

    def after(self, event: Happened) -> Iterator[Happened]:
        return (each for each in self.happened if each.place > event.place)

    def over_after(self, event: Happened) -> Happened | None:
        return next((each for each in self.after(event) if each.name in OVER), None)

    def minutes(self, limit: Limit, start: Happened) -> int | None:
        """How long it may take: as the last grade has it, however late it was given; None where it does not run."""
        if limit.agreed:
            agreed = start.agreed()
            return None if agreed is None else agreed - start.minute
        if limit.working_days is not None:
            return limit.working_days * A_WORKING_DAY
        return self.by_grade(limit, self.grade())

    def judged_by(self, row: Row, start: Happened) -> str | None:
        """The last grade; a clock that a grade itself started stays under that one."""
        by_its_grade = any(sign.severity and start.is_one(sign) for sign in row.starts)
        return start.said.get("severity") if by_its_grade else self.grade()

    def by_grade(self, limit: Limit, severity: str | None) -> int | None:
        channel = self.happened[0].said.get("channel", "")
        return limit.by_severity.get(severity or "", limit.by_channel.get(channel, limit.general))

    def grade(self, until: int | None = None) -> str | None:
        """The severity that held last, or that held in this minute."""
        graded = [each for each in self.happened if each.name in ("ticket-opened", "ticket-graded")]
        grades = [each.said.get("severity") for each in graded if until is None or each.minute <= until]
        return grades[-1] if grades else None

    @cached_property
    def waits(self) -> frozenset[int]:
        """The minutes in which the ticket waits for the customer."""
        minutes, since = set[int](), None
        for each in self.happened:
            if since is not None and _changes_waiting(each):
                minutes |= set(range(since, each.minute))
                since = None
            if _begins_waiting(each):
                since = each.minute
        return frozenset(minutes if since is None else minutes | set(range(since, self.now)))

    def is_waiting(self) -> bool:
        return any(_begins_waiting(each) for each in [it for it in self.happened if _changes_waiting(it)][-1:])

    def counting(self, row: Row, until: int) -> Counting:
        """What stopped does not stand still any more."""
        waits = frozenset(minute for minute in self.waits if minute < until) if row.pauses else frozenset[int]()
        return Counting(waits, self.zone, row.limit.working_days is not None)

    def verdict(self, row: Row, span: Span, limit: int, severity: str | None) -> Verdict:
        last = span.stopped or span.ended
        end = last.minute if last else self.now
        counting = self.counting(row, end)
        till = due(span.begins, limit, counting)
        outcome = self._outcome(row, span, till, end)
        beyond = late(till, end, counting.waits) if outcome == "missed" and till is not None else 0
        waited = sum(minute in counting.waits for minute in range(span.begins, end)) if counting.waits else 0
        return Verdict(row.name, severity, span, till, outcome, beyond, waited)

    def _outcome(self, row: Row, span: Span, till: int | None, end: int) -> Outcome:
        if till is not None and end > till:
            return "missed"
        if till is None and not is_known(span.begins, end, self.counting(row, end)):
            return "unknown"
        if span.stopped:
            return "met"
        if span.ended:
            return "ended"
        if row.pauses and self.is_waiting():
            return "paused"
        return "unknown" if till is None else "running"


def _begins_waiting(each: Happened) -> bool:
    return each.name == "ticket-paused" and each.said["waiting_for"] == "customer"


def _changes_waiting(each: Happened) -> bool:
    """A pause for another, a resumption; and what is solved, over or taken up again does not wait either."""
    in_vain = each.name == "follow-up-made" and not (each.said["solved"] and each.said["satisfied"])
    return in_vain or each.name in ("ticket-paused", *SETTLED, *TAKEN_UP_AGAIN)
