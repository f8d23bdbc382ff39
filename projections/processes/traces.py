"""A ticket's trace: an event is put where it happened, be it the last one or a back-dated one."""

import json
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from hashlib import sha256
from json.encoder import encode_basestring
from typing import Any, Final, NamedTuple

from domain.record.envelope import Recorded
from domain.record.event import Event
from domain.ticket import events as of_tickets
from projections.progress import steps
from projections.sql.rows import Row

BESIDE: Final = frozenset(
    {
        of_tickets.AttachmentAdded,
        of_tickets.CorrectionRecorded,
        of_tickets.DeadlineMissed,
        of_tickets.DeadlineWarned,
        of_tickets.NoteAdded,
        of_tickets.PersonalDataUnmasked,
        of_tickets.ProgressSyncMissed,
        of_tickets.TicketLinked,
    }
)
"""Of ours: what is added to the record, or what the program notes. Nobody acts in the process by them."""

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)
_DIGEST: Final = 12
"""Signs of a variant's digest: 48 bits, in which a million variants meet once in 560 logs."""

NOTHING: Final[Row] = {
    **dict.fromkeys(("started", "ended", "stepped")),
    "events": 0,
    **dict.fromkeys(("path", "step_path", "trace"), "[]"),
    **dict.fromkeys(("waits", "step_waits", "variant", "step_variant"), ""),
    "step": "intake",
    "place": "remote",
}
"""A trace without an event."""


class Happening(NamedTuple):
    """One event of a trace; ``at`` is in microseconds since 1970, ``step`` none where the progress table has no row."""

    at: int
    version: int
    activity: str
    step: str | None
    who: str


def is_traced(recorded: Recorded) -> bool:
    """A row of another system always counts: it is one event, whatever it became here."""
    return recorded.envelope.source is not None or type(recorded.event) not in BESIDE


def micros(at: datetime) -> int:
    """Microseconds since 1970."""
    return (at - _EPOCH) // _MICROSECOND


def moment(at: int) -> datetime:
    return _EPOCH + at * _MICROSECOND


def traced(before: Row, recorded: Recorded, *, in_order: bool) -> Row:
    """The row with one event more; ``in_order``: nothing of the ticket happened after it."""
    event, envelope = recorded.event, recorded.envelope
    standing = steps.standing({"step": before["step"], "place": before["place"], "visit": None}, event)
    happening = Happening(
        micros(envelope.occurred),
        envelope.version,
        _activity(recorded, event),
        steps.shown(standing, event) if steps.has_row(event) else None,
        envelope.actor.id,
    )
    after = {**before, "step": standing["step"], "place": standing["place"]}
    if in_order:
        return _appended(after, happening)
    return _retold(after, sorted([*happenings(before), happening]))


def happenings(row: Row) -> list[Happening]:
    """The trace, as it happened."""
    told: list[Any] = json.loads(row["trace"])
    named: list[str] = json.loads(row["path"])
    return [
        Happening(at, version, activity, step, who)
        for activity, (version, at, step, who) in zip(named, told, strict=True)
    ]


def _activity(recorded: Recorded, event: Event) -> str:
    """As the other system calls it, where it came from one that does; else the event's own name."""
    source = recorded.envelope.source
    return (source.activity if source else None) or event.stored_name


def _appended(row: Row, new: Happening) -> Row:
    row["trace"] = longer(row["trace"], f"[{new.version},{new.at},{quoted(new.step)},{quoted(new.who)}]")
    row["path"] = longer(row["path"], quoted(new.activity))
    if row["ended"] is None:
        row["started"] = new.at
    else:
        row["waits"] = _and(row["waits"], new.at // 1000 - row["ended"] // 1000)
    row["ended"], row["events"] = new.at, row["events"] + 1
    row["variant"] = digest(row["path"])
    if new.step is not None and not row["step_path"].endswith(f"{quoted(new.step)}]"):
        if row["stepped"] is not None:
            row["step_waits"] = _and(row["step_waits"], new.at // 1000 - row["stepped"] // 1000)
        row["step_path"], row["stepped"] = longer(row["step_path"], quoted(new.step)), new.at
        row["step_variant"] = digest(row["step_path"])
    return row


def _retold(row: Row, told: list[Happening]) -> Row:
    """From the beginning."""
    found = {**row, **NOTHING, "step": row["step"], "place": row["place"]}
    for each in told:
        found = _appended(found, each)
    return found


def longer(listed: str, item: str) -> str:
    """A list in JSON with one item more, itself in JSON; it need not be read for that."""
    return f"[{item}]" if listed == "[]" else f"{listed[:-1]},{item}]"


@lru_cache(4_096)
def digest(path: str) -> str:
    """What a variant is called by."""
    return sha256(path.encode()).hexdigest()[:_DIGEST]


def _and(waits: str, wait: int) -> str:
    return f"{waits},{wait}" if waits else str(wait)


def quoted(text: str | None) -> str:
    """A text in JSON."""
    return "null" if text is None else encode_basestring(text)
