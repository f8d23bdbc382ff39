"""How each event becomes a row of the progress table, or makes one right."""

from typing import Final

from domain.record.envelope import Recorded
from domain.ticket.events import CorrectionRecorded, EngineerArrived
from domain.ticket.numbering import number_of
from projections.lookups import packs, people
from projections.progress import steps
from projections.progress.correcting import corrected
from projections.progress.facts import FACTS
from projections.progress.tables import PACKS, PEOPLE, PROGRESS, STANDING
from projections.projection import Projection
from projections.sql.rows import Row, Rows
from projections.wording.words import TITLES


def apply(rows: Rows, recorded: Recorded) -> None:
    match recorded.envelope.aggregate.partition("-")[0]:
        case "staff":
            people.note(rows, PEOPLE, recorded)
        case "policy":
            packs.note(rows, PACKS, recorded)
        case _:
            _apply(rows, recorded)


PROJECTION: Final = Projection(
    "progress",
    6,
    TITLES["progress"][0],
    (PROGRESS, STANDING, PEOPLE, PACKS),
    apply,
    frozenset({"ticket", "staff", "policy"}),
)


def _apply(rows: Rows, recorded: Recorded) -> None:
    number = number_of(recorded.envelope.aggregate)
    if isinstance(recorded.event, CorrectionRecorded):
        _correct(rows, number, recorded.event)
        return
    before = rows.get(STANDING, number)
    after, row = project(before or steps.new(number), recorded)
    if after != before:
        rows.put(STANDING, after)
    if row is not None:
        rows.put(PROGRESS, row)


def project(standing: Row, recorded: Recorded) -> tuple[Row, Row | None]:
    """Where the ticket stands after an event, and the event's row if it has one."""
    after = steps.standing(standing, recorded.event)
    return after, _row(after, recorded) if steps.has_row(recorded.event) else None


def _row(standing: Row, recorded: Recorded) -> Row:
    event, envelope = recorded.event, recorded.envelope
    row: Row = {
        "number": standing["number"],
        "version": envelope.version,
        "step": steps.shown(standing, event),
        "responsible": envelope.actor.id,
        "at": envelope.occurred,
        "event": event.stored_name,
        "activity": envelope.source.activity if envelope.source else None,
        "policy": envelope.policy,
    }
    row |= FACTS[type(event)].of(event)
    if isinstance(event, EngineerArrived):
        row["due"] = standing["visit"]
    return row


def _correct(rows: Rows, number: str, event: CorrectionRecorded) -> None:
    """What was said shows what is right from then on; what was never so, nothing."""
    row = rows.get(PROGRESS, number, event.version)
    if row is not None:
        rows.put(PROGRESS, row | corrected(row, event))
