"""A file of a ticket over HTTP: sent as the request's whole body, given out as the answer's."""

from collections.abc import Sequence
from typing import Annotated, Any, Final, cast
from urllib.parse import quote

import structlog
from fastapi import APIRouter, Header, Path, Query, Request, Response
from pydantic import AfterValidator, StringConstraints
from starlette.requests import ClientDisconnect
from starlette.responses import StreamingResponse

from api.callers import CallerOf
from api.manners.moments import Time
from api.manners.problems import ApiProblem
from api.manners.texts import storable_only
from api.records.moment import now
from api.service import ServiceOf
from api.tickets.attachments.adding import Coming, added, stored
from api.tickets.attachments.discarding import discarded
from api.tickets.attachments.fetching import Wanted, record_look, require_right
from api.tickets.attachments.giving_out import begun, headers_of
from api.tickets.described import description_of, summary_of
from api.tickets.looking import found_ticket
from api.tickets.sending.expected import Expected
from api.tickets.sending.handling import Key, Number, Sent, answered
from api.tickets.views import Answered
from api.tickets.whose import require_in_use
from domain.record.envelope import Recorded
from domain.refusals import Refusal
from domain.ticket.events import AttachmentAdded
from domain.ticket.vocabulary import Purpose

router: Final = APIRouter(prefix="/tickets", tags=["tickets"])
log = structlog.get_logger(__name__)

_BINARY: Final[dict[str, Any]] = {"schema": {"type": "string", "format": "binary"}}
_BODY: Final[dict[str, Any]] = {
    "requestBody": {
        "required": True,
        "description": "The file's bytes, and nothing else. Its Content-Type may say what it is, or say nothing.",
        "content": {"application/octet-stream": _BINARY},
    }
}
_FILE: Final[dict[int | str, dict[str, Any]]] = {200: {"content": {"application/octet-stream": _BINARY}}}
_NEW: Final[dict[int | str, dict[str, Any]]] = {201: {"model": Answered, "description": "The file is new."}}

Name = Annotated[
    str,
    Query(max_length=300, description="The file's name.", examples=["铭牌.jpg"]),
    AfterValidator(storable_only),
]
Occurred = Annotated[Time | None, Query(description="When it came, if not just now.")]
_Reason = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]
"""Shorter than in a body: of an address only so much is read (docs/api.md)."""
Late = Annotated[
    _Reason | None,
    AfterValidator(storable_only),
    Query(description="Why it is recorded only now, where it came more than 15 minutes ago."),
]
Claimed = Annotated[str | None, Header(alias="Content-Type", include_in_schema=False)]
Hash = Annotated[
    str, Path(description="The SHA-256 of the file's bytes.", json_schema_extra={"pattern": "^[0-9a-f]{64}$"})
]
Why = Annotated[
    _Reason | None,
    AfterValidator(storable_only),
    Query(description="Why it is wanted, from who reads the ticket without working on it; it is recorded there."),
]
For = Annotated[Purpose | None, Query(description="What the file is for.")]


@router.post(
    "/{number}/attachments",
    summary=summary_of("attach"),
    description=f"{description_of('attach')} The same file again changes nothing. What is taken: docs/attachments.md.",
    operation_id="attach",
    response_model_exclude_none=True,
    responses=_NEW,
    openapi_extra=_BODY,
)
async def attach(
    *,
    service: ServiceOf,
    request: Request,
    response: Response,
    number: Number,
    caller: CallerOf,
    name: Name,
    purpose: For = None,
    claimed: Claimed = None,
    occurred: Occurred = None,
    late: Late = None,
    key: Key = None,
    expected: Expected = None,
) -> Answered:
    sent = Sent(caller, key, occurred, late, expected)
    try:
        file = await stored(service, number, Coming(request.stream(), name, claimed), sent)
    except ClientDisconnect:
        raise ApiProblem("upload-broken") from None
    except Refusal:
        await discarded(request)
        raise
    answer = await added(service, number, file, purpose, sent)
    response.status_code = 201 if answer.events else 200
    response.headers["Location"] = f"/tickets/{quote(number)}/attachments/{file.sha256}"
    return answered(service, response, answer)


@router.get("/{number}/attachments/{sha256}", summary="A file of a ticket", response_class=Response, responses=_FILE)
async def fetch_attachment(
    service: ServiceOf, number: Number, sha256: Hash, caller: CallerOf, reason: Why = None
) -> Response:
    """Its bytes, as they came in. For whoever may add files, has just unmasked the ticket, or reads it and says why.

    All of it: docs/attachments.md.
    """
    events, ticket = await found_ticket(service, number)
    found = _came(events, sha256)
    look = require_right(Wanted(found or events[-1], caller.person, now(service), reason), ticket, events)
    if found is None:
        raise ApiProblem("attachment-not-found")
    first, said = events[0].envelope, cast("AttachmentAdded", found.event)
    await require_in_use(service, first.customer)
    pieces = await begun(service.attachments.open(sha256, ticket=first.aggregate, customer=first.customer or ""))
    if look:
        await record_look(service, number, sha256, look, Sent(caller))
    log.info("attachment_fetched", sha256=sha256, **caller.in_the_log)
    return StreamingResponse(pieces, media_type=said.media_type, headers=headers_of(said))


def _came(events: Sequence[Recorded], sha256: str) -> Recorded | None:
    """When the file came to the ticket."""
    came = (each for each in events if isinstance(each.event, AttachmentAdded) and each.event.sha256 == sha256)
    return next(came, None)
