"""How each event changes what the archive holds of a ticket: from its closing on, which is when the gaps are listed."""

import json
from typing import Any, Final

from sqlalchemy import Column, Index, Integer, MetaData, Table

from domain.record.envelope import Recorded
from domain.ticket.events import CorrectionRecorded, ServiceRecordCompleted, TicketArchived, TicketReopened
from domain.ticket.numbering import number_of
from projections.correcting import saying
from projections.projection import Projection
from projections.sql.columns import Moment, Text
from projections.sql.rows import Row, Rows
from projections.wording.words import TITLES

DOSSIERS: Final = Table(
    "dossiers",
    MetaData(),
    Column("number", Text, primary_key=True),
    Column("version", Integer),
    Column("event", Text),
    Column("archived", Moment),
    Column("archived_by", Text),
    Column("closed", Moment),
    Column("category", Text),
    Column("gaps", Text, nullable=False),
    Index("dossiers_by_archived", "archived"),
    Index("dossiers_by_closed", "closed"),
)
"""A ticket that was closed; ``archived`` is None until its dossier is put away, by ``event``, of that ``version``.

``gaps`` is what the service record lacked when it was closed last, as JSON. Customer, product, cause and how it ended
stand in the register, where corrections change them.
"""

_SAID: Final = ("closed", "category")
"""What the archive's event alone says of a dossier."""
_NOTHING: Final[Row] = {
    **dict.fromkeys(("version", "event", "archived", "archived_by", *_SAID)),
    "gaps": "[]",
}


def apply(rows: Rows, recorded: Recorded) -> None:
    event, envelope = recorded.event, recorded.envelope
    match event:
        case ServiceRecordCompleted(gaps=gaps):
            _put(rows, recorded, gaps=json.dumps(gaps))
        case TicketArchived():
            put_away = {"archived": envelope.occurred, "archived_by": envelope.actor.id}
            _put(rows, recorded, version=envelope.version, event=envelope.id, **put_away, **_said(event))
        case CorrectionRecorded():
            _correct(rows, recorded, event)
        case TicketReopened():
            if rows.get(DOSSIERS, number_of(envelope.aggregate)):
                _put(rows, recorded, archived=None)
        case _:
            pass


_SEEN: Final = (ServiceRecordCompleted, TicketArchived, CorrectionRecorded, TicketReopened)
PROJECTION: Final = Projection(
    "dossiers",
    2,
    TITLES["dossiers"][0],
    (DOSSIERS,),
    apply,
    sees=frozenset(event.stored_name for event in _SEEN),
)


def _put(rows: Rows, recorded: Recorded, **after: Any) -> None:
    number = number_of(recorded.envelope.aggregate)
    rows.put(DOSSIERS, {"number": number, **(rows.get(DOSSIERS, number) or _NOTHING), **after})


def _correct(rows: Rows, recorded: Recorded, correction: CorrectionRecorded) -> None:
    """Of what the archive's event said."""
    row = rows.get(DOSSIERS, number_of(recorded.envelope.aggregate))
    if row and row["version"] == correction.version and correction.field in _SAID:
        said = TicketArchived(**{name: row[name] for name in _SAID})
        _put(rows, recorded, **_said(saying(said, correction.field, correction.right)))


def _said(event: TicketArchived) -> Row:
    return {name: getattr(event, name) for name in _SAID}
