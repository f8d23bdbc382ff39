"""The reports of a simulated department as they come out month by month, and their compliance as the oracle has it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import UTC, date, datetime
from typing import Final

from domain.policy.in_force import shipped
from domain.record.envelope import Recorded
from domain.reports.period import Period
from domain.ticket.events import (
    DeadlineEvent,
    FollowUpMade,
    TicketCancelled,
    TicketMerged,
    TicketReopened,
    TicketResumed,
)
from projections import clocks, figures, matters, progress, sales, workload
from projections.figures.report import ready, report
from projections.running import bookkeeping
from projections.running.build import Build
from projections.running.writer import write
from projections.store import ReadStore
from tests.consumers.simulating import SHANGHAI, Department
from tests.oracle.clocks.slow.days import minute_of, moment_of
from tests.oracle.clocks.slow.judging import verdicts
from tests.oracle.clocks.slow.verdicts import Verdict

HANDBOOK: Final = shipped().newest("handbook")
READ: Final = tuple(each.PROJECTION for each in (figures, clocks, sales, matters, progress, workload))
_BATCH: Final = 500
_GOES_ON: Final = frozenset(
    {
        *("ticket-resumed", "ticket-resolved", "ticket-closed", "ticket-cancelled", "ticket-merged"),
        *("resolution-rejected", "objection-raised", "ticket-reopened"),
    }
)

Compliance = dict[str, tuple[float, int]]
"""By clock, and by clock and severity: the share that was met, and of how many runs."""


def months(first: date, count: int) -> Iterator[Period]:
    period = Period.named(f"{first:%Y-%m}")
    for _ in range(count):
        yield period
        period = period.following


def out_on(period: Period) -> datetime:
    """When its report comes out by itself."""
    return ready(period, HANDBOOK, SHANGHAI)


def published(department: Department, keys: Sequence[str], periods: Sequence[Period]) -> dict[str, Compliance]:
    """Of these tickets and complaints: each report counted when it comes out, from the events on record by then."""
    events = sorted(
        (one for key in keys for one in department.desk.histories[key].events), key=lambda one: one.sequence
    )
    found, told, position = dict[str, Compliance](), 0, 0
    with closing(ReadStore.in_memory()) as store:
        builds = [Build.live(each) for each in READ]
        with store.write() as connection:
            for build in builds:
                build.start(connection, "e1", datetime.now(UTC))
        for period in periods:
            at = out_on(period)
            fresh = [one for one in events[told:] if one.envelope.recorded < at]
            for first in range(0, len(fresh), _BATCH):
                batch = fresh[first : first + _BATCH]
                write(store, builds, position, batch, at)
                position = batch[-1].sequence
            told += len(fresh)
            with store.read() as connection:
                assert not [entry for build in builds for entry in bookkeeping.parked(connection, build.name)]
                made = report(connection, period, HANDBOOK, SHANGHAI, at, position)
            rates = (one for one in made.figures if one.measure == "compliance" and one.of and one.value is not None)
            found[period.name] = {one.of or "": (float(one.value or 0), one.base) for one in rates}
    return found


class OracleReports:
    """What the oracle, which shares no code with the engine, makes of the same months."""

    def __init__(self, department: Department, keys: Sequence[str]) -> None:
        self._department, self._keys = department, keys
        self._over: dict[str, tuple[int, list[Verdict]]] = {}

    def published(self, period: Period) -> Compliance:
        runs, met = Counter[str](), Counter[str]()
        for key in self._keys:
            if _is_no_case(told_to_the_oracle(self._department, key, out_on(period))):
                continue
            for verdict in self._verdicts(key, out_on(period)):
                if verdict.outcome in ("met", "missed") and _is_due_in(verdict, period):
                    named = [verdict.clock, *([f"{verdict.clock} / {verdict.severity}"] if verdict.severity else [])]
                    runs.update(named)
                    met.update(named if verdict.outcome == "met" else [])
        return {of: (round(met[of] / count, 4), count) for of, count in runs.items()}

    def _verdicts(self, key: str, at: datetime) -> list[Verdict]:
        """Judged again only where something happened since, or a clock still ran."""
        told = told_to_the_oracle(self._department, key, at)
        known = self._over.get(key)
        if known is not None and known[0] == len(told):
            return known[1]
        if not told:
            return []
        policy = self._department.desk.histories[key].events[0].envelope.policy
        assert policy
        found = verdicts(told, policy.partition("@")[0], SHANGHAI.key, minute_of(at))
        if all(_is_over(verdict) for verdict in found):
            self._over[key] = (len(told), found)
        return found


def told_to_the_oracle(department: Department, key: str, at: datetime) -> list[Recorded]:
    """What was on record before then, without what the deadlines noted; of a complaint with the waits of its ticket."""
    own = (one for one in department.desk.histories[key].events if not isinstance(one.event, DeadlineEvent))
    told = [one for one in own if one.envelope.recorded < at]
    others = department.of_its_ticket(key) if told else ()
    return told + [wait for one in others if one.envelope.recorded < at for wait in _wait(one)]


def _is_no_case(told: Sequence[Recorded]) -> bool:
    """Merged, a duplicate or invalid by then: docs/metrics.md counts no clock of these."""
    found = False
    for one in told:
        match one.event:
            case TicketMerged():
                found = True
            case TicketCancelled():
                found = one.event.cancelled_as in ("duplicate", "invalid")
            case TicketReopened():
                found = False
            case _:
                pass
    return found


def _wait(one: Recorded) -> Iterator[Recorded]:
    """Nothing of its ticket's is the complaint's but that it waits, or goes on."""
    event = one.event
    in_vain = isinstance(event, FollowUpMade) and not (event.solved and event.satisfied)
    if one.envelope.type == "ticket-paused":
        yield one
    elif in_vain or one.envelope.type in _GOES_ON:
        envelope = one.envelope.model_copy(update={"type": "ticket-resumed"})
        yield Recorded(envelope, TicketResumed(), one.sequence)


def _is_over(verdict: Verdict) -> bool:
    """Time alone changes nothing of it any more."""
    span = verdict.span
    return span.stopped is not None or span.ended is not None or (verdict.outcome == "missed" and not verdict.late)


def _is_due_in(verdict: Verdict, period: Period) -> bool:
    first, after = period.within(SHANGHAI)
    return verdict.due is not None and first <= moment_of(verdict.due) < after
