"""How each event changes what is published: drafts wait unseen, publishing shows them, help is counted."""

import json
from typing import Any, Final

from sqlalchemy import Boolean, Column, Index, Integer, MetaData, Table

from domain.desk.kinds import id_of
from domain.matters.articles.events import (
    ArticleDrafted,
    ArticleHelped,
    ArticlePublished,
    ArticleRevised,
    ArticleText,
    ArticleWithdrawn,
)
from domain.record.envelope import Recorded
from domain.ticket.events import ArticleConsulted, TicketResolved
from projections.articles.searching import searched
from projections.projection import Projection
from projections.sql.columns import Moment, Text
from projections.sql.rows import Row, Rows
from projections.wording.words import TITLES

_METADATA: Final = MetaData()
ARTICLES: Final = Table(
    "articles",
    _METADATA,
    Column("article", Text, primary_key=True),
    Column("readable", Boolean, nullable=False),
    Column("version", Integer, nullable=False),
    Column("written", Text, nullable=False),
    Column("shown", Text, nullable=False),
    Column("searched", Text, nullable=False),
    Column("helped", Integer, nullable=False),
    Column("published", Moment),
    Index("articles_readable", "readable", "helped", "article"),
)
"""``written`` is the newest text and ``shown`` the published one, as JSON; ``helped`` counts tickets, and visits."""
HELPED: Final = Table(
    "articles_helped",
    _METADATA,
    Column("article", Text, primary_key=True),
    Column("ticket", Text, primary_key=True),
)
"""The tickets that an article solved, each once, though several people said so."""
CONSULTED: Final = Table(
    "articles_consulted",
    _METADATA,
    Column("number", Text, primary_key=True),
    Column("solved", Boolean, nullable=False),
    Column("waiting", Text, nullable=False),
)
"""By ticket: whether it was solved, and the articles that helped and wait for that, as JSON."""
_TEXT: Final = tuple(ArticleText.model_fields)


def apply(rows: Rows, recorded: Recorded) -> None:
    match recorded.event:
        case ArticleConsulted(article=article, helped=True):
            _consulted(rows, id_of(recorded.envelope.aggregate), article)
        case TicketResolved():
            _solved(rows, id_of(recorded.envelope.aggregate))
        case ArticleHelped(ticket=ticket):
            _help(rows, id_of(recorded.envelope.aggregate), ticket)
        case ArticleDrafted() | ArticleRevised() | ArticlePublished() | ArticleWithdrawn():
            number = id_of(recorded.envelope.aggregate)
            rows.put(ARTICLES, _after(rows.get(ARTICLES, number) or _empty(number), recorded))
        case _:
            pass


PROJECTION: Final = Projection(
    "articles", 2, TITLES["articles"][0], (ARTICLES, HELPED, CONSULTED), apply, frozenset({"article", "ticket"})
)


def _after(row: Row, recorded: Recorded) -> Row:
    match recorded.event:
        case ArticleDrafted() | ArticleRevised():
            said = recorded.event.model_dump(mode="json", exclude_none=True, include=set(_TEXT))
            return row | {"written": json.dumps(said, ensure_ascii=False)}
        case ArticlePublished(version=version):
            shown = row["written"]
            told = {"shown": shown, "searched": searched(_texts(json.loads(shown)))}
            return row | told | {"readable": True, "version": version, "published": recorded.envelope.occurred}
        case _:
            return row | {"readable": False}


def _consulted(rows: Rows, ticket: str, article: str) -> None:
    """What helped counts once the ticket is solved."""
    row = rows.get(CONSULTED, ticket)
    if row is not None and row["solved"]:
        _help(rows, article, ticket)
        return
    waiting: list[str] = json.loads(row["waiting"]) if row else []
    if article not in waiting:
        rows.put(CONSULTED, {"number": ticket, "solved": False, "waiting": json.dumps([*waiting, article])})


def _solved(rows: Rows, ticket: str) -> None:
    row = rows.get(CONSULTED, ticket)
    for article in json.loads(row["waiting"]) if row else ():
        _help(rows, article, ticket)
    rows.put(CONSULTED, {"number": ticket, "solved": True, "waiting": "[]"})


def _help(rows: Rows, article: str, ticket: str | None) -> None:
    """Of an article that there is; a department may still name others by numbers of their own."""
    row = rows.get(ARTICLES, article)
    if row is None or (ticket is not None and rows.get(HELPED, article, ticket)):
        return
    if ticket is not None:
        rows.put(HELPED, {"article": article, "ticket": ticket})
    rows.put(ARTICLES, row | {"helped": row["helped"] + 1})


def _empty(number: str) -> Row:
    nothing = {"written": "{}", "shown": "{}", "searched": "", "published": None}
    return {"article": number, "readable": False, "version": 0, "helped": 0, **nothing}


def _texts(said: dict[str, Any]) -> list[str]:
    plain = [said[name] for name in _TEXT if isinstance(said.get(name), str)]
    return [*plain, *said.get("symptoms", ())]
