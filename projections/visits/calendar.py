"""Visits as an iCalendar file (RFC 5545), for the calendar of whoever goes: times in UTC, nothing of the customer."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from projections.sheets.sheet import Reader
from projections.sql.rows import Row
from projections.wording.words import TITLES, VISIT_STATES

_LINE: Final = 75
"""Octets of a line at most, without its end; one that goes on begins with a space (section 3.1)."""
_LONG: Final = timedelta(hours=1)
"""Of a visit without an end: a time alone would show as a moment."""
_CALLED_OFF: Final = "cancelled"
_ESCAPED: Final = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


def as_calendar(rows: Sequence[Row], reader: Reader, called_off: Iterable[Row] = ()) -> bytes:
    """Each visit an event of its own name, which stays as it is moved: another fetch takes the place of the first.

    ``called_off`` are visits that went to somebody else: what an earlier fetch entered is cancelled, and says no more.
    """
    title = TITLES["visits"][0 if reader.chinese else 1]
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Gongdan//Visits//EN", _text("X-WR-CALNAME", title)]
    for row in rows:
        lines += _event(row, reader)
    there = {(row["number"], row["visit"]) for row in rows}
    for row in called_off:
        if (row["number"], row["visit"]) not in there:
            lines += _cancelled(row)
    lines.append("END:VCALENDAR")
    return b"".join(piece for line in lines for piece in _folded(line))


def _event(row: Row, reader: Reader) -> Iterator[str]:
    yield from _begun(row, row["updated"])
    yield _text("SUMMARY", " ".join(filter(None, (row["number"], row["product"], row["model"]))))
    if row["region"]:
        yield _text("LOCATION", row["region"])
    yield _text("DESCRIPTION", _described(row, reader))
    yield f"STATUS:{'CANCELLED' if row['state'] == _CALLED_OFF else 'CONFIRMED'}"
    yield "END:VEVENT"


def _cancelled(row: Row) -> Iterator[str]:
    yield from _begun(row, row["taken"])
    yield _text("SUMMARY", row["number"])
    yield "STATUS:CANCELLED"
    yield "END:VEVENT"


def _begun(row: Row, changed: datetime) -> Iterator[str]:
    """Which event, in which edition, and when it is."""
    begins, until = row["planned"], row["until"]
    yield "BEGIN:VEVENT"
    yield f"UID:{row['number']}-{row['visit']}@gongdan"
    yield f"DTSTAMP:{_utc(changed)}"
    yield f"LAST-MODIFIED:{_utc(changed)}"
    yield f"SEQUENCE:{row['changes']}"
    yield f"DTSTART:{_utc(begins)}"
    yield f"DTEND:{_utc(until if until and until > begins else begins + _LONG)}"


def _described(row: Row, reader: Reader) -> str:
    """已改约，工程师：*张工"""
    state, who = reader.word(VISIT_STATES, row["state"]), reader.person(row["engineer_name"], row["engineer"])
    return f"{state}，工程师：{who or '–'}" if reader.chinese else f"{state}, engineer: {who or '–'}"


def _text(name: str, said: str) -> str:
    """With what a value of text may not hold (section 3.3.11), and without what no line may."""
    plain = "".join(sign for sign in said.translate(_ESCAPED) if sign.isprintable())
    return f"{name}:{plain}"


def _utc(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _folded(line: str) -> Iterator[bytes]:
    """In pieces of so many octets, none of which ends within a sign."""
    piece = b""
    for sign in line:
        octets = sign.encode()
        if len(piece) + len(octets) > _LINE:
            yield piece + b"\r\n"
            piece = b" "
        piece += octets
    yield piece + b"\r\n"
