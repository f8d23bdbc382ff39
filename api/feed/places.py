"""Places in the feed as readers say them: ``EPOCH:POSITION``; within what one event tells ``EPOCH:POSITION.PART``."""

import re
from typing import Final

from api.feed.reader import FeedReader
from api.manners.problems import ApiProblem
from api.service import Service

_PLACE: Final = re.compile(r"([0-9a-f]{32}):(\d{1,16}(?:\.\d{1,3})?)")


async def place_after(service: Service, reader: FeedReader, said: str | None) -> str:
    """Where they read on: after what they name, now, or where their subscription begins; never before that.

    Raises ApiProblem for what is no place, one of another log, or one that the log has not come to.
    """
    if said is None:
        return str(reader.begins)
    end = await service.log.end()
    if said == "now":
        return str(end)
    found = _PLACE.fullmatch(said)
    if found is None:
        raise ApiProblem("bad-place")
    if found[1] != service.log.epoch:
        raise ApiProblem("other-log", epoch=service.log.epoch)
    if int(found[2].partition(".")[0]) > end:
        raise ApiProblem("place-ahead", end=end)
    return found[2] if position(found[2]) >= reader.begins else str(reader.begins)


def position(place: str) -> int:
    """Up to which all of the log was had: within an event, that before it."""
    whole, _, part = place.partition(".")
    return int(whole) - 1 if part else int(whole)
