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
from domain.ticket.events import (
    ArticleConsulted,
    CorrectionRecorded,
    ObjectionRaised,
    ResolutionConfirmed,
    ResolutionRejected,
    TicketClosed,
    TicketReopened,
)
from projections.articles.searching import searched
from projections.correcting import sayable
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
    Column("counts", Boolean, nullable=False),
)
"""The tickets that an article solved, each once, though several people said so; not what was rejected since."""
CONSULTED: Final = Table(
    "articles_consulted",
    _METADATA,
    Column("number", Text, primary_key=True),
    Column("solved", Boolean, nullable=False),
    Column("named", Text, nullable=False),
)
"""By ticket: whether the customer confirmed it or it was closed, and which articles were consulted.

``named`` is JSON: of each the version of the event, 0 where the article itself says so, its number, and whether it
helped.
"""
Named = list[tuple[int, str, bool]]
_TEXT: Final = tuple(ArticleText.model_fields)


def apply(rows: Rows, recorded: Recorded) -> None:
    match recorded.event:
        case ArticleConsulted(article=article, helped=helped):
            _name(rows, id_of(recorded.envelope.aggregate), (recorded.envelope.version, article, bool(helped)))
        case CorrectionRecorded(field="article" | "helped"):
            _correct(rows, id_of(recorded.envelope.aggregate), recorded.event)
        case ResolutionConfirmed() | TicketClosed():
            _solved(rows, id_of(recorded.envelope.aggregate))
        case ResolutionRejected() | ObjectionRaised() | TicketReopened():
            _unsolved(rows, id_of(recorded.envelope.aggregate))
        case ArticleHelped(ticket=None):
            _add(rows, id_of(recorded.envelope.aggregate), 1)
        case ArticleHelped(ticket=str(ticket)):
            _name(rows, ticket, (0, id_of(recorded.envelope.aggregate), True))
        case ArticleDrafted() | ArticleRevised() | ArticlePublished() | ArticleWithdrawn():
            number = id_of(recorded.envelope.aggregate)
            rows.put(ARTICLES, _after(rows.get(ARTICLES, number) or _empty(number), recorded))
        case _:
            pass


_SEEN: Final = (
    *(ArticleConsulted, ArticleHelped, ArticleDrafted, ArticleRevised, ArticlePublished, ArticleWithdrawn),
    *(ResolutionConfirmed, TicketClosed, ResolutionRejected, ObjectionRaised, TicketReopened, CorrectionRecorded),
)
PROJECTION: Final = Projection(
    "articles",
    4,
    TITLES["articles"][0],
    (ARTICLES, HELPED, CONSULTED),
    apply,
    frozenset({"article", "ticket"}),
    sees=frozenset(event.stored_name for event in _SEEN),
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


def _name(rows: Rows, ticket: str, said: tuple[int, str, bool]) -> None:
    """What helped counts once the solution is confirmed or the case closed."""
    row = _row(rows, ticket)
    named = _named(row)
    if said not in named:
        _put_named(rows, row, [*named, said])


def _correct(rows: Rows, ticket: str, correction: CorrectionRecorded) -> None:
    """Of which article it was, or whether it helped; what the event could not say changes nothing."""
    row, field = _row(rows, ticket), correction.field
    named = _named(row)
    if correction.version not in {version for version, *_ in named}:
        return
    for right in sayable(ArticleConsulted, field, correction.right):
        after = [
            (version, right if field == "article" else article, bool(right) if field == "helped" else helped)
            if version == correction.version
            else (version, article, helped)
            for version, article, helped in named
        ]
        _put_named(rows, row, after)


def _put_named(rows: Rows, row: Row, named: Named) -> None:
    before, after = _helped(_named(row)), _helped(named)
    rows.put(CONSULTED, row | {"named": json.dumps(named)})
    for article in sorted(before ^ after) if row["solved"] else ():
        _count(rows, article, row["number"], counts=article in after)


def _row(rows: Rows, ticket: str) -> Row:
    return rows.get(CONSULTED, ticket) or {"number": ticket, "solved": False, "named": "[]"}


def _named(row: Row) -> Named:
    return [(version, article, helped) for version, article, helped in json.loads(row["named"])]


def _helped(named: Named) -> set[str]:
    return {article for _, article, helped in named if helped}


def _solved(rows: Rows, ticket: str) -> None:
    row = _row(rows, ticket)
    rows.put(CONSULTED, row | {"solved": True})
    for article in sorted(_helped(_named(row))):
        _count(rows, article, ticket, counts=True)


def _unsolved(rows: Rows, ticket: str) -> None:
    """What was named for a solution that did not hold solved nothing; what helps the next one is named anew."""
    row = rows.get(CONSULTED, ticket)
    if row is None:
        return
    for article in sorted(_helped(_named(row))):
        _count(rows, article, ticket, counts=False)
    rows.put(CONSULTED, row | {"solved": False, "named": "[]"})


def _count(rows: Rows, article: str, ticket: str, *, counts: bool) -> None:
    """Once a ticket, of an article that there is; a department may still name others by numbers of their own."""
    before = rows.get(HELPED, article, ticket)
    if rows.get(ARTICLES, article) is None or bool(before and before["counts"]) is counts:
        return
    rows.put(HELPED, {"article": article, "ticket": ticket, "counts": counts})
    _add(rows, article, 1 if counts else -1)


def _add(rows: Rows, article: str, count: int) -> None:
    row = rows.get(ARTICLES, article)
    if row is not None:
        rows.put(ARTICLES, row | {"helped": row["helped"] + count})


def _empty(number: str) -> Row:
    nothing = {"written": "{}", "shown": "{}", "searched": "", "published": None}
    return {"article": number, "readable": False, "version": 0, "helped": 0, **nothing}


def _texts(said: dict[str, Any]) -> list[str]:
    plain = [said[name] for name in _TEXT if isinstance(said.get(name), str)]
    return [*plain, *said.get("symptoms", ())]
