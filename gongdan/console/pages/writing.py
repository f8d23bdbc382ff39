"""Ready texts for a ticket's customer, as the channel wants them: copied, changed, and recorded once they were sent."""

import asyncio
from datetime import datetime
from typing import Annotated, Final

import structlog
from fastapi import APIRouter, Depends, Query, Request, Response
from uuid_utils.compat import uuid7

from api.following.routes import follow_code
from api.manners.language import language_of
from api.service import Service, ServiceOf
from api.tickets.clocks import show_clocks
from api.tickets.looking import read_ticket, ticket_view
from api.tickets.sending.handling import Number
from api.tickets.standing.paging import Asked
from domain.refusals import Language
from gongdan.console.portal.address import ENTER
from gongdan.console.portal.address import TICKET as FOLLOW
from gongdan.console.portal.entry.visitor import reception_of
from gongdan.console.shell.blanks import no_blanks
from gongdan.console.shell.frame import page
from gongdan.console.shell.place import TICKETS
from gongdan.console.shell.signed_in import SignedIn
from gongdan.console.tickets.replying import facts_of, fitting
from gongdan.notices.letters import sender_of
from gongdan.notices.replies import CHANNEL_OF, FORMS, Form, form_of, texts
from gongdan.notices.settings import load_notice_settings

router: Final = APIRouter()
log = structlog.get_logger(__name__)

_HERE: Final = f"{TICKETS}/{{number}}/write"
As = Annotated[Form | None, Query(alias="as")]
In = Annotated[Language | None, Query(alias="in")]


@router.get(_HERE, dependencies=[Depends(no_blanks)])
async def show(
    service: ServiceOf,
    request: Request,
    response: Response,
    number: Number,
    caller: SignedIn,
    form: As = None,
    told_in: In = None,
) -> Response:
    """For who may write to the customer: the texts hold the code that opens the ticket to them."""
    return await _page(service, request, response, number, caller, form, told_in)


@router.post(f"{_HERE}/link")
async def invite(
    service: ServiceOf,
    request: Request,
    response: Response,
    number: Number,
    caller: SignedIn,
    form: As = None,
    told_in: In = None,
) -> Response:
    """A link that lets the customer in once, shown this once; another press makes another."""
    await read_ticket(service, number, caller, "communicate")
    reception = reception_of(request)
    secret = await asyncio.to_thread(reception.admissions.invite, number)
    log.info("customer_invited", ticket=number, by=caller.id)
    link = f"{reception.at(str(request.base_url))}{ENTER}/{secret}"
    return await _page(service, request, response, number, caller, form, told_in, invitation=link)


async def _page(
    service: Service,
    request: Request,
    response: Response,
    number: str,
    caller: SignedIn,
    form: Form | None,
    told_in: Language | None,
    invitation: str | None = None,
) -> Response:
    events, state = await read_ticket(service, number, caller, "communicate")
    ticket = ticket_view(service, caller, events, state)
    code = await follow_code(service, number, caller)
    clocks = await show_clocks(service, response, number, caller, Asked("together"))
    now, language = datetime.now(service.zone), told_in or language_of(request)
    late = any(each.due and each.due < now and not each.ended and not each.stopped for each in clocks.own.runs)
    came_by = str(ticket.intake.get("channel", ""))
    chosen = form or form_of(came_by)
    facts = {
        **facts_of(ticket, language, request.state.names.get(ticket.engineer, "")),
        "code": code.code,
        "link": f"{reception_of(request).at(str(request.base_url))}{FOLLOW}",
        **sender_of(language, load_notice_settings().mail_name),
    }
    return page(
        request,
        "write",
        number=number,
        summary=facts["summary"],
        replies=texts(fitting(ticket, late=late), chosen, facts, language),
        forms=FORMS,
        chosen=chosen,
        told_in=language,
        channel=came_by if came_by and form_of(came_by) == chosen else CHANNEL_OF[chosen],
        version=ticket.version,
        invitation=invitation,
        looked_at=None if reception_of(request).public_url else facts["link"],
        key=lambda: str(uuid7()),
    )
