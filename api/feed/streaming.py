"""The feed as server-sent events: each under the place after it, so that who comes back is told what is next."""

import json
from collections.abc import AsyncIterator
from typing import Any, Final

import structlog

from api.feed.places import position
from api.feed.port import Wanted
from api.feed.reader import FeedReader
from api.manners.problems import ApiProblem
from api.service import Service
from api.subscriptions.acting import subscribers_of
from domain.refusals import Refusal

log = structlog.get_logger(__name__)

_BEGIN: Final = b"retry: 2000\n\n"
_THERE: Final = b":\n\n"


async def streamed(service: Service, reader: FeedReader, after: str, wanted: Wanted) -> AsyncIterator[bytes]:
    """Until the subscription tells nothing any more, or other terms hold: who comes back is asked anew."""
    subscribers, epoch = subscribers_of(service), service.log.epoch
    yield _BEGIN
    async for stretch in subscribers.feed.follow(after, wanted):
        if not await _goes_on(reader):
            return
        if stretch is None:
            yield _THERE
            continue
        for place, event in stretch.events:
            yield _written(f"{epoch}:{place}", event)
        if not stretch.events:
            yield f"id: {epoch}:{stretch.place}\n\n".encode()
        if reader.name is not None:
            subscribers.reached(reader.name, position(stretch.place))


def _written(place: str, event: dict[str, Any]) -> bytes:
    said = json.dumps(event, ensure_ascii=False, separators=(",", ":"))
    return f"id: {place}\nevent: {event['type']}\ndata: {said}\n\n".encode()


async def _goes_on(reader: FeedReader) -> bool:
    try:
        return await reader.now() == reader
    except (ApiProblem, Refusal) as error:
        log.info("feed_stream_ended", subscription=reader.name, code=error.code)
        return False
