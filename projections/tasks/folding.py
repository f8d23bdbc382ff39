"""How each event changes the list of tasks: some end, some begin, and who works on a ticket is kept beside them."""

import json
from datetime import date, datetime, time
from functools import lru_cache
from typing import Final

from domain.desk.kinds import id_of
from domain.matters.kinds import MATTERS
from domain.policy.events import PolicyPublished
from domain.policy.in_force import shipped
from domain.policy.pack import Pack
from domain.record.envelope import Recorded
from domain.record.event import Event
from domain.rulebook.reading import read
from projections.projection import Projection
from projections.sql.rows import Row, Rows
from projections.tasks.ending import ENDS, LASTING, OVER, STEPS
from projections.tasks.kinds import BEGINS, Begins
from projections.tasks.standing import MOVING, NOBODY, next_time, working
from projections.tasks.tables import PACKS, TASKS, WORKING
from projections.wording.words import TITLES

_SHIPPED: Final = {pack.ref: pack for pack in shipped().packs}
_END_OF_DAY: Final = time(23, 59)
_ABOUT: Final = frozenset({"ticket", "report", *MATTERS})


def apply(rows: Rows, recorded: Recorded) -> None:
    """What an import brings in is no task of ours: it was another system's."""
    event, envelope = recorded.event, recorded.envelope
    kind = envelope.aggregate.partition("-")[0]
    if kind == "policy":
        if isinstance(event, PolicyPublished):
            _note_pack(rows, event)
    elif envelope.source is None:
        number = id_of(envelope.aggregate)
        before = rows.get(WORKING, number) or {**NOBODY, "number": number}
        after = _changed(rows, kind, working(before, recorded), recorded)
        if after != before:
            rows.put(WORKING, after)


_SEEN: Final = frozenset({*BEGINS, *ENDS, *OVER, *(event.stored_name for event in MOVING), "policy-published"})
PROJECTION: Final = Projection(
    "tasks", 6, TITLES["tasks"][0], (TASKS, WORKING, PACKS), apply, _ABOUT | frozenset({"policy"}), sees=_SEEN
)


def _changed(rows: Rows, kind: str, standing: Row, recorded: Recorded) -> Row:
    """How it stands once tasks have ended and begun."""
    event, name, number = recorded.event, recorded.event.stored_name, standing["number"]
    begins = [begun for begun in BEGINS.get(name, ()) if begun.when is None or begun.when(event, _pack(rows, recorded))]
    there: list[tuple[str, str]] = [(task, ref) for task, ref in json.loads(standing["open"])]
    over = name in OVER or (kind in STEPS and name in BEGINS)
    left = [each for each in there if not _ends(event, *each, over=over)]
    for task, ref in there:
        if (task, ref) not in left and (row := rows.get(TASKS, number, task, ref)) is not None:
            rows.put(TASKS, {**row, "open": False, "done": recorded.envelope.occurred, "done_as": name})
    for begun in begins:
        due = _due(event, begun, standing)
        if begun.next_due and due is None:
            continue
        row = _task(kind, number, recorded, begun, _moment(due, rows))
        rows.put(TASKS, row)
        left = [each for each in left if each != (row["task"], row["ref"])] + [(row["task"], row["ref"])]
    return standing if left == there else {**standing, "open": json.dumps(left)}


def _ends(event: Event, task: str, ref: str, *, over: bool) -> bool:
    if over and task not in LASTING:
        return True
    ends = ENDS.get(event.stored_name, ())
    return any(
        end.task == task and (end.ref is None or _ref(event, end.ref) == ref) and (end.when is None or end.when(event))
        for end in ends
    )


def _due(event: Event, begun: Begins, standing: Row) -> datetime | date | None:
    if begun.next_due:
        return next_time(standing, event)
    return getattr(event, begun.due) if begun.due else None


def _task(kind: str, number: str, recorded: Recorded, begun: Begins, due: datetime | None) -> Row:
    event, envelope = recorded.event, recorded.envelope
    return {
        "number": number,
        "task": begun.task,
        "ref": _ref(event, begun.ref),
        "belongs_to": kind,
        "to": begun.to,
        "whom": begun.whom if begun.to == "role" else _text(event, begun.whom),
        "since": envelope.occurred,
        "since_event": envelope.id,
        "because": event.stored_name,
        "due": due,
        "clock": begun.clock,
        "open": True,
        "done": None,
        "done_as": None,
    }


def _ref(event: Event, field: str | None) -> str:
    return "" if field is None else str(getattr(event, field))


def _text(event: Event, field: str | None) -> str | None:
    value = getattr(event, field) if field else None
    return None if value is None else str(value)


def _moment(value: datetime | date | None, rows: Rows) -> datetime | None:
    """A day is over at its end, in the department's zone."""
    if value is None or isinstance(value, datetime):
        return value
    return datetime.combine(value, _END_OF_DAY, rows.zone)


def _note_pack(rows: Rows, event: PolicyPublished) -> None:
    pack = _read(event.text)
    if pack.ref not in _SHIPPED:
        rows.put(PACKS, {"ref": pack.ref, "text": event.text})


def _pack(rows: Rows, recorded: Recorded) -> Pack:
    """That of the ticket or matter; one that the log has not told of counts as the default of old."""
    ref = recorded.envelope.policy
    row = rows.get(PACKS, ref) if ref and ref not in _SHIPPED else None
    return _read(row["text"]) if row else _SHIPPED.get(ref or "", shipped().of(None))


@lru_cache(64)
def _read(text: str) -> Pack:
    return read(text, Pack)
