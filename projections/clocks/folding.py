"""How events change the rows of clocks: their facts are kept, and the clocks that they concern are judged anew."""

from datetime import datetime, timedelta
from typing import Final

from domain.calendar.events import CalendarPublished
from domain.clocks.complaints import with_waits_of
from domain.clocks.fact import LOOKED_AT, Fact, fact_of
from domain.clocks.judging import judged
from domain.clocks.past.history import histories_of
from domain.clocks.run import Run
from domain.desk.kinds import id_of
from domain.policy.events import PolicyPublished
from domain.policy.pack import Pack
from domain.record.envelope import Recorded
from domain.ticket.events import ProgressSyncMissed
from projections.clocks.concerning import concerned
from projections.clocks.counting import ENDINGS, counts, ended_after
from projections.clocks.opened import Opened
from projections.clocks.rules import calendars_of, note_calendar, note_pack, pack_of
from projections.clocks.tables import CALENDARS, CLOCKS, FACTS, PACKS, VOID
from projections.projection import Projection
from projections.sql.rows import Row, Rows
from projections.wording.words import TITLES

_AFTER: Final = timedelta(microseconds=1)
"""A limit is inclusive: missed is what goes on after it."""


def apply(rows: Rows, recorded: Recorded) -> None:
    aggregate = recorded.envelope.aggregate
    match aggregate.partition("-")[0]:
        case "policy":
            if isinstance(recorded.event, PolicyPublished):
                _settle(rows)
                if note_pack(rows, recorded.event):
                    _judge_imported(rows)
        case "calendar":
            if isinstance(recorded.event, CalendarPublished):
                _announced(rows, id_of(aggregate), recorded.event)
        case kind:
            if (fact := fact_of(recorded)) is not None:
                _happened(rows, kind, recorded, fact)
            elif isinstance(recorded.event, ProgressSyncMissed):
                _missed(rows, recorded, recorded.event)
            if kind == "ticket":
                _ended(rows, recorded)


def _settle(rows: Rows) -> None:
    for row in rows.changed(FACTS):
        rows.put(FACTS, _judged(rows, row, Opened.of(row)).stored(row))


PROJECTION: Final = Projection(
    "clocks",
    5,
    TITLES["clocks"][0],
    (CLOCKS, FACTS, PACKS, CALENDARS),
    apply,
    frozenset({"ticket", "complaint", "policy", "calendar"}),
    sees=LOOKED_AT | {"progress-sync-missed", "policy-published", "calendar-published"},
    settle=_settle,
)


def _happened(rows: Rows, kind: str, recorded: Recorded, fact: Fact) -> None:
    number = id_of(recorded.envelope.aggregate)
    row = rows.get(FACTS, number) or _new(number, kind, recorded)
    before = Opened.of(row)
    if before.lets_fall(fact):
        before = _judged(rows, row, before)
    pack = pack_of(rows, row["pack"])
    names = concerned(pack, fact, waited=before.waited) if pack else frozenset[str]()
    after = before.with_fact(fact, names)
    if kind != "ticket":
        after = _judged(rows, row, after)
    rows.put(FACTS, after.carried(row))
    if kind == "ticket" and fact.waits is not None and (before.waited or fact.waits != "nobody"):
        for complaint in rows.those(FACTS, ticket=number):
            _judge_again(rows, complaint, fact.occurred)


def _missed(rows: Rows, recorded: Recorded, event: ProgressSyncMissed) -> None:
    """A period went by in silence: it is missed and the next one runs, though nothing else happens."""
    row = rows.get(FACTS, id_of(recorded.envelope.aggregate))
    pack = pack_of(rows, row["pack"]) if row else None
    if row and pack and event.clock in pack.clocks:
        at = max(recorded.envelope.occurred, event.due + _AFTER)
        rows.put(FACTS, Opened.of(row).at(at, (event.clock,)).carried(row))


