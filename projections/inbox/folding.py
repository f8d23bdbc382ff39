"""How each event changes a notice's row: what was requested, where it stands, whether it was read."""

from typing import Final

from sqlalchemy import Boolean, Column, Index, Integer, MetaData, Table

from domain.desk.kinds import id_of
from domain.notices.events import (
    NoticeDigested,
    NoticeFailed,
    NoticeLapsed,
    NoticeOutcomeUnknown,
    NoticeParted,
    NoticePutBack,
    NoticeRead,
    NoticeRequested,
    NoticeResent,
    NoticeSent,
    NoticeTaken,
)
from domain.notices.vocabulary import DIGEST, INBOX, PARTING
from domain.record.envelope import Recorded
from projections.projection import Projection
from projections.sql.columns import Moment, Text
from projections.sql.rows import Row, Rows
from projections.wording.words import TITLES

NOTICES: Final = Table(
    "notices",
    MetaData(),
    Column("notice", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("about", Text, nullable=False),
    Column("ticket", Text),
    Column("cause", Text, nullable=False),
    Column("happened", Moment, nullable=False),
    Column("recipient", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("urgent", Boolean, nullable=False),
    Column("status", Text, nullable=False),
    Column("held", Text),
    Column("until", Moment),
    Column("digest", Text),
    Column("requested", Moment, nullable=False),
    Column("ended", Moment),
    Column("tries", Integer, nullable=False),
    Column("why", Text),
    Column("read", Moment),
    Index("notices_by_recipient", "recipient", "channel", "requested", "notice"),
    Index("notices_by_status", "status", "requested", "notice"),
    Index("notices_by_ticket", "ticket"),
    Index("notices_by_digest", "digest"),
)
"""A notice by its id; ``recipient`` and ``about`` are keys; ``digest`` names the one that holds it."""


_ON_ITS_WAY: Final = (NoticeTaken, NoticePutBack)
"""They change no row: it is requested until it ends."""


def apply(rows: Rows, recorded: Recorded) -> None:
    envelope, event = recorded.envelope, recorded.event
    notice = id_of(envelope.aggregate)
    if isinstance(event, NoticeRequested):
        rows.put(NOTICES, _requested(recorded, event))
        for item in event.items or ():
            _put_into(rows, item, envelope.aggregate)
        return
    if isinstance(event, _ON_ITS_WAY):
        return
    row = rows.get(NOTICES, notice)
    if row is not None:
        rows.put(NOTICES, row | _changed(row, recorded))
        if row["kind"] == DIGEST and isinstance(event, NoticeLapsed) and event.why in PARTING:
            _part(rows, notice)


PROJECTION: Final = Projection("inbox", 2, TITLES["inbox"][0], (NOTICES,), apply, frozenset({"notice"}))


def _requested(recorded: Recorded, event: NoticeRequested) -> Row:
    envelope = recorded.envelope
    return {
        "notice": id_of(envelope.aggregate),
        "kind": event.kind,
        "about": event.about,
        "ticket": id_of(envelope.ticket) if envelope.ticket else None,
        "cause": event.cause,
        "happened": event.at,
        "recipient": event.recipient,
        "channel": event.channel,
        "urgent": event.urgent,
        "status": "sent" if event.channel == INBOX else "requested",
        "held": event.held,
        "until": event.until,
        "digest": None,
        "requested": envelope.recorded,
        "ended": envelope.recorded if event.channel == INBOX else None,
        "tries": 0,
        "why": None,
        "read": None,
    }


def _put_into(rows: Rows, item: str, digest: str) -> None:
    """The item comes with a digest, and is as well sent as that is; not where it comes with another."""
    row = rows.get(NOTICES, id_of(item))
    if row is not None and row["status"] == "requested":
        rows.put(NOTICES, row | {"status": "digested", "digest": id_of(digest)})


def _part(rows: Rows, digest: str) -> None:
    """What the digest was to hold is told by itself."""
    for row in rows.those(NOTICES, digest=digest):
        if row["status"] == "digested":
            rows.put(NOTICES, row | {"status": "requested", "digest": None})


def _changed(row: Row, recorded: Recorded) -> Row:
    at = recorded.envelope.recorded
    match recorded.event:
        case NoticeDigested(digest=digest):
            return {"status": "digested", "digest": id_of(digest)}
        case NoticeParted(digest=digest) if row["digest"] == id_of(digest):
            return {"status": "requested", "digest": None}
        case NoticeSent(tries=tries):
            return {"status": "sent", "ended": at, "tries": tries, "why": None}
        case NoticeFailed(tries=tries, why=why):
            return {"status": "failed", "ended": at, "tries": tries, "why": why}
        case NoticeOutcomeUnknown(tries=tries, why=why):
            return {"status": "unknown", "ended": at, "tries": tries, "why": why}
        case NoticeLapsed(why=why):
            return {"status": "lapsed", "ended": at, "why": why}
        case NoticeResent():
            return {"status": "requested", "ended": None, "held": None, "until": None, "why": None}
        case NoticeRead():
            return {"read": at}
        case _:
            return {}
