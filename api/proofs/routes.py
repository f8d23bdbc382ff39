"""The evidence of a ticket over HTTP: events, proofs and a verifier, for who trusts nobody here."""

from typing import Any, Final

import structlog
from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from api.callers import CallerOf
from api.documents.handing_out import file_of
from api.manners.language import language_of
from api.manners.problems import ApiProblem
from api.proofs.port import NotProvable
from api.service import ServiceOf
from api.tables.asked import known_parameters
from api.tickets.looking import read_ticket
from api.tickets.sending.handling import Number
from domain.rights import check

log = structlog.get_logger(__name__)

router: Final = APIRouter(prefix="/tickets", tags=["documents"], dependencies=[Depends(known_parameters)])
ZIP: Final = "application/zip"
_BINARY: Final[dict[str, Any]] = {"schema": {"type": "string", "format": "binary"}}


@router.get(
    "/{number}/evidence",
    name="show_evidence",
    summary="The evidence bundle of a ticket",
    response_class=Response,
    responses={200: {"content": {ZIP: _BINARY}}},
)
async def show_evidence(service: ServiceOf, request: Request, number: Number, caller: CallerOf) -> Response:
    """For auditor: the ticket's events as stored, personal values sealed, with proofs that they are all and unchanged,
    and a verifier that needs nothing of this service. What is new has proofs within a minute: docs/auditing.md.
    """
    check(caller.person, "read-audit")
    await read_ticket(service, number, caller)
    if service.proofs is None:
        raise ApiProblem("evidence-not-kept")
    try:
        content = await service.proofs.evidence(f"ticket-{number}")
    except NotProvable as error:
        raise ApiProblem("evidence-damaged" if error.damaged else "evidence-not-yet", number=number) from None
    log.info("evidence_handed_out", ticket=number, size=len(content), **caller.in_the_log)
    return file_of(content, ZIP, f"evidence-ticket-{number}.zip", language_of(request))
