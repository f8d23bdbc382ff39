"""How a ticket's and a complaint's events become the rows that figures are counted from."""

from typing import Final

from domain.desk.kinds import id_of
from domain.matters.complaints.events import ComplaintHandled, ComplaintRaised, ComplaintWithdrawn
from domain.record.envelope import Envelope, Recorded
from domain.ticket.events import CorrectionRecorded
from domain.ticket.numbering import number_of
from projections.figures.rows import daily, parts
from projections.figures.rows.facts import KEPT, corrected, fact_of, read, written
from projections.figures.rows.seeing import NOTHING, followed, seen
from projections.figures.rows.tables import CASES, COMPLAINTS, DAYS, MONTHS, PARTS
from projections.projection import Projection
from projections.sql.rows import Row, Rows
from projections.wording.words import TITLES


def apply(rows: Rows, recorded: Recorded) -> None:
    key = recorded.envelope.aggregate
    if key.startswith("complaint-"):
        row = complaint(rows.get(COMPLAINTS, id_of(key)), recorded)
        if row is not None:
            rows.put(COMPLAINTS, row)
    else:
        before = rows.get(CASES, number_of(key))
        row = project(before, recorded)
        if row is not None and row is not before:
            rows.put(CASES, row)
            daily.put(rows, before, row)
            parts.put(rows, before, row)


_SEEN: Final = (*KEPT, CorrectionRecorded, ComplaintRaised, ComplaintHandled, ComplaintWithdrawn)
PROJECTION: Final = Projection(
    "figures",
    4,
    TITLES["figures"][0],
    (CASES, COMPLAINTS, PARTS, DAYS, MONTHS),
    apply,
    frozenset({"ticket", "complaint"}),
    sees=frozenset(event.stored_name for event in _SEEN),
)


def project(before: Row | None, recorded: Recorded) -> Row | None:
    """A ticket's row after an event; the very row that came in where figures see nothing in it."""
    if isinstance(recorded.event, CorrectionRecorded):
        return _corrected(before, recorded.event)
    fact = fact_of(recorded)
    if fact is None:
        return before
    row = before or _new(recorded.envelope)
    taken = row["receiver"] or _receiver(recorded.envelope) or fact.said.get("engineer")
    return {**followed(row, fact, recorded.envelope.occurred), "receiver": taken, "facts": row["facts"] + written(fact)}


def complaint(row: Row | None, recorded: Recorded) -> Row | None:
    """A complaint's row after an event; None where figures see nothing in it."""
    event, at, ticket = recorded.event, recorded.envelope.occurred, recorded.envelope.ticket
    match event:
        case ComplaintRaised():
            named = {"complaint": id_of(recorded.envelope.aggregate), "ticket": number_of(ticket) if ticket else None}
            return {**named, "raised": at, "handled": None, "withdrawn": False}
        case ComplaintHandled() if row and row["handled"] is None:
            return {**row, "handled": at}
        case ComplaintWithdrawn() if row:
            return {**row, "withdrawn": True}
        case _:
            return None


def _corrected(before: Row | None, correction: CorrectionRecorded) -> Row | None:
    facts = read(before["facts"]) if before else []
    right = corrected(facts, correction)
    if before is None or right == facts:
        return before
    return {**seen(before, right), "facts": "".join(map(written, right))}


def _new(envelope: Envelope) -> Row:
    named = {"number": number_of(envelope.aggregate), "policy": envelope.policy, "receiver": None, "facts": ""}
    return {**NOTHING, **named, "imported": envelope.source is not None}


def _receiver(envelope: Envelope) -> str | None:
    """Who took it in, as the register has it: an import names nobody, nor does a customer's own entry."""
    return None if envelope.source is not None or envelope.actor.role == "customer" else envelope.actor.id
