"""How each event lengthens the span of its history, and how late it makes the piece of the log that it stands in."""

from typing import Final

from domain.desk.kinds import KINDS, id_of
from domain.record.envelope import Recorded
from projections.projection import Projection
from projections.spans.tables import LENGTH, MOMENTS, PIECES, SPANS
from projections.sql.rows import Row, Rows
from projections.wording.words import TITLES

SPANNED: Final = ("ticket", "complaint")
"""The kinds of histories that have a span; of all others there are few."""


def apply(rows: Rows, recorded: Recorded) -> None:
    _in_piece(rows, recorded)
    aggregate = recorded.envelope.aggregate
    kind = aggregate.partition("-")[0]
    if kind in SPANNED:
        number = id_of(aggregate)
        rows.put(SPANS, project(rows.get(SPANS, number), number, recorded))
        if kind == "ticket":
            moment = {"number": number, "position": recorded.sequence, "occurred": recorded.envelope.occurred}
            rows.put(MOMENTS, moment)


PROJECTION: Final = Projection("spans", 2, TITLES["spans"][0], (SPANS, MOMENTS, PIECES), apply, frozenset(KINDS))


def project(before: Row | None, number: str, recorded: Recorded) -> Row:
    """A history's span after an event."""
    envelope, position = recorded.envelope, recorded.sequence
    occurred = envelope.occurred
    if before is None:
        ticket = envelope.ticket if envelope.ticket != envelope.aggregate else None
        named = {"number": number, "history": envelope.aggregate, "ticket": ticket}
        return {**named, "first": occurred, "last": occurred, "in_order": True, "began": position, "ended": position}
    return {
        **before,
        "first": min(before["first"], occurred),
        "last": max(before["last"], occurred),
        "in_order": before["in_order"] and occurred >= before["last"],
        "ended": position,
    }


def _in_piece(rows: Rows, recorded: Recorded) -> None:
    piece, at = recorded.sequence // LENGTH, recorded.envelope.recorded
    row = rows.get(PIECES, piece)
    if row is None or at > row["recorded"]:
        rows.put(PIECES, {"piece": piece, "recorded": at})
