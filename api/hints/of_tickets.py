"""What the tickets before it say to each of some tickets: still open of the same product or customer, or repaired."""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from api.hints.related import Related, earlier, rows_of, solved_at
from domain.customer.owned.repeats import Flag, duplicates, repeats
from domain.policy.in_force import Policies
from domain.ticket.vocabulary import ENDED, Stage
from projections.customers.finding import blinds_of, open_tickets_of, tickets_of
from projections.sql.rows import Row

Hints = Mapping[str, list[Flag]]
"""By a ticket's number."""

_LINKED: Final = ("duplicate_of", "repeat_of", "merged_into")
_PART: Final = 200
"""Tickets of which the earlier ones are looked for at once."""


def hints_of(connection: Connection, numbers: Collection[str], policies: Policies, zone: ZoneInfo) -> Hints:
    """Of each of these tickets that the read models hold; what it is linked to already is no hint."""
    found: dict[str, list[Flag]] = {}
    wanted = sorted(numbers)
    for start in range(0, len(wanted), _PART):
        found |= _hints(connection, wanted[start : start + _PART], policies, zone)
    return found


def _hints(connection: Connection, numbers: Collection[str], policies: Policies, zone: ZoneInfo) -> Hints:
    looked_at = {row["number"]: row for row in rows_of(connection, numbers)}
    customers = {number: row["customer"] for number, row in looked_at.items() if row["customer"]}
    serials = blinds_of(connection, "serial", customers)
    same_serial = tickets_of(connection, "serial", {*serials.values()})
    same_customer = open_tickets_of(connection, {*customers.values()}, ENDED)
    others = {row["number"]: row for row in rows_of(connection, {*same_serial, *same_customer})}
    solved = solved_at(connection, others.values())
    return {
        number: _flags(row, [*_before(row, others, serials.get(number), same_serial, solved)], policies, zone)
        for number, row in looked_at.items()
    }


def _before(
    row: Row, others: Mapping[str, Row], serial: str | None, serials: Mapping[str, str], solved: Mapping[str, datetime]
) -> Iterator[Related]:
    """The tickets reported before it, with what they have in common."""
    for number, other in others.items():
        same_product = serial is not None and serials.get(number) == serial
        same_customer = other["customer"] == row["customer"]
        if (same_product or same_customer) and _order(other) < _order(row):
            yield Related(other, same_customer, same_product, solved.get(number))


def _order(row: Row) -> tuple[Any, ...]:
    return row["reported"] is not None, row["reported"] or "", row["number"]


def _flags(row: Row, related: list[Related], policies: Policies, zone: ZoneInfo) -> list[Flag]:
    """Once it is over, nobody need look for the same report any more; a repeat repair it stays."""
    known = [earlier(each, policies, zone) for each in related]
    reported: datetime | None = row["reported"]
    again = repeats(known, reported.astimezone(zone).date()) if reported else []
    same = [] if Stage(row["stage"]) in ENDED else duplicates(known)
    linked = {row[name] for name in _LINKED}
    return [flag for flag in (*same, *again) if flag.number not in linked]
