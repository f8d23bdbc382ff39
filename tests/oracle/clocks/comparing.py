"""What the engine says of a history beside what the oracle says, and every difference in words."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from domain.clocks.calendars import shipped_calendars
from domain.clocks.fact import fact_of
from domain.clocks.judging import judge
from domain.clocks.run import Run
from gongdan.policies.library import shipped
from tests.oracle.clocks.histories.making import History
from tests.oracle.clocks.slow.days import minute_of, moment_of
from tests.oracle.clocks.slow.judging import verdicts
from tests.oracle.clocks.slow.reading import Happened
from tests.oracle.clocks.slow.verdicts import Verdict

Key = tuple[str, str, int]


def runs(history: History) -> dict[Key, Run]:
    """As the engine has them."""
    facts = [fact for each in history.log if (fact := fact_of(each)) is not None]
    calendars = shipped_calendars(ZoneInfo(history.zone))
    judged = judge(facts, shipped()[history.pack].pack, calendars, moment_of(history.now))
    return {(run.clock, run.started.id, run.period): run for run in judged}


def judged(history: History) -> dict[Key, Verdict]:
    """As the oracle has them."""
    found = verdicts(history.log, history.pack, history.zone, history.now)
    return {(each.clock, each.span.started.id, each.span.period): each for each in found}


def differences(history: History) -> Iterator[str]:
    """Every one, with seed, clock and start, so that it can be looked at."""
    ours, theirs = judged(history), runs(history)
    for key in sorted(ours.keys() | theirs.keys()):
        place = f"{history}: {key[0]} from {key[1][:8]}, period {key[2]}"
        if key not in theirs:
            yield f"{place}: the engine has no run; {_seen(ours[key])}"
        elif key not in ours:
            yield f"{place}: the oracle has none; {theirs[key].state} due {theirs[key].due}"
        else:
            for what, oracle, engine in _apart(ours[key], theirs[key], moment_of(history.now)):
                yield f"{place}: {what} {oracle} by the oracle, {engine} by the engine; {_seen(ours[key])}"


def _apart(verdict: Verdict, run: Run, now: datetime) -> Iterator[tuple[str, object, object]]:
    """What lies ahead of a ticket that waits has no time yet; a period that the next followed is late by nothing."""
    if verdict.outcome != run.state:
        yield "outcome", verdict.outcome, run.state
        return
    if verdict.severity != run.severity:
        yield "judged as", verdict.severity, run.severity
    if verdict.span.begins != minute_of(run.since):
        yield "counted since", _at(verdict.span.begins), run.since
    if verdict.outcome != "paused" and _at(verdict.due) != run.due:
        yield "due", _at(verdict.due), run.due
    if verdict.outcome == "missed" and timedelta(minutes=verdict.late) != (run.late_by or timedelta()):
        yield "late by", timedelta(minutes=verdict.late), run.late_by
    if timedelta(minutes=verdict.waited) != (waited := _waited(run, now)):
        yield "waited", timedelta(minutes=verdict.waited), waited
    if _id(verdict.span.stopped) != (run.stopped and run.stopped.id):
        yield "stopped by", _id(verdict.span.stopped), run.stopped and run.stopped.id


def _waited(run: Run, now: datetime) -> timedelta:
    return sum(((pause.until or now) - pause.since for pause in run.pauses), timedelta())


def _id(event: Happened | None) -> str | None:
    return event.id if event else None


def _at(minute: int | None) -> datetime | None:
    return None if minute is None else moment_of(minute)


def _seen(verdict: Verdict) -> str:
    span = verdict.span
    stopped = f"stopped at {_at(span.stopped.minute)}" if span.stopped else "not stopped"
    return f"started at {_at(span.started.minute)}, due {_at(verdict.due)}, {verdict.outcome}, {stopped}"
