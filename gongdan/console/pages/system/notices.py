"""Who was told of what and how it ended, as a page; and sending again what failed."""

from typing import Annotated, Final
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Request, Response

from api.inbox.routes import EXAMPLE, Id, list_notices, resend
from api.inbox.views import Status
from api.manners.language import language_of
from api.manners.texts import Sought
from api.service import ServiceOf
from api.tickets.actions import Body, body_for
from domain.notices.catalogue import KINDS
from domain.notices.commands import ResendNotice
from domain.rights import check, may
from domain.wording import word
from gongdan.console.shell.asking import Action, ask, take
from gongdan.console.shell.blanks import no_blanks
from gongdan.console.shell.forms import TypedOf
from gongdan.console.shell.frame import page
from gongdan.console.shell.place import NOTICES
from gongdan.console.shell.signed_in import SignedIn

router: Final = APIRouter()
_A_PAGE: Final = 50
_RESEND: Final = f"{NOTICES}/{{notice}}/resend"
_TO_SEND_AGAIN: Final = ("failed", "unknown", "lapsed")
_BODY: Final = body_for(ResendNotice, EXAMPLE)


@router.get(NOTICES, dependencies=[Depends(no_blanks)])
async def show(
    service: ServiceOf,
    request: Request,
    response: Response,
    caller: SignedIn,
    status: Status | None = None,
    kind: Sought | None = None,
    ticket: Sought | None = None,
    cursor: Annotated[str | None, Query(alias="page", max_length=300)] = None,
) -> Response:
    """The newest first."""
    found = await list_notices(
        service, request, response, caller, None, ticket, status, kind, limit=_A_PAGE, page=cursor
    )
    asked = {"status": status, "kind": kind, "ticket": ticket}
    said = {name: each for name, each in asked.items() if each}
    chinese = language_of(request) == "zh"
    return page(
        request,
        "notices",
        found=found,
        asked=asked,
        filtered=bool(said),
        first=cursor is None,
        following=f"{NOTICES}?{urlencode({**said, 'page': found.next})}" if found.next else None,
        kinds=[(each.code, each.say(chinese=chinese)) for each in KINDS.values()],
        again=_TO_SEND_AGAIN if may(caller.person, "resend-notice") else (),
        operates=may(caller.person, "operate") is not None,
    )


@router.get(_RESEND)
async def ask_again(request: Request, notice: Id, caller: SignedIn) -> Response:
    check(caller.person, "resend-notice")
    return ask(request, _again(request, notice))


@router.post(_RESEND)
async def send_again(
    service: ServiceOf, request: Request, response: Response, notice: Id, caller: SignedIn, typed: TypedOf
) -> Response:
    check(caller.person, "resend-notice")

    async def do(body: Body, key: str | None, expected: str | None) -> str:
        await resend(service=service, response=response, notice=notice, caller=caller, body=body, key=key)
        return NOTICES

    return await take(request, _again(request, notice), typed, do)


def _again(request: Request, notice: str) -> Action:
    chinese = language_of(request) == "zh"
    return Action(
        body=_BODY,
        event=ResendNotice.causes.stored_name,
        title=word(ResendNotice.action, chinese=chinese),
        of=("通知记录" if chinese else "Notices", notice),
        here=f"{NOTICES}/{notice}/resend",
        back=NOTICES,
    )
