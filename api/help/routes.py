"""The routes of self-service: search the published articles, read one, say that it helped."""

from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Header, Path, Query, Response

from api.help.views import Counted, HelpArticle, HelpList, article_of, item_of
from api.manners.problems import ApiProblem
from api.manners.texts import Printable, Sought
from api.matters.articles import ARTICLES
from api.service import Service, ServiceOf
from api.tables.asked import known_parameters
from api.tables.reading import fetch
from api.tickets.sending.asking import asked
from domain.desk.answering import Answer
from domain.desk.metadata import CommandMetadata
from domain.matters.articles.commands import CountHelp
from domain.record.envelope import Actor
from domain.record.identity import request_command_id
from domain.refusals import MatterNotFound
from projections import articles
from projections.sql.rows import Row

router = APIRouter(prefix="/help/articles", tags=["help"])

Number = Annotated[str, Path(max_length=100, description="The article's number.", examples=["ZS202405-00001"])]
Words = Annotated[
    Sought, Query(alias="q", description="Words that must all be there, in Chinese or English: 空调 漏水.")
]
Most = Annotated[int, Query(ge=1, le=100, description="Articles at most.")]
VisitKey = Annotated[
    Printable,
    Header(alias="Idempotency-Key", description="Made up by the page for this visit: the same key counts once only."),
]
_VISITOR: Final = "visitor"
"""Who acts in the event: no one in particular, let in by the program."""


@router.get("", name="search_help", summary="Search the published articles", dependencies=[Depends(known_parameters)])
async def search(service: ServiceOf, words: Words = "", limit: Most = 20) -> HelpList:
    """Needs no token. Every word must be there; without any, all articles, the most helpful first."""
    await service.runner.require("articles")
    found, count = await fetch(service.read, lambda connection: articles.search(connection, words, limit))
    return HelpList(items=[item_of(row, service.shown.local(row["published"])) for row in found], count=count)


@router.get("/{number}", name="read_help", summary="Read a published article")
async def read(service: ServiceOf, number: Number) -> HelpArticle:
    """Needs no token. As it was published last, though a new text may be under way."""
    row = await _published(service, number)
    return article_of(row, service.shown.local(row["published"]))


@router.post("/{number}/helped", name="helped", summary="Say that an article solved it")
async def helped(service: ServiceOf, number: Number, key: VisitKey, response: Response) -> Counted:
    """Needs no token, and nothing is kept of who says so. At most 60 a minute for all visitors together."""
    await _published(service, number)
    if not service.pace.take():
        raise ApiProblem("too-many-visits")
    visit = request_command_id(_VISITOR, f"help/articles/{number}", key)
    actor = Actor(id=_VISITOR, role="system", channel="self-service")
    metadata = CommandMetadata(visit, actor, frozenset({"system"}))

    async def counted(traced: CommandMetadata) -> Answer:
        return await service.desk.act(ARTICLES.key(number), CountHelp(visit=visit), traced)

    before = await service.desk.events_of(ARTICLES.key(number))
    answer = await asked(CountHelp.action, metadata, counted)
    return Counted(number=number, counted=answer.version > len(before))


async def _published(service: Service, number: str) -> Row:
    """Raises MatterNotFound where there is none to read."""
    await service.runner.require("articles")
    row: Any = await fetch(service.read, lambda connection: articles.find(connection, number))
    if row is None:
        raise MatterNotFound(number)
    return row