def _ended(rows: Rows, recorded: Recorded) -> None:
    """A ticket that turns out to be no request of its own, or one after all, takes all its runs with it."""
    if type(recorded.event) not in ENDINGS:
        return
    number = id_of(recorded.envelope.aggregate)
    row = rows.get(FACTS, number)
    if row is None:
        return
    ended = ended_after(row["ended"], recorded)
    if ended != row["ended"]:
        rows.put(FACTS, {**row, "ended": ended, "counts": counts(ended)})
    if counts(ended) != row["counts"]:
        for run in rows.those(CLOCKS, number=number):
            rows.put(CLOCKS, {**run, "counts": counts(ended)})


def _new(number: str, kind: str, recorded: Recorded) -> Row:
    ticket, envelope = recorded.envelope.ticket, recorded.envelope
    of = id_of(ticket) if kind == "complaint" and ticket else None
    row: Row = {"number": number, "kind": kind, "ticket": of, "pack": envelope.policy, "facts": "", "judged": "{}"}
    return {**row, "ended": None, "counts": 1}


def _announced(rows: Rows, region: str, event: CalendarPublished) -> None:
    """All that was judged by the region's working days is judged anew."""
    _settle(rows)
    if note_calendar(rows, region, event):
        numbers = {row["number"] for row in rows.those(CLOCKS, calendar=region)}
        for number in sorted(numbers):
            if (row := rows.get(FACTS, number)) is not None:
                _judge_again(rows, row)


def _judge_imported(rows: Rows) -> None:
    """All that came under no pack, by the newest of the default."""
    pack = pack_of(rows, None)
    if pack is not None:
        for row in rows.those(FACTS, pack=None):
            rows.put(FACTS, _judged(rows, row, Opened.of(row).anew(pack)).carried(row))


def _judge_again(rows: Rows, row: Row, at: datetime | None = None) -> None:
    """All clocks, for something that is no fact of the history: a wait of a complaint's ticket, or a calendar."""
    pack = pack_of(rows, row["pack"])
    if pack is not None:
        rows.put(FACTS, _judged(rows, row, Opened.of(row).at(at, pack.clocks)).carried(row))


def _judged(rows: Rows, row: Row, opened: Opened) -> Opened:
    """Once the runs of the clocks that are due are put in place of the old."""
    pack = pack_of(rows, row["pack"]) if opened.due else None
    if pack is None:
        return opened
    runs = _runs(rows, row, pack, opened)
    for run in runs:
        rows.put(CLOCKS, _row(row, pack, run))
    judged, gone = opened.judged.put(opened.due, runs)
    for key in gone:
        if (old := rows.get(CLOCKS, row["number"], key)) is not None:
            rows.put(CLOCKS, {**old, "state": VOID, "open": 0})
    return opened.judged_so(judged)


def _facts(rows: Rows, row: Row, opened: Opened) -> tuple[Fact, ...]:
    ticket = rows.get(FACTS, row["ticket"]) if row["ticket"] else None
    return with_waits_of(opened.facts, Opened.of(ticket).facts) if ticket else opened.facts


def _runs(rows: Rows, row: Row, pack: Pack, opened: Opened) -> list[Run]:
    facts, calendars = _facts(rows, row, opened), calendars_of(rows, pack)
    moments = opened.judged.by_moment(opened.due)
    of_each = zip(histories_of(facts, moments), moments.values(), strict=True)
    return [run for history, clocks in of_each for run in judged(history, pack, calendars, clocks)]


def _row(row: Row, pack: Pack, run: Run) -> Row:
    working = pack.working_time.calendar if pack.working_time and run.rule.calendar == "working-time" else None
    return {
        "number": row["number"],
        "key": run.key,
        "kind": row["kind"],
        "clock": run.clock,
        "pack": pack.ref,
        "severity": run.severity,
        "calendar": working or "24x7",
        "state": run.state,
        "open": int(run.is_open),
        "period": run.period,
        "started_event": run.started.id,
        "started_by": run.started.name,
        "started": run.started.occurred,
        "since": run.since,
        "limit": str(run.limit) if run.limit else None,
        "due": run.due,
        "warn_at": run.warn_at,
        "stopped": run.stopped.occurred if run.stopped else None,
        "ended": run.ended.occurred if run.ended else None,
        "used": None if run.used is None else int(run.used.total_seconds()),
        "late_by": None if run.late_by is None else int(run.late_by.total_seconds()),
        "unknown_year": run.unknown_year,
        "counts": row["counts"],
    }
