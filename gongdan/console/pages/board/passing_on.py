"""Giving several tickets to one person at once: what somebody has who is away, or what nobody has; each told apart."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Annotated, Any, Final, cast

from fastapi import APIRouter, Depends, Query, Request, Response
from uuid_utils.compat import uuid7

from api.callers import Caller
from api.manners.language import language_of
from api.manners.problems import ApiProblem
from api.service import Service, ServiceOf
from api.staff.routes import list_staff
from api.tables.filters import Filters, filtered
from api.tables.routes import listing
from api.tickets.actions import Body, body_of
from api.tickets.routes import acting
from api.tickets.views import version_tag
from api.workload.routes import show_workload
from api.workload.views import WorkloadView
from domain.refusals import Refusal
from domain.rights import check, may
from domain.staff.vocabulary import Role
from domain.ticket.commands import DispatchEngineer
from domain.ticket.vocabulary import Stage
from gongdan.cli.showing.labels import value
from gongdan.console.pages.board.standing import DISPATCHED_AT, can_be_dispatched, on_board
from gongdan.console.shell.blanks import no_blanks
from gongdan.console.shell.fields import Field, Wrong, fields_of, filled
from gongdan.console.shell.forms import Typed, TypedOf
from gongdan.console.shell.frame import page
from gongdan.console.shell.place import PASSING_ON
from gongdan.console.shell.severities import severity
from gongdan.console.shell.signed_in import SignedIn
from projections import register
from projections.sql.rows import Row
from projections.wording.words import STATUS

router: Final = APIRouter()
_rows: Final = listing(register.SHEET)
_MOST: Final = 60
"""At a time: all are dispatched in one request."""
_BETWEEN: Final = "@"
"""Of a ticket's number and the version that was looked at."""
_SHOWN: Final = sorted({STATUS[Stage(stage)] for stage in DISPATCHED_AT})
"""The statuses at which there is work to be passed on."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one ticket: ``done``, already so, or refused, and then ``why``."""

    number: str
    done: bool
    why: str | None = None


@router.get(PASSING_ON, dependencies=[Depends(no_blanks)])
async def show(
    service: ServiceOf,
    request: Request,
    response: Response,
    caller: SignedIn,
    asked: Annotated[Filters, Depends(filtered)],
    nobodys: Annotated[bool, Query()] = False,
) -> Response:
    return await _form(service, request, response, caller, asked, nobodys=nobodys)


@router.post(PASSING_ON)
async def pass_on(
    service: ServiceOf,
    request: Request,
    response: Response,
    caller: SignedIn,
    asked: Annotated[Filters, Depends(filtered)],
    typed: TypedOf,
    nobodys: Annotated[bool, Query()] = False,
) -> Response:
    """Sent twice it is done once: each ticket under the form's key."""
    check(caller.person, "dispatch")
    said = {name: typed.get(name, "") for name in ("engineer", "reason")}
    try:
        body = filled(body_of("dispatch"), said, service.zone, language_of(request))
    except Wrong as wrong:
        return await _form(service, request, response, caller, asked, nobodys=nobodys, typed=typed, wrong=wrong.errors)
    if not _ticked(typed):
        return await _form(service, request, response, caller, asked, nobodys=nobodys, typed=typed, none_ticked=True)
    outcomes = [
        await _passed(service, request, caller, body, number, version, typed.get("key", ""))
        for number, version in _ticked(typed)
    ]
    return page(
        request,
        "passed_on",
        outcomes=outcomes,
        engineer=said["engineer"],
        again=f"{PASSING_ON}?{request.url.query}",
    )


async def _passed(
    service: Service, request: Request, caller: Caller, body: Body, number: str, version: str, key: str
) -> Outcome:
    language = language_of(request)
    try:
        done = await acting("dispatch")(
            service=service,
            response=Response(),
            number=number,
            caller=caller,
            body=body,
            key=f"{key}-{number}" if key else None,
            expected=version_tag(int(version)) if version.isascii() and version.isdigit() else None,
        )
        return Outcome(number, done=bool(done.events))
    except (Refusal, ApiProblem) as refused:
        return Outcome(number, done=False, why=refused.say(language))


