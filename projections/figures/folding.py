"""How a ticket's and a complaint's events become the rows that figures are counted from."""

from typing import Final

from domain.desk.kinds import id_of
from domain.matters.complaints.events import ComplaintHandled, ComplaintRaised, ComplaintWithdrawn
from domain.record.envelope import Recorded
from domain.ticket.numbering import number_of
from projections.figures.facts import noted, read, written
from projections.figures.seeing import NOTHING, seen
from projections.figures.tables import CASES, COMPLAINTS
from projections.projection import Projection
from projections.sql.rows import Row, Rows
from projections.wording.words import TITLES


def apply(rows: Rows, recorded: Recorded) -> None:
    key = recorded.envelope.aggregate
    if key.startswith("complaint-"):
        before = rows.get(COMPLAINTS, id_of(key))
        row = complaint(before, recorded)
        if row is not None:
            rows.put(COMPLAINTS, row)
    else:
        before = rows.get(CASES, number_of(key))
        row = project(before, recorded)
        if row is not before:
            rows.put(CASES, row)


PROJECTION: Final = Projection(
    "figures", 1, TITLES["figures"][0], (CASES, COMPLAINTS), apply, frozenset({"ticket", "complaint"})
)


def project(row: Row | None, recorded: Recorded) -> Row:
    """A ticket's row after an event; the very row that came in where figures see nothing in it."""
    before = row or _new(recorded)
    facts = read(before["facts"])
    after = noted(facts, recorded)
    if after is facts:
        return before
    return {**before, **seen(after, imported=before["imported"]), "facts": written(after)}


def complaint(row: Row | None, recorded: Recorded) -> Row | None:
    """A complaint's row after an event; None where figures see nothing in it."""
    event, at = recorded.event, recorded.envelope.occurred
    match event:
        case ComplaintRaised():
            named = {"complaint": id_of(recorded.envelope.aggregate), "ticket": recorded.envelope.ticket}
            return {**named, "raised": at, "handled": None, "withdrawn": False}
        case ComplaintHandled() if row and row["handled"] is None:
            return {**row, "handled": at}
        case ComplaintWithdrawn() if row:
            return {**row, "withdrawn": True}
        case _:
            return None


def _new(recorded: Recorded) -> Row:
    envelope = recorded.envelope
    named = {"number": number_of(envelope.aggregate), "policy": envelope.policy}
    return {**NOTHING, **named, "imported": envelope.source is not None, "facts": "[]"}
