"""A customer's files: photos and papers that they bring, and those of their ticket, given back."""

from typing import Final

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from api.manners.language import language_of
from api.manners.problems import ApiProblem, status_of
from api.service import ServiceOf
from api.tickets.attachments.routes import Hash, fetch_attachment
from api.tickets.sending.handling import Sent, handled
from domain.refusals import Refusal
from domain.ticket.commands import AddAttachment
from gongdan.console.portal.address import FILES, TICKET
from gongdan.console.portal.entry.visitor import VisitorOf
from gongdan.console.portal.frame import page
from gongdan.console.portal.mine.bringing import bring
from gongdan.console.shell.uploads import Upload

router: Final = APIRouter()


@router.post(FILES)
async def take(service: ServiceOf, request: Request, visitor: VisitorOf) -> Response:
    """One after the other; where one is not taken, those before it are there, and it says why."""
    came = 0
    try:
        async for file in Upload(request).files():
            stored = await bring(service, visitor, file.pieces, file.name, file.claimed)
            said = AddAttachment(sha256=stored.sha256, size=stored.size, media_type=stored.media_type, name=stored.name)
            await handled(service, visitor.number, "attachments", said, Sent(visitor.caller))
            came += 1
    except Refusal as refusal:
        return page(request, "mine/files", status_of(refusal), came=came, wrong=refusal.say(language_of(request)))
    except ApiProblem as problem:
        return page(request, "mine/files", problem.status, came=came, wrong=problem.say(language_of(request)))
    return RedirectResponse(f"{TICKET}?told={'files' if came else 'no-file'}", 303)


@router.get(f"{FILES}/{{sha256}}")
async def give(service: ServiceOf, visitor: VisitorOf, sha256: Hash) -> Response:
    """As it came in."""
    return await fetch_attachment(service, visitor.number, sha256, visitor.caller)