async def _form(
    service: Service,
    request: Request,
    response: Response,
    caller: Caller,
    asked: Filters,
    *,
    nobodys: bool,
    typed: Typed | None = None,
    wrong: Mapping[str, str] | None = None,
    none_ticked: bool = False,
) -> Response:
    check(caller.person, "dispatch")
    rows = await _found(service, request, response, caller, asked, nobodys=nobodys)
    ticked = {number for number, _ in _ticked(typed)} if typed else {row["number"] for row in rows}
    return page(
        request,
        "passing_on",
        422 if typed else 200,
        rows=rows,
        whose=asked.engineer or [],
        nobodys=nobodys,
        more=len(rows) == _MOST,
        ticked=ticked,
        none_ticked=none_ticked,
        fields=await _fields(service, request, caller, typed or {}, wrong or {}, asked, nobodys=nobodys),
        of=DispatchEngineer.causes.stored_name,
        severity=lambda row: severity(service, row["policy"], row["severity"]),
        can_be_dispatched=can_be_dispatched,
        key=(typed or {}).get("key") or str(uuid7()),
        here=f"{PASSING_ON}?{request.url.query}" if request.url.query else PASSING_ON,
    )


async def _found(
    service: Service, request: Request, response: Response, caller: Caller, asked: Filters, *, nobodys: bool
) -> list[Row]:
    """What is asked for, of tickets that are open."""
    if nobodys:
        rows, _ = await on_board(service, caller, "nobodys")
        return [row for row in rows if row["stage"] in DISPATCHED_AT][:_MOST]
    wanted = replace(asked, status=asked.status or _SHOWN)
    found = await _rows(service, request, response, caller, wanted, "reported", _MOST)
    return cast("list[Row]", found.items)


async def _fields(
    service: Service,
    request: Request,
    caller: Caller,
    typed: Typed,
    wrong: Mapping[str, str],
    asked: Filters,
    *,
    nobodys: bool,
) -> list[Field]:
    """To whom, and why: passing work on to another needs a reason."""
    language = language_of(request)
    found = fields_of(
        body_of("dispatch"),
        typed,
        wrong,
        {"engineer": await _engineers(service, request, caller, asked.engineer or [])},
        lambda name, code: value(f"{DispatchEngineer.causes.stored_name}.{name}", code, language),
    )
    wanted = {each.name: each for each in found}
    return [wanted["engineer"], replace(wanted["reason"], needed=not nobodys)]


async def _engineers(service: Service, request: Request, caller: Caller, without: list[str]) -> list[tuple[str, str]]:
    """Those who work here as engineers, who is there before who is away, and of them those with the least open."""
    if not may(caller.person, "list-staff"):
        return []
    staff = await list_staff(service, caller, role=Role.ENGINEER, only="employed")
    opened: dict[Any, int] = {}
    if may(caller.person, "read-metrics"):
        loads = cast("WorkloadView", await show_workload(service, request, caller))
        opened = {each.staff: each.open for each in loads.items}
    zh = language_of(request) == "zh"
    there = sorted(staff, key=lambda each: (each.on_leave, opened.get(each.number, 0), each.number))
    return [
        (
            each.number,
            f"{each.name or each.office} ({each.number})"
            + (f" · {opened[each.number]} {'件在办' if zh else 'open'}" if each.number in opened else "")
            + ((" · 休假" if zh else " · away") if each.on_leave else ""),
        )
        for each in there
        if each.number not in without
    ]


def _ticked(typed: Typed) -> list[tuple[str, str]]:
    """Numbers, each with the version that was looked at; each once."""
    found = (each.partition(_BETWEEN) for each in typed.get("ticket", "").split(",") if each)
    return [*{number: (number, version) for number, _, version in found}.values()][:_MOST]
