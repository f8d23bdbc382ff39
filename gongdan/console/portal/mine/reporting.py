"""A fault reported from the web (R1): the API's own opening of a ticket, by whoever comes; number and code at once."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

import structlog
from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from uuid_utils.compat import uuid7

from api.callers import Caller
from api.manners.language import language_of
from api.manners.problems import ApiProblem, status_of
from api.service import ServiceOf
from api.tickets.actions import body_of
from api.tickets.routes import open_ticket
from domain.record.identity import customer_key, request_command_id
from domain.refusals import Refusal
from gongdan.console.portal.address import REPORT, TICKET
from gongdan.console.portal.entry.visitor import let_in, reception_of
from gongdan.console.portal.frame import page
from gongdan.console.shell.fields import Wrong, filled
from gongdan.console.shell.forms import Typed, TypedOf
from gongdan.console.shell.spoken import spoken

router: Final = APIRouter()
log = structlog.get_logger(__name__)

_KINDS: Final = ("fault", "consultation", "maintenance", "return", "exchange", "refund", "complaint")
_ASKED: Final = frozenset(
    {"kind", "summary", "description", "error_code", "customer_name", "order_number", "key"}
    | {f"contact.{name}" for name in ("name", "phone", "email", "wechat")}
    | {f"product.{name}" for name in ("name", "model", "serial", "purchased", "purchase_channel")}
    | {f"problem.{name}" for name in ("noticed", "frequency", "tried")}
)
"""What the public may say; who may see it, whose it is and how it came is not theirs to say."""
_NOBODY: Final = (
    "请留下电话或邮箱，我们才能联系您。",
    "Leave a phone number or an e-mail address, or we cannot reach you.",
)


@router.get(REPORT)
async def ask(request: Request) -> Response:
    """The form; where reports from the web are not taken, how else the department is reached."""
    if not reception_of(request).said.public_reports:
        return page(request, "report_elsewhere")
    return _form(request, {"key": str(uuid7())})


@router.post(REPORT)
async def take(service: ServiceOf, request: Request, response: Response, typed: TypedOf) -> Response:
    """Opened once for each form that was shown; who reported it is let in to it."""
    if not reception_of(request).said.public_reports:
        raise ApiProblem("no-route", path=REPORT)
    language = language_of(request)
    said = {name: text for name, text in typed.items() if name in _ASKED}
    try:
        key = _key(said.pop("key", ""))
        body: Any = filled(body_of("open"), {**said, "channel": "web"}, service.zone, language)
        if body.contact is None or not (body.contact.phone or body.contact.email):
            raise Wrong({"contact.phone": _NOBODY[0 if language == "zh" else 1]})
        if not reception_of(request).reports.take():
            raise ApiProblem("too-many-reports")
        done = await open_ticket(
            service=service, request=request, response=response, caller=_somebody(key), body=body, key=key
        )
    except Wrong as wrong:
        return _form(request, typed, wrong.errors, status=422)
    except Refusal as refusal:
        return _form(request, typed, refused=refusal.say(language), status=status_of(refusal))
    except ApiProblem as problem:
        return _form(request, typed, refused=spoken(problem, language), status=problem.status)
    log.info("customer_reported", ticket=done.number)
    answer = RedirectResponse(f"{TICKET}?told=reported", 303)
    await let_in(request, answer, done.number, "report")
    return answer


def _key(said: str) -> str:
    """Of the form that was shown. Raises ApiProblem."""
    try:
        return str(UUID(said))
    except ValueError:
        raise ApiProblem("bad-form") from None


def _somebody(key: str) -> Caller:
    """Nobody whom we know yet: a customer of their own, the same one where the form is sent again."""
    return Caller(customer_key(request_command_id("public", REPORT, key)), frozenset({"customer"}), channel="portal")


def _form(
    request: Request,
    typed: Typed,
    errors: Mapping[str, str] | None = None,
    refused: str | None = None,
    status: int = 200,
) -> Response:
    return page(
        request,
        "report",
        status,
        here=REPORT,
        typed=typed,
        errors=errors or {},
        refused=refused,
        kinds=_KINDS,
        version="",
    )
