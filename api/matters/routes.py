"""The routes of a kind of matter: open one, act on one, look at one, at its history, or at a list."""

from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Path, Query, Response
from pydantic import AfterValidator, WithJsonSchema
from pydantic_core import PydanticKnownError

from api.callers import Caller, CallerOf
from api.manners.problems import ApiProblem
from api.manners.texts import Id, Sought
from api.matters.catalogue import OFFERED
from api.matters.offered import Offered
from api.matters.theirs import history_of, limited_to, view_of
from api.matters.views import MatterPage, MatterView, facts_of, row_of, told_of
from api.matters.visible import seen
from api.records.acting import add_actions, add_route
from api.service import Service, ServiceOf
from api.tables.asked import Cursor, Limit, TicketNumber, known_parameters, sorted_by
from api.tables.reading import After, Prefer, caught_up, fetch
from api.tickets.actions import Body, OpeningBody, body_for, command_from
from api.tickets.sending.asking import asked
from api.tickets.sending.handling import Key, Sent, answered, same
from api.tickets.sending.repeated import begun_before
from api.tickets.sending.signatures import taking
from api.tickets.views import Answered, HistoryView, version_tag
from api.tickets.whose import require_in_use
from api.views.applied import APPLIED
from domain.desk.answering import Answer
from domain.desk.metadata import CommandMetadata
from domain.matters.articles.state import Article
from domain.matters.matter import Matter
from domain.record.envelope import Recorded
from domain.refusals import MatterNotFound
from domain.rights import Person, check, may
from projections import articles, matters
from projections.errors import NotReadable

Number = Annotated[str, Path(max_length=100, description="The matter's number.", examples=["TH202405-00001"])]
OpenOnly = Annotated[bool, Query(alias="open", description="Only those that have not ended.")]


def router_of(offered: Offered) -> APIRouter:
    """All routes of a kind."""
    router = APIRouter(prefix=f"/{offered.path}", tags=[offered.path])
    first = offered.kind.opening
    body = body_for(first, offered.examples[first.action], offered.body)
    add_route(router, "", first, taking(opening(offered), body), 201)
    add_actions(router, offered.acted)
    _add_looking(router, offered)
    return router


def opening(offered: Offered) -> Callable[..., Awaitable[Answered]]:
    async def begin(
        *, service: ServiceOf, response: Response, caller: CallerOf, body: Body, key: Key = None
    ) -> Answered:
        said = body.customer if isinstance(body, OpeningBody) else None
        customer = _customer_of(offered, caller, said)
        metadata = Sent(caller, key, body.occurred, body.late).metadata(offered.path, customer=customer)
        command = command_from(offered.kind.opening, body)

        async def begun(traced: CommandMetadata) -> Answer:
            if key and (before := await begun_before(service, traced.id)):
                return same(before, command, traced)
            await require_in_use(service, traced.customer)
            return same(await service.desk.begin(offered.kind, command, traced), command, traced)

        answer = await asked(command.action, metadata, begun)
        response.headers["Location"] = f"/{offered.path}/{answer.number}"
        return answered(service, response, answer)

    return begin


async def _solved(service: Service, article: str, said: Iterable[str]) -> list[str]:
    """The tickets that it solved; while the list of those is being built, those that were ``said`` on itself."""
    with suppress(NotReadable):
        await service.runner.require("articles")
        return await fetch(service.read, lambda connection: articles.solved_by(connection, article))
    return sorted(said)


def _customer_of(offered: Offered, caller: Caller, said: str | None) -> str | None:
    """Who may open one as a customer alone opens it for themselves. Raises Forbidden, ApiProblem."""
    permission = check(caller.person, offered.kind.opening.action)
    if permission.role != "customer" or offered.kind.whose != "customer":
        return said
    if said not in (None, caller.id):
        raise ApiProblem("other-customer")
    return caller.id


def _add_looking(router: APIRouter, offered: Offered) -> None:
    name, called = offered.kind.name, offered.kind.called
    _get(
        router,
        "",
        listing(offered),
        f"list_{offered.path}",
        f"All {offered.path} · {called.zh}",
        [APPLIED, Depends(known_parameters)],
    )
    _get(router, "/{number}", showing(offered), f"show_{name}", f"One {called.en} · {called.zh}")
    _get(
        router,
        "/{number}/history",
        history_at(offered),
        f"{name}_history",
        f"All events of one {called.en} · {called.zh}",
    )


