"""Letters that wait over HTTP: read by who may look up customers, let in or dropped by who may open tickets besides."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from api.callers import Caller, CallerOf
from api.mail.port import Mailroom, NoSuchLetter, SeenTo, State, Unusable
from api.mail.views import Drop, Dropped, LetterItem, LetterPage, OpenedLetter, Release, Released, item, opened
from api.manners.language import language_of
from api.manners.problems import ApiProblem
from api.service import Service, ServiceOf
from api.tables.asked import Cursor, known_parameters
from domain.rights import check

router: Final = APIRouter(tags=["mail"], dependencies=[Depends(known_parameters)])

LetterId = Annotated[
    str,
    Path(pattern="^[0-9a-f]{32}$", description="The letter's id.", examples=["442f45025f855a95bcf0bc9733e8b73e"]),
]
_FILE: Final[dict[int | str, dict[str, Any]]] = {
    200: {"content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}}
}
_RAW: Final = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cache-Control": "private, no-store",
}


@router.get("/mail", summary="Letters that wait for a person")
async def list_letters(
    service: ServiceOf,
    request: Request,
    caller: CallerOf,
    state: Annotated[State, Query(description="Those that stand so.")] = "waiting",
    limit: Annotated[int, Query(ge=1, le=200, description="Letters a page.")] = 50,
    page: Cursor = None,
) -> LetterPage:
    """The newest first, none where no mail comes in. For whoever may look up customers."""
    check(caller.person, "look-up")
    if service.mail is None:
        return LetterPage(items=[], next=None, count=0)
    room, place = service.mail, 0 if language_of(request) == "zh" else 1
    found, following, count = await room.listed(state, page, limit)
    items = [LetterItem.model_validate(item(each, service.zone, place)) for each in found]
    return LetterPage(items=items, next=following, count=count)


@router.get("/mail/{letter}", summary="A letter that waits")
async def read_letter(
    service: ServiceOf, request: Request, response: Response, caller: CallerOf, letter: LetterId
) -> OpenedLetter:
    """Who sent it, and what it says as plain text."""
    room = room_of(service, caller)
    response.headers["Cache-Control"] = "no-store"
    with told(letter):
        return opened(await room.read(letter), service.zone, 0 if language_of(request) == "zh" else 1)


@router.get("/mail/{letter}/raw", summary="A letter that waits, to the byte", response_class=Response, responses=_FILE)
async def fetch_letter(service: ServiceOf, caller: CallerOf, letter: LetterId) -> Response:
    """As it came in, to be saved; nothing in it is looked at on the way."""
    room = room_of(service, caller)
    with told(letter):
        content = await room.raw(letter)
    said = {**_RAW, "Content-Disposition": f'attachment; filename="{letter}.eml"'}
    return Response(content, media_type="application/octet-stream", headers=said)


@router.post("/mail/{letter}/release", summary="Let a letter in")
async def release_letter(service: ServiceOf, caller: CallerOf, letter: LetterId, said: Release) -> Released:
    """It opens a ticket, or goes on the one that is named, with its files; who lets it in answers for it.

    Let in before it is answered with the same ticket.
    """
    room = acting_room_of(service, caller)
    with told(letter):
        return Released(letter=letter, ticket=await room.release(service, letter, caller, said.ticket))


@router.post("/mail/{letter}/drop", summary="Throw a letter away")
async def drop_letter(service: ServiceOf, caller: CallerOf, letter: LetterId, said: Drop) -> Dropped:
    """What it says is gone; that it was there, who dropped it and why stays for a while."""
    room = acting_room_of(service, caller)
    with told(letter):
        await room.drop(letter, caller, said.reason)
    return Dropped(letter=letter)


def room_of(service: Service, caller: Caller) -> Mailroom:
    """For who may read there. Raises Forbidden, ApiProblem."""
    check(caller.person, "look-up")
    if service.mail is None:
        raise ApiProblem("no-mail-in")
    return service.mail


def acting_room_of(service: Service, caller: Caller) -> Mailroom:
    """For staff who may open tickets. Raises Forbidden, ApiProblem."""
    room = room_of(service, caller)
    check(caller.person, "open")
    return room


@contextmanager
def told(letter: str) -> Iterator[None]:
    """What the room refuses, as problems."""
    try:
        yield
    except NoSuchLetter:
        raise ApiProblem("letter-not-found", letter=letter) from None
    except Unusable:
        raise ApiProblem("letter-not-usable", letter=letter) from None
    except SeenTo as seen:
        raise ApiProblem("letter-seen-to", letter=letter, state=seen.state) from None
