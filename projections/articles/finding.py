"""Which published articles there are for some words, and what one of them says."""

import json
from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select

from projections.articles.folding import ARTICLES, HELPED
from projections.articles.searching import words_of
from projections.sql.columns import never_stored
from projections.sql.rows import Row


def search(connection: Connection, asked: str, limit: int) -> tuple[list[Row], int]:
    """Those that hold every word, the most helpful first, and how many there are; all where no word is given."""
    if never_stored(asked):
        return [], 0
    wanted = _holding(words_of(asked))
    count = connection.execute(select(func.count()).select_from(ARTICLES).where(*wanted)).scalar_one()
    order = (ARTICLES.c.helped.desc(), ARTICLES.c.article)
    found = connection.execute(select(ARTICLES).where(*wanted).order_by(*order).limit(limit)).mappings()
    return [_read(dict(row)) for row in found], count


def find(connection: Connection, number: str) -> Row | None:
    """The published text of an article; None where there is none, or none any more."""
    if never_stored(number):
        return None
    query = select(ARTICLES).where(ARTICLES.c.article == number, ARTICLES.c.readable)
    row = connection.execute(query).mappings().first()
    return _read(dict(row)) if row is not None else None


def solved_by(connection: Connection, number: str) -> list[str]:
    """The tickets that an article solved, whoever said so and wherever."""
    query = select(HELPED.c.ticket).where(HELPED.c.article == number, HELPED.c.counts).order_by(HELPED.c.ticket)
    return [*connection.execute(query).scalars()]


def _holding(words: Collection[str]) -> list[ColumnElement[bool]]:
    return [ARTICLES.c.readable, *(ARTICLES.c.searched.contains(word, autoescape=True) for word in words)]


def _read(row: Row) -> Row:
    said: dict[str, Any] = json.loads(row["shown"])
    return {**said, **{name: row[name] for name in ("article", "version", "helped", "published")}}