def listing(offered: Offered) -> Callable[..., Awaitable[MatterPage]]:
    name, statuses = offered.kind.name, offered.kind.statuses
    known = AfterValidator(lambda value: _in_list(value, statuses))
    among = WithJsonSchema({"type": "string", "enum": [*statuses]})
    wanted = Query(description="May be given several times: any of them.")

    async def list_them(
        service: ServiceOf,
        caller: CallerOf,
        status: Annotated[list[Annotated[str, known, among]] | None, wanted] = None,
        ticket: TicketNumber = None,
        customer: Annotated[Sought | None, Query(description="One customer's only, by key.")] = None,
        responsible: Annotated[Id | None, Query(description="Those that this person answers for.")] = None,
        open_only: OpenOnly = False,
        sort: Annotated[str, sorted_by(matters.SORTS)] = "-updated",
        limit: Limit = 50,
        page: Cursor = None,
        after: After = None,
        prefer: Prefer = None,
    ) -> MatterPage:
        """Newest first, as far as the caller may see them."""
        only = matters.MatterFilter(
            name, status or (), ticket, customer, responsible, open_only, *seen(offered, caller.person)
        )
        await caught_up(service, "matters", after, prefer)
        found, count = await fetch(
            service.read,
            lambda connection: (
                matters.page(connection, only, sort=sort, after=page, limit=limit),
                matters.count(connection, only),
            ),
        )
        rows = [row_of(service.shown.row(row)) for row in found.rows]
        return MatterPage(items=rows, count=count, next=found.next)

    return list_them


def showing(offered: Offered) -> Callable[..., Awaitable[MatterView]]:
    async def show(service: ServiceOf, response: Response, number: Number, caller: CallerOf) -> MatterView:
        """As it stands now, read from the log: codes, keys and days."""
        events, matter = await _read(service, offered, number, caller)
        response.headers["ETag"] = version_tag(events[-1].envelope.version)
        view = _view(service, offered, number, events, matter, caller.person)
        if isinstance(matter, Article):
            view.facts["helped"] = await _solved(service, number, matter.helped)
        listed = limited_to(offered, matter, caller.person)
        return view_of(listed, view) if listed else view

    return show


def history_at(offered: Offered) -> Callable[..., Awaitable[HistoryView]]:
    async def history(service: ServiceOf, response: Response, number: Number, caller: CallerOf) -> HistoryView:
        """Personal values are masked; what was said in free text is readable. A customer sees what is theirs to see."""
        events, matter = await _read(service, offered, number, caller)
        response.headers["ETag"] = version_tag(events[-1].envelope.version)
        view, listed = service.shown.history(number, events), limited_to(offered, matter, caller.person)
        return history_of(listed, view, events) if listed else view

    return history


def _get(
    router: APIRouter, path: str, endpoint: Callable[..., Any], name: str, summary: str, depends: Any = None
) -> None:
    router.add_api_route(
        path,
        endpoint,
        methods=["GET"],
        name=name.replace("-", "_"),
        summary=summary,
        dependencies=depends,
        response_model_exclude_none=path.endswith("history"),
    )


def _in_list(value: str, known: Iterable[str]) -> str:
    """A closed list: what is not in it would look like an empty one."""
    if value in known:
        return value
    raise PydanticKnownError("enum", {"expected": ", ".join(known)})


async def _read(service: Service, offered: Offered, number: str, caller: Caller) -> tuple[tuple[Recorded, ...], Matter]:
    """Raises MatterNotFound, and Forbidden where the caller may not read it."""
    events = await service.desk.events_of(offered.key(number))
    matter = None
    for recorded in events:
        matter = offered.kind.evolve(matter, recorded)
    if matter is None:
        raise MatterNotFound(number)
    check(caller.person, offered.reading, matter)
    return events, matter


async def require_theirs(service: Service, offered: Offered, number: str, caller: Caller, action: str) -> None:
    """Raises MatterNotFound, and Forbidden where they may not do this to it, however it stands."""
    _, matter = await _read(service, offered, number, caller)
    check(caller.person, action, matter)


def _view(
    service: Service, offered: Offered, number: str, events: tuple[Recorded, ...], matter: Matter, person: Person
) -> MatterView:
    kind, first, last = offered.kind, events[0].envelope, events[-1].envelope
    return MatterView(
        number=number,
        kind=kind.name,
        status=matter.status,
        ended=matter.status in kind.ended,
        ticket=matter.ticket,
        customer=matter.customer,
        opened=service.shown.local(first.occurred),
        opened_by=matter.opened_by,
        responsible=matter.responsible,
        due=matter.due,
        version=last.version,
        updated=service.shown.local(max(each.envelope.occurred for each in events)),
        facts=facts_of(matter) | told_of(events),
        possible=[
            command.action
            for command, statuses in kind.possible.items()
            if matter.status in statuses and may(person, command.action, matter)
        ],
    )


ROUTERS: Final = tuple(router_of(offered) for offered in OFFERED)
