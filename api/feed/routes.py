"""The routes of the feed: a page of events, or all as they happen; how many of a range, and a digest of their ids."""

import asyncio
from contextlib import aclosing
from typing import Annotated, Any, Final, cast

from fastapi import APIRouter, Depends, Header, Query, Request, Response
from pydantic import BaseModel, Field
from starlette.responses import StreamingResponse

from api.feed.digesting import Ids
from api.feed.places import place_after, position
from api.feed.reader import NarrowerOf, ReaderOf, Since, as_told
from api.feed.streaming import streamed
from api.manners.problems import ApiProblem
from api.service import Service, ServiceOf
from api.subscriptions.acting import subscribers_of
from api.tables.asked import known_parameters

router: Final = APIRouter(prefix="/feed", tags=["feed"])

STREAM: Final = "text/event-stream"
_MOST_IDS: Final = 100_000
_STREAMED: Final = {"X-Accel-Buffering": "no", "Cache-Control": "no-store"}
Place = Annotated[
    str | None,
    Query(
        max_length=80,
        description="After this place: the `next` of a page, the `id` of an event of the stream, or `now`; "
        "where the subscription begins, where it is left out.",
    ),
]
Limit = Annotated[
    int, Query(ge=1, le=1000, description="About so many events a page: all of one cause are told together.")
]


class FeedPage(BaseModel):
    """Events as CloudEvents 1.0 (JSON), in the order of the log; ``next`` is where to read on, also after none."""

    events: list[dict[str, Any]]
    next: Annotated[str, Field(description="For `after` of the next request.")]
    more: Annotated[bool, Field(description="Whether the log goes on after it: ask again at once.")]


class FeedDigest(BaseModel):
    """``digest`` is the SHA-256 of their ids, each once, sorted, with a line feed after each: `sort -u | sha256sum`."""

    after: str
    through: str
    count: int
    digest: str
    ids: list[str] | None = None
    more: Annotated[bool, Field(description="Whether the range goes on: with ids, one answer ends after many.")] = False


@router.get(
    "/events",
    name="read_feed",
    summary="Public events: a page, or all as they happen (text/event-stream)",
    responses={200: {"content": {STREAM: {"schema": {"type": "string"}}}}},
    dependencies=[Depends(known_parameters)],
)
async def read_feed(
    service: ServiceOf,
    request: Request,
    response: Response,
    reader: ReaderOf,
    narrower: NarrowerOf,
    after: Place = None,
    since: Since = None,
    limit: Limit = 200,
    last: Annotated[
        str | None, Header(alias="Last-Event-ID", max_length=80, description="As `after`, which it counts before.")
    ] = None,
) -> Any:
    """By a subscription's secret: what its grant shows. Asking after a place says that all up to it was had."""
    place = await place_after(service, reader, last or after)
    wanted = reader.wanted(narrower, since)
    subscribers = subscribers_of(service)
    if reader.name is not None and (last or after):
        subscribers.reached(reader.name, position(place))
    if STREAM in request.headers.get("accept", ""):
        told = streamed(service, reader, place, wanted)
        return StreamingResponse(told, media_type=STREAM, headers=_STREAMED)
    found = await subscribers.feed.page(reader.name or "", place, wanted, limit)
    response.headers["Cache-Control"] = "no-store"
    events = [event for _, event in found.events]
    return FeedPage(events=events, next=_said(service, found.place), more=position(found.place) < found.end)


@router.get(
    "/digest",
    name="feed_digest",
    summary="How many events a range has, and a digest of their ids",
    response_model_exclude_none=True,
    dependencies=[Depends(known_parameters)],
)
async def feed_digest(
    service: ServiceOf,
    reader: ReaderOf,
    narrower: NarrowerOf,
    after: Place = None,
    through: Annotated[
        str | None, Query(max_length=80, description="Up to this place; the log's end where left out.")
    ] = None,
    since: Since = None,
    ids: Annotated[
        bool, Query(description="With the ids themselves, in order; after about 100,000 `through` says where to go on.")
    ] = False,
    subscription: Annotated[
        str | None,
        Query(max_length=100, description="As this subscription is told, in any way; for who may look at them."),
    ] = None,
) -> FeedDigest:
    """Told anew from the log, so that a subscriber can see whether it has everything, and nothing twice."""
    reader = await as_told(service, reader, subscription)
    begin = await place_after(service, reader, after)
    end = await service.log.end() if through is None else position(await place_after(service, reader, through))
    if position(begin) > end:
        raise ApiProblem("range-reversed")
    told = subscribers_of(service).feed.ids(begin, end, reader.wanted(narrower, since))
    kept, reached = list[str](), str(end)
    with Ids() as found:
        async with aclosing(cast("Any", told)) as pieces:
            async for piece, place in pieces:
                found.add(piece)
                kept += piece if ids else ()
                if len(kept) >= _MOST_IDS:
                    reached = place
                    break
        return FeedDigest(
            after=_said(service, begin),
            through=_said(service, reached),
            count=found.count,
            digest=await asyncio.to_thread(found.digest),
            ids=kept if ids else None,
            more=position(reached) < end,
        )


def _said(service: Service, place: str) -> str:
    return f"{service.log.epoch}:{place}"
