"""The papers of a ticket that are its customer's: plan, confirmation, survey and service report, as PDF."""

from typing import Final, Literal, get_args

from fastapi import APIRouter, Request, Response

from api.documents.tickets.routes import print_document
from api.service import Service, ServiceOf
from api.tickets.standing.ticket import TicketView
from gongdan.console.portal.address import PAPERS
from gongdan.console.portal.entry.visitor import VisitorOf

router: Final = APIRouter()

TheirPaper = Literal["service-report", "plan", "confirmation", "survey"]
_SOLVED: Final = frozenset({"resolved", "confirmed", "closed", "archived"})


@router.get(f"{PAPERS}/{{kind}}")
async def print_paper(
    service: ServiceOf, request: Request, response: Response, visitor: VisitorOf, kind: TheirPaper
) -> Response:
    """Only what is theirs to see stands in it."""
    return await print_document(service, request, response, visitor.number, kind, visitor.caller)


def papers_of(service: Service, ticket: TicketView) -> list[str]:
    """Those that say something by now."""
    says = {
        "service-report": ticket.status in _SOLVED,
        "plan": ticket.plan is not None and ticket.plan.shared,
        "confirmation": ticket.status in _SOLVED,
        "survey": bool(ticket.surveys),
    }
    return [kind for kind in get_args(TheirPaper) if says[kind] and service.documents]
