"""A period's clocks under another pack beside their own: which histories to judge, and what comes of each."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, Select, bindparam, exists, func, or_, select

from domain.clocks.calendars import Calendars
from domain.clocks.complaints import with_waits_of
from domain.clocks.fact import Fact
from domain.clocks.judging import judge
from domain.clocks.run import Run
from domain.clocks.under import graded_as
from domain.policy.pack import Pack
from projections.clocks.facts import read
from projections.clocks.tables import CLOCKS, FACTS
from projections.errors import BadQuery
from projections.figures.rows.tables import CASES
from projections.spans.tables import SPANS

SETTLED: Final = timedelta(days=92)
"""A history that is over, and of which nothing happened for so long before a period, has no clock due in it."""
_JUDGED: Final = ("met", "missed")
_TICKET: Final = FACTS.alias("facts_of_ticket")


@dataclass(frozen=True, slots=True)
class Kept:
    """A history's facts; of a complaint with the waits of its ticket. ``pack`` is None where it came under none."""

    number: str
    kind: str
    pack: str | None
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Within:
    """From a first moment up to the first after it."""

    start: datetime
    end: datetime

    def holds(self, run: Run | None) -> bool:
        """Whether the run is judged and was due then."""
        return bool(run and run.state in _JUDGED and run.due and self.start <= run.due < self.end)


@dataclass(frozen=True, slots=True)
class Pair:
    """The same run under either pack; None where that one has none."""

    own: Run | None
    other: Run | None

    def changed(self, within: Within) -> tuple[Run, Run] | None:
        """Both, where the verdict is another, and was due in the period under one of them at least."""
        own, other = self.own, self.other
        if own is None or other is None or own.state == other.state:
            return None
        return (own, other) if within.holds(own) or within.holds(other) else None


Numbers = Select[tuple[str]]
_CALLED: Final = select(FACTS.c.number).where(FACTS.c.number == bindparam("said"))


def page(connection: Connection, within: Within, among: Numbers | None, after: str | None, limit: int) -> list[Kept]:
    """Histories by number that may have a clock due in a period; ``among`` tickets these and their complaints.

    Those that count: not of a ticket that is merged, a duplicate or invalid. Raises BadQuery where no
    history is called like the one that they are to come ``after``.
    """
    if after is not None and connection.execute(_CALLED, {"said": after}).first() is None:
        raise BadQuery("bad-cursor")
    query = _of(select(FACTS, _TICKET.c.facts.label("of_ticket")), within, among).order_by(FACTS.c.number).limit(limit)
    if after is not None:
        query = query.where(FACTS.c.number > after)
    return [_kept(row) for row in connection.execute(query)]


def count(connection: Connection, within: Within, among: Numbers | None) -> int:
    """How many they are."""
    return connection.execute(_of(select(func.count()), within, among)).scalar_one()


def pairs(kept: Kept, own: Pack, other: Pack, calendars: Calendars, now: datetime) -> Iterator[Pair]:
    """Its runs as judged now, each beside the one of the same start and period."""
    mine, theirs = [_by_start(judge(graded_as(kept.facts, own, pack), pack, calendars, now)) for pack in (own, other)]
    for start in dict.fromkeys((*mine, *theirs)):
        yield Pair(mine.get(start), theirs.get(start))


def _by_start(runs: Sequence[Run]) -> dict[tuple[str, str, int], Run]:
    return {(run.clock, run.started.id, run.period): run for run in runs}


def _kept(row: Any) -> Kept:
    facts = read(row.facts)
    return Kept(row.number, row.kind, row.pack, with_waits_of(facts, read(row.of_ticket)) if row.of_ticket else facts)


def _of(query: Any, within: Within, among: Numbers | None) -> Any:
    joined = (
        FACTS.join(SPANS, SPANS.c.number == FACTS.c.number)
        .outerjoin(CASES, CASES.c.number == FACTS.c.number)
        .outerjoin(_TICKET, _TICKET.c.number == FACTS.c.ticket)
    )
    runs_on = exists().where(CLOCKS.c.number == FACTS.c.number, CLOCKS.c.open == 1)
    lively = or_(SPANS.c.last >= within.start - SETTLED, _not_over(), runs_on)
    found = query.select_from(joined).where(SPANS.c.first < within.end, lively, FACTS.c.counts == 1)
    if among is not None:
        found = found.where(func.coalesce(FACTS.c.ticket, FACTS.c.number).in_(among))
    return found


def _not_over() -> Any:
    return (CASES.c.number.is_not(None)) & (CASES.c.over.is_(None))


def tallied(pairs_: Iterable[Pair], within: Within) -> dict[tuple[str, str | None], dict[str, int]]:
    """By clock and severity: how many were met or missed under either pack, as ``own-met``, ``other-missed`` …"""
    found: dict[tuple[str, str | None], dict[str, int]] = {}
    for pair in pairs_:
        for side, run in (("own", pair.own), ("other", pair.other)):
            if run is not None and within.holds(run):
                counts = found.setdefault((run.clock, run.severity), {})
                counts[f"{side}-{run.state}"] = counts.get(f"{side}-{run.state}", 0) + 1
    return found
