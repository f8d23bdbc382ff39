"""One's own notices, all notices for who looks after them, and how one would read."""

from typing import Annotated, Final, Literal

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from api.callers import CallerOf
from api.inbox.previews import NotCaused
from api.inbox.views import InboxPage, LetterView, NoticePage, Status, inbox_item, notice_view
from api.manners.language import language_of
from api.manners.problems import ApiProblem
from api.manners.texts import Sought
from api.records.acting import add_route
from api.service import Service, ServiceOf
from api.tables.asked import Cursor, known_parameters
from api.tables.reading import After, Prefer, caught_up, fetch
from api.tickets.actions import Body, body_for, command_from
from api.tickets.looking import read_ticket
from api.tickets.sending.handling import Key, Number, Sent, acted, answered
from api.tickets.sending.signatures import taking
from api.tickets.theirs.events import is_the_customer
from api.tickets.views import Answered
from domain.desk.kinds import Thing
from domain.notices.catalogue import KINDS
from domain.notices.commands import MarkRead, ResendNotice
from domain.refusals import NotAllowed
from domain.rights import check
from projections.inbox import finding
from projections.sql.paging import Page

router: Final = APIRouter(tags=["notices"])

Id = Annotated[
    str,
    Path(pattern="^[0-9a-f]{32}$", description="The notice's id.", examples=["442f45025f855a95bcf0bc9733e8b73e"]),
]
Limit = Annotated[int, Query(ge=1, le=200, description="Notices a page.")]
EXAMPLE: Final = {"reason": "邮件服务器已恢复"}


@router.get("/inbox", summary="One's own notices", dependencies=[Depends(known_parameters)])
async def show_inbox(
    service: ServiceOf,
    request: Request,
    response: Response,
    caller: CallerOf,
    unread: Annotated[bool, Query(description="Only what was not read.")] = False,
    limit: Limit = 50,
    page: Cursor = None,
    after: After = None,
    prefer: Prefer = None,
) -> InboxPage:
    """The newest first. `Link` names the next page."""
    check(caller.person, "read-inbox", Thing(owners=(caller.id,)))
    await caught_up(service, "inbox", after, prefer)
    only, new = (
        finding.inbox_of(f"staff-{caller.id}", unread=unread),
        finding.inbox_of(f"staff-{caller.id}", unread=True),
    )
    found, count = await fetch(
        service.read,
        lambda connection: (finding.page(connection, only, after=page, limit=limit), finding.count(connection, new)),
    )
    _link(request, response, found)
    language = language_of(request)
    items = [inbox_item(service.shown, row, language) for row in found.rows]
    return InboxPage(items=items, next=found.next, unread=count)


async def mark_read(
    *, service: ServiceOf, response: Response, notice: Id, caller: CallerOf, body: Body, key: Key = None
) -> Answered:
    aggregate = await _existing(service, notice)
    sent = Sent(caller, key, body.occurred, body.late)
    command = command_from(MarkRead, body)
    return answered(service, response, await acted(service, aggregate, f"inbox/{notice}/read", command, sent, None))


add_route(router, "/inbox/{notice}/read", MarkRead, taking(mark_read, body_for(MarkRead, {})))


@router.get("/notices", summary="Who was told of what, and how it ended", dependencies=[Depends(known_parameters)])
async def list_notices(
    service: ServiceOf,
    request: Request,
    response: Response,
    caller: CallerOf,
    recipient: Annotated[Sought | None, Query(description="One recipient's: `staff-003`, `customer-…`.")] = None,
    ticket: Annotated[Sought | None, Query(description="Of one ticket, by its number.")] = None,
    status: Annotated[Status | None, Query(description="Only those that stand so.")] = None,
    kind: Annotated[Sought | None, Query(description="Only those of a kind.")] = None,
    limit: Limit = 50,
    page: Cursor = None,
    after: After = None,
    prefer: Prefer = None,
) -> NoticePage:
    """For administrator, supervisor, manager and auditor; the newest first, without words and addresses."""
    check(caller.person, "read-notices")
    await caught_up(service, "inbox", after, prefer)
    only = finding.NoticeFilter(recipient=recipient, ticket=ticket, status=status, kind=kind)
    found, count = await fetch(
        service.read,
        lambda connection: (finding.page(connection, only, after=page, limit=limit), finding.count(connection, only)),
    )
    _link(request, response, found)
    language = language_of(request)
    items = [notice_view(service.shown, row, language) for row in found.rows]
    return NoticePage(items=items, next=found.next, count=count)


_TO_SEND_AGAIN: Final = frozenset({"failed", "unknown", "lapsed"})


async def resend(
    *, service: ServiceOf, response: Response, notice: Id, caller: CallerOf, body: Body, key: Key = None
) -> Answered:
    aggregate = await _existing(service, notice)
    sent = Sent(caller, key, body.occurred, body.late)
    await caught_up(service, "inbox", "now", None)
    ends = await fetch(service.read, lambda connection: finding.in_which(connection, notice))
    if ends is not None and ends[1] in _TO_SEND_AGAIN:
        check(caller.person, "read-notices")
        raise NotAllowed("notice-in-another", notice=ends[0])
    command = command_from(ResendNotice, body)
    return answered(service, response, await acted(service, aggregate, f"notices/{notice}/resend", command, sent, None))


add_route(router, "/notices/{notice}/resend", ResendNotice, taking(resend, body_for(ResendNotice, EXAMPLE)))


@router.get(
    "/tickets/{number}/notices/{kind}",
    summary="How a notice of a ticket would read",
    dependencies=[Depends(known_parameters)],
)
async def preview_notice(
    service: ServiceOf,
    request: Request,
    number: Number,
    kind: Annotated[str, Path(max_length=40, description="The kind of notice.", examples=["received"])],
    caller: CallerOf,
    language: Annotated[Literal["zh", "en"] | None, Query(description="Else that of Accept-Language.")] = None,
) -> LetterView:
    """As its last event of that kind has it, names masked, without the code; nothing is sent.

    To the customer of the ticket, only the kinds that customers are told.
    """
    history, ticket = await read_ticket(service, number, caller)
    kinds = [each.code for each in KINDS.values() if each.for_customer or not is_the_customer(caller, ticket)]
    if kind not in kinds or service.previews is None:
        raise ApiProblem("notice-kind-unknown", kind=kind, allowed=", ".join(kinds))
    try:
        subject, text, html = await service.previews.of_ticket(kind, history, language or language_of(request))
    except NotCaused:
        raise ApiProblem("notice-not-caused", kind=kind, number=number) from None
    return LetterView(subject=subject, text=text, html=html)


async def _existing(service: Service, notice: str) -> str:
    """The key of a notice that there is. Raises ApiProblem."""
    key = f"notice-{notice}"
    if not await service.desk.events_of(key):
        raise ApiProblem("notice-not-found", notice=notice)
    return key


def _link(request: Request, response: Response, found: Page) -> None:
    if found.next:
        url = request.url.include_query_params(page=found.next)
        response.headers["Link"] = f'<{url.path}?{url.query}>; rel="next"'
