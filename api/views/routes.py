"""Saved views: save one, change, share or remove one's own, and look at those there are."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Annotated, Any, Final, cast
from weakref import WeakValueDictionary

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from sqlalchemy import Connection
from uuid_utils.compat import uuid7

from api.callers import Caller, CallerOf
from api.manners.problems import ApiProblem
from api.records.acting import add_route
from api.service import Service, ServiceOf
from api.tables.asked import Cursor, known_parameters, sorted_by
from api.tables.reading import After, Prefer, caught_up, fetch
from api.tickets.actions import Body, body_for, command_from
from api.tickets.sending.expected import Expected, expected_among
from api.tickets.sending.handling import Key, Sent, acted, answered
from api.tickets.sending.signatures import taking
from api.tickets.views import Answered, version_tag
from api.views.actions import EXAMPLES, NOUNS
from api.views.lists import require_kept
from api.views.seen import require_views, seen_in
from api.views.shown import ViewPage, ViewView, view_view
from domain.desk.kinds import KINDS
from domain.record.envelope import Recorded
from domain.record.identity import request_command_id
from domain.refusals import NotAllowed
from domain.views.commands import COMMANDS, RedefineView, RenameView, SaveView
from domain.views.identity import view_key
from domain.views.state import View
from domain.views.vocabulary import ListName
from projections import views
from projections.sql.paging import Page

router: Final = APIRouter(prefix="/views", tags=["views"])

Id = Annotated[
    str,
    Path(pattern="^[0-9a-f]{32}$", description="The view's id.", examples=["8a1c2f3e4d5b5a6c9e0f7b8d6c5a4f3e"]),
]
_turns: Final = WeakValueDictionary[str, asyncio.Lock]()

Limit = Annotated[int, Query(ge=1, le=200, description="Views a page.")]


async def save(*, service: ServiceOf, response: Response, caller: CallerOf, body: Body, key: Key = None) -> Answered:
    command = cast("SaveView", command_from(SaveView, body))
    require_views(caller, command.action)
    require_kept(command.list, command.query)
    request_key = key or str(uuid7())
    aggregate = view_key(request_command_id(caller.id, "views", request_key))
    sent = Sent(caller, request_key, body.occurred, body.late)
    async with _naming(caller.id):
        await _require_free(service, caller, aggregate, command.list, command.name)
        answer = await acted(service, aggregate, "views", command, sent, None)
    response.headers["Location"] = f"/views/{answer.number}"
    return answered(service, response, answer)


add_route(router, "", SaveView, taking(save, body_for(SaveView, EXAMPLES["save-view"])), 201)


def acting(action: str) -> Callable[..., Awaitable[Answered]]:
    async def act(
        *,
        service: ServiceOf,
        response: Response,
        view: Id,
        caller: CallerOf,
        body: Body,
        key: Key = None,
        expected: Expected = None,
    ) -> Answered:
        require_views(caller)
        aggregate, (_, held) = f"view-{view}", await _own(service, caller, view)
        command = command_from(COMMANDS[action], body)
        if isinstance(command, RedefineView):
            require_kept(held.list, command.query)
        version = await expected_among(expected, lambda: service.desk.events_of(aggregate))
        sent = Sent(caller, key, body.occurred, body.late, expected)
        route = f"views/{view}/{NOUNS[action]}"
        async with _naming(caller.id):
            if isinstance(command, RenameView):
                await _require_free(service, caller, aggregate, held.list, command.name)
            return answered(service, response, await acted(service, aggregate, route, command, sent, version))

    return act


for _action, _noun in NOUNS.items():
    _body = body_for(COMMANDS[_action], EXAMPLES[_action])
    add_route(router, f"/{{view}}/{_noun}", COMMANDS[_action], taking(acting(_action), _body))


@router.get("", name="list_views", summary="Saved views: one's own, and those shared with one")
async def list_views(
    service: ServiceOf,
    request: Request,
    response: Response,
    caller: CallerOf,
    listed: Annotated[ListName | None, Query(alias="list", description="Of one list only.")] = None,
    sort: Annotated[str, sorted_by(views.SORTS)] = "name",
    limit: Limit = 50,
    page: Cursor = None,
    after: After = None,
    prefer: Prefer = None,
    _: Annotated[None, Depends(known_parameters)] = None,
) -> ViewPage:
    """A view shows nobody more than they may see. `Link` names the next page."""
    require_views(caller)
    for name in ("views", "staff"):
        await caught_up(service, name, after, prefer)

    def look(connection: Connection) -> tuple[Page, int]:
        seen = seen_in(connection, service, caller, listed)
        rows = views.page(connection, seen, sort=sort, after=page, limit=limit)
        whole = page is None and rows.next is None
        return rows, len(rows.rows) if whole else views.count(connection, seen)

    found, count = await fetch(service.read, look)
    if found.next:
        url = request.url.include_query_params(page=found.next)
        response.headers["Link"] = f'<{url.path}?{url.query}>; rel="next"'
    items = [view_view(service.shown, row, caller.id) for row in found.rows]
    return ViewPage(items=items, next=found.next, count=count)


@router.get("/{view}", name="show_view", summary="One of one's own saved views")
async def show_view(service: ServiceOf, response: Response, view: Id, caller: CallerOf) -> ViewView:
    """As it stands now, read from the log."""
    require_views(caller)
    events, held = await _own(service, caller, view)
    if held.removed:
        raise ApiProblem("view-not-found", view=view)
    response.headers["ETag"] = version_tag(events[-1].envelope.version)
    row: dict[str, Any] = {
        "view": view,
        "owner": held.owner,
        "list": held.list,
        "name": held.name,
        "query": held.query,
        "shared": held.shared,
        "team": held.team,
        "saved": events[0].envelope.occurred,
        "updated": events[-1].envelope.occurred,
    }
    return view_view(service.shown, row, caller.id)


async def _own(service: Service, caller: Caller, view: str) -> tuple[tuple[Recorded, ...], View]:
    """Another's is as if there were none. Raises ApiProblem."""
    events = await service.desk.events_of(f"view-{view}")
    held: View | None = KINDS["view"].fold(events)
    if held is None or held.owner != caller.id:
        raise ApiProblem("view-not-found", view=view)
    return events, held


def _naming(owner: str) -> asyncio.Lock:
    """Names of one person's views are given one after the other: the second of two alike sees the first."""
    return _turns.setdefault(owner, asyncio.Lock())


async def _require_free(service: Service, caller: Caller, aggregate: str, listed: str, name: str) -> None:
    """A person has one view of a name and list. Raises NotAllowed."""
    await caught_up(service, "views", "now", None)
    mine = views.Seen(caller.id, list=listed)
    rows = await fetch(service.read, lambda connection: views.named(connection, mine, f"{caller.id}/{name}"))
    if any(f"view-{row['view']}" != aggregate for row in rows):
        raise NotAllowed("view-name-taken", name=name)
