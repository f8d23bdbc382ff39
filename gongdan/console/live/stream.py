"""One stream a tab: which tickets changed that its reader may read, told as server-sent events."""

import json
import time
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from typing import Annotated, Final

from fastapi import APIRouter, Header, Query, Request, Response
from starlette.responses import StreamingResponse

from api.callers import Caller
from api.manners.problems import ApiProblem
from api.service import ServiceOf
from gongdan.console.live.changes import Change
from gongdan.console.live.hub import Hub
from gongdan.console.shell.place import LIVE
from gongdan.console.shell.signed_in import SignedIn, SignedOut, signed_in

router: Final = APIRouter()
_EVERY: Final = 15.0
"""Seconds after which the stream says that it is there, and asks whether its reader is still signed in."""
_HEADERS: Final = {"X-Accel-Buffering": "no"}
_BEGIN: Final = b"retry: 2000\n\n"


@router.get(LIVE)
async def live(
    service: ServiceOf,
    request: Request,
    caller: SignedIn,
    after: Annotated[str, Query(max_length=80)] = "",
    last: Annotated[str, Header(alias="Last-Event-ID", max_length=80)] = "",
) -> Response:
    """Begins after the event that was told last, else after what the page shows: none is missed between the two."""
    epoch, _, place = (last or after).rpartition(":")
    position = int(place) if epoch == service.log.epoch and place.isascii() and place.isdigit() else -1
    told = _told(request, service.log.epoch, position, caller)
    return StreamingResponse(told, media_type="text/event-stream", headers=_HEADERS)


async def note_position(request: Request) -> None:
    """Up to where in the log the page that is asked for is sure to show it: kept before anything is read for it."""
    state = request.app.state
    request.state.shown = f"{state.service.log.epoch}:{state.live.shown}"


async def _told(request: Request, epoch: str, position: int, caller: Caller) -> AsyncGenerator[bytes]:
    hub: Hub = request.app.state.live
    asked = time.monotonic()
    yield _BEGIN
    async with aclosing(hub.changes(position, _EVERY)) as news:
        async for changes in news:
            if time.monotonic() - asked >= _EVERY:
                try:
                    caller, asked = await signed_in(request), time.monotonic()
                except (SignedOut, ApiProblem):
                    return
            if said := _said(epoch, hub.through, changes, caller):
                yield said


def _said(epoch: str, through: int, changes: Sequence[Change] | None, caller: Caller) -> bytes:
    """What they may know of; an id alone is kept by the browser, and tells nobody anything."""
    if changes is None:
        return _event(epoch, through, "much", {})
    if not changes:
        return f"id: {epoch}:{through}\n\n".encode()
    theirs = (each for each in changes if each.is_for(caller.person))
    return b"".join(
        _event(epoch, each.position, "changed", {"number": each.number, "version": each.version}) for each in theirs
    )


def _event(epoch: str, position: int, name: str, said: dict[str, object]) -> bytes:
    return f"id: {epoch}:{position}\nevent: {name}\ndata: {json.dumps(said)}\n\n".encode()
