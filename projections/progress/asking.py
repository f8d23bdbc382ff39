"""What is asked of the progress table: pages of steps, with people and words as they are shown."""

from dataclasses import replace
from typing import Final

from sqlalchemy import ColumnElement, Connection, Select, and_, false, func, select, true

from domain.ticket.events import TicketGraded
from projections.lookups.packs import words_named
from projections.lookups.people import People
from projections.progress.tables import PACKS, PEOPLE, PROGRESS, SORTS
from projections.progress.theirs import Seen, as_theirs, told
from projections.sheets.sheet import Column, Sheet, coded, moment, person, plain
from projections.sql.columns import never_stored
from projections.sql.paging import Order, Page
from projections.sql.rows import Row
from projections.wording.remarks import remark
from projections.wording.words import STEPS, TITLES

Numbers = Select[tuple[str]]
"""A query of ticket numbers."""

SHEET: Final = Sheet(
    TITLES["progress"][0],
    (
        plain("number", "工单号", 16),
        coded("step", "处理阶段", STEPS, 17),
        person("responsible", "responsible_name", "责任人"),
        moment("at", "时间节点"),
        Column("处理结果/备注", remark, 60),
    ),
)
THEIR_SHEET: Final = replace(SHEET, columns=(*SHEET.columns[:-1], Column("处理结果/备注", told, 60)))
"""As a customer is shown it."""


def page(
    connection: Connection,
    number: str | None = None,
    among: Numbers | None = None,
    *,
    seen: Seen | None = None,
    sort: str = "at",
    after: str | None = None,
    limit: int = 50,
) -> Page:
    """A page of steps: of one ticket, of those ``among`` some numbers, or of all; ``seen`` as its customer sees them.

    Raises BadQuery for an unknown sort column or a broken cursor.
    """
    query = select(PROGRESS).where(_of(number, among, seen))
    found = Order.parse(PROGRESS, sort, SORTS).page(connection, query, after, limit)
    rows = found.rows if seen is None else [as_theirs(row, seen) for row in found.rows]
    return replace(found, rows=_spelt_out(connection, rows))


def count(
    connection: Connection, number: str | None = None, among: Numbers | None = None, *, seen: Seen | None = None
) -> int:
    """How many steps there are."""
    return connection.execute(select(func.count()).select_from(PROGRESS).where(_of(number, among, seen))).scalar_one()


def _of(number: str | None, among: Numbers | None, seen: Seen | None) -> ColumnElement[bool]:
    if number is None:
        return true() if among is None else PROGRESS.c.number.in_(among)
    if never_stored(number):
        return false()
    theirs = true() if seen is None else PROGRESS.c.version.in_(seen)
    return and_(PROGRESS.c.number == number, theirs)


def _spelt_out(connection: Connection, rows: list[Row]) -> list[Row]:
    """With the shown names of the people, and a severity in the words of the ticket's pack."""
    words = words_named(connection, PACKS, (row["policy"] for row in rows))
    named = (row[column] for row in rows for column in ("responsible", "person"))
    people = People.named(connection, PEOPLE, named)
    for row in rows:
        pack, at = words[row["policy"]], row["at"]
        mask = pack.masks.progress.responsible
        row["responsible_name"] = people.shown(row["responsible"], at, mask)
        row["person_name"] = people.shown(row["person"], at, mask)
        if row["event"] == TicketGraded.stored_name and row["code"]:
            row["code_zh"], row["code_en"] = pack.severities.get(row["code"], (row["code"], row["code"]))
        del row["text_field"], row["others"]
    return rows
