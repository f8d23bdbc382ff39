"""Policy packs, calendars and rules of routing over HTTP: the same routes for all, made from one table."""

from collections.abc import Awaitable, Callable
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from sqlalchemy import Connection, func, select

from api.callers import CallerOf
from api.manners.language import language_of
from api.rules.acting import proposed, settled
from api.rules.bodies import Approval, Proposal, Publication, Rejection, Said
from api.rules.kinds import CALENDARS, POLICIES, ROUTING, Kind
from api.rules.receiving import warnings_of
from api.rules.texts.looking import all_of, choice_view, one_of
from api.rules.texts.told import CalendarsView, PoliciesView, RoutingView, Settled, TextView
from api.service import ServiceOf
from api.tables.asked import known_parameters
from api.tables.reading import fetch
from api.tickets.described import described, sentence_of
from api.tickets.sending.expected import Expected
from api.tickets.sending.handling import Key, Sent
from api.tickets.sending.signatures import taking
from api.tickets.views import version_tag
from domain.rulebook.commands import ApproveText, PublishText, RejectText
from domain.rulebook.part import Code
from projections.register import REGISTER

router: Final = APIRouter(dependencies=[Depends(known_parameters)])

Name = Annotated[Code, Path(description="The name that the text gives itself: a pack's, a calendar's region, `desk`.")]
Version = Annotated[
    int | None, Query(ge=1, le=1_000_000, description="One version, also a proposed one; else the newest in force.")
]
Counted = Annotated[bool, Query(description="Also count the tickets under each text, as far as the register knows.")]
_FOR_STAFF: Final = "For everyone on staff."


@router.get("/policies", tags=["policies"], summary="All policy packs, and which one a ticket gets")
async def list_policies(service: ServiceOf, caller: CallerOf, counted: Counted = False) -> PoliciesView:
    """For everyone on staff. What is proposed stands beside what is in force."""
    items = await all_of(service, POLICIES, caller)
    tickets = None
    if counted:
        await service.runner.require("register")
        tickets = await fetch(service.read, _tickets)
    choice, unreadable = choice_view(service), [*service.rules.unreadable]
    return PoliciesView(items=items, choice=choice, unreadable=unreadable, tickets=tickets)


@router.get("/calendars", tags=["calendars"], summary="All calendars of working days")
async def list_calendars(service: ServiceOf, caller: CallerOf) -> CalendarsView:
    """For everyone on staff. What is proposed stands beside what is in force."""
    return CalendarsView(items=await all_of(service, CALENDARS, caller))


@router.get("/routing", tags=["routing"], summary="The rules that say to whom a ticket goes")
async def list_routing(service: ServiceOf, caller: CallerOf) -> RoutingView:
    """For everyone on staff. A deployment has one set of rules, `desk`; none is there until a supervisor sets it."""
    return RoutingView(items=await all_of(service, ROUTING, caller))


def _tickets(connection: Connection) -> dict[str, int]:
    """How many tickets each text judges; imported ones, which are under none, are not among them."""
    of = REGISTER.c.policy
    found = connection.execute(select(of, func.count().label("tickets")).where(of.is_not(None)).group_by(of))
    return {row.policy: row.tickets for row in found}


def _showing(kind: Kind) -> Callable[..., Awaitable[TextView]]:
    async def show(
        service: ServiceOf, request: Request, response: Response, caller: CallerOf, name: Name, version: Version = None
    ) -> TextView:
        found = await one_of(service, kind, caller, name, version, language_of(request))
        response.headers["ETag"] = version_tag(found.revision)
        return found

    return show


def _proposing(kind: Kind) -> Callable[..., Awaitable[Settled]]:
    async def propose(
        *,
        service: ServiceOf,
        request: Request,
        response: Response,
        caller: CallerOf,
        body: Proposal,
        key: Key = None,
        expected: Expected = None,
    ) -> Settled:
        sent = Sent(caller, key, expected=expected)
        command = proposed(service, kind, body.text, sent, language_of(request))
        done = await settled(service, response, kind, command.name, command, sent)
        response.headers["Location"] = f"/{kind.path}/{command.name}?version={command.version}"
        warnings = await warnings_of(service, kind, body.text, language_of(request))
        return done.model_copy(update={"warnings": warnings})

    return propose


def _going_on(kind: Kind, asks: type[ApproveText | RejectText | PublishText]) -> Callable[..., Awaitable[Settled]]:
    async def go_on(
        *,
        service: ServiceOf,
        response: Response,
        caller: CallerOf,
        name: Name,
        body: Said,
        key: Key = None,
        expected: Expected = None,
    ) -> Settled:
        command = asks.model_validate(body.model_dump())
        return await settled(service, response, kind, name, command, Sent(caller, key, expected=expected))

    return go_on


def _add(kind: Kind) -> None:
    noun = kind.noun[1]
    tags: Any = [kind.path]
    router.add_api_route(
        f"/{kind.path}/{{name}}",
        _showing(kind),
        summary=f"A {noun}: its text, what it says, and its versions",
        description=_FOR_STAFF,
        operation_id=f"show_{kind.category}",
        tags=tags,
    )
    steps: list[tuple[str, Any, type[Said], Callable[..., Any], int]] = [
        ("", kind.propose, Proposal, _proposing(kind), 201),
        ("/{name}/rejection", kind.reject, Rejection, _going_on(kind, kind.reject), 200),
        ("/{name}/publication", kind.publish, Publication, _going_on(kind, kind.publish), 200),
    ]
    if kind.approve:
        steps.append(("/{name}/approval", kind.approve, Approval, _going_on(kind, kind.approve), 200))
    for path, command, body, endpoint, status in steps:
        router.add_api_route(
            f"/{kind.path}{path}",
            taking(endpoint, body),
            methods=["POST"],
            status_code=status,
            summary=sentence_of(command),
            description=described(command),
            operation_id=command.action,
            response_model_exclude_none=True,
            tags=tags,
        )


for _kind in (POLICIES, CALENDARS, ROUTING):
    _add(_kind)
