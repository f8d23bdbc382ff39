"""The judge of clocks: from facts, a pack, calendars and a moment to every clock run; pure, so ask again and again."""

from collections.abc import Container, Iterable, Iterator
from datetime import datetime

from domain.clocks.calendars import Calendars
from domain.clocks.fact import Fact
from domain.clocks.measure.counting import Counting
from domain.clocks.measure.limits import limit_of
from domain.clocks.measure.measuring import Stretch, measured
from domain.clocks.measure.periods import periods_of
from domain.clocks.past.history import History, history_of
from domain.clocks.past.spells import Spell, spells_of
from domain.clocks.run import Run
from domain.policy.pack import Pack
from domain.policy.timing.clock import Clock


def judge(
    facts: Iterable[Fact], pack: Pack, calendars: Calendars, now: datetime, only: Container[str] | None = None
) -> tuple[Run, ...]:
    """Every run of every clock of the pack, in the order in which they began to count.

    ``only`` names clocks, where not all are asked for. Facts that lie after ``now`` are not there yet. A clock that the
    pack does not limit for such a ticket has no run.
    """
    return judged(history_of(facts, now), pack, calendars, only)


def judged(history: History, pack: Pack, calendars: Calendars, only: Container[str] | None = None) -> tuple[Run, ...]:
    """As :func:`judge`, of a history up to its ``now``."""
    clocks = ((name, clock) for name, clock in pack.clocks.items() if only is None or name in only)
    runs = [run for name, clock in clocks for run in _runs(name, clock, pack, history, calendars)]
    return tuple(sorted(runs, key=lambda run: (run.since, run.started.version)))


def _runs(name: str, clock: Clock, pack: Pack, history: History, calendars: Calendars) -> Iterator[Run]:
    spells = spells_of(clock, history)
    if not spells:
        return
    hours = pack.working_time if clock.calendar == "working-time" and not clock.as_agreed else None
    pauses = tuple(pause for pause in history.pauses if pause.waits_for in clock.pauses)
    counting = Counting(calendars, hours, pauses)
    for spell in spells:
        if clock.repeats:
            yield from periods_of(clock, name, spell, history, counting)
        else:
            yield from _once(name, clock, spell, history, counting)


def _once(name: str, clock: Clock, spell: Spell, history: History, counting: Counting) -> Iterator[Run]:
    """Under the newest grade; what a grade itself started, under that one."""
    started = spell.started.fact
    severity = spell.started.severity if spell.started.is_graded_at(clock.start) else history.severity
    limit = limit_of(clock, started, severity, history.channel, counting)
    if limit is not None:
        stretch = Stretch(name, clock, started, started.occurred, severity, spell.stopped, spell.ended)
        yield measured(stretch, limit, counting, history.now)
