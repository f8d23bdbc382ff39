"""Intake help: who calls, what they own, and what is open or was repaired already, while they are on the phone."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any, Final, cast
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError
from sqlalchemy import Connection, func, select

from api.callers import CallerOf
from api.customers.views import CustomerView, customer_view
from api.manners.language import language_of
from api.manners.problems import ApiProblem
from api.manners.texts import storable_only
from api.records.moment import now
from api.service import ServiceOf
from api.tables.reading import After, Prefer, caught_up, fetch
from domain.customer.finding import Kind, normalised
from domain.customer.owned.repeats import Code, Earlier, Flag, duplicates, repeats
from domain.policy.in_force import Policies
from domain.refusals import Language, NotAllowed
from domain.rights import check
from domain.ticket.events import TicketResolved
from domain.ticket.vocabulary import ENDED, Stage
from domain.ticket.vocabulary import Kind as Asked
from projections.customers import finding
from projections.customers.finding import Known
from projections.progress import PROGRESS
from projections.register import REGISTER
from projections.sql.rows import Row

PATH: Final = "/intake/lookup"
router: Final = APIRouter(tags=["intake"])

Sought = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]
_MODELS: Final = ("customers", "register", "progress")
_SHOWN: Final = ("number", "status", "stage", "severity", "summary", "product", "model", "engineer", "customer")


class Lookup(BaseModel):
    """Exactly one of these; however it is written, it is found by what it means."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"phone": "138 1234 5678"}]})
    phone: Sought | None = None
    email: Sought | None = None
    serial: Sought | None = None
    order_number: Sought | None = None

    @field_validator("*", mode="after")
    @classmethod
    def _is_text(cls, value: Any) -> Any:
        return storable_only(value)

    @field_validator("phone", "email", mode="after")
    @classmethod
    def _tells_people_apart(cls, value: str | None, info: ValidationInfo) -> str | None:
        kind = cast("Kind", info.field_name)
        if value is not None and normalised(kind, value) is None:
            raise PydanticCustomError("no_phone" if kind == "phone" else "no_email", "is none")
        return value

    @property
    def asked(self) -> tuple[Kind, str]:
        """Raises ApiProblem where it is not one."""
        said = [("order" if name == "order_number" else name, value) for name, value in self if value is not None]
        if len(said) != 1:
            raise ApiProblem("one-value-needed")
        return cast("tuple[Kind, str]", said[0])


class OpenTicketView(BaseModel):
    """A ticket that is not ended, of the customer, of the product, or of both."""

    number: str
    status: str
    stage: str
    severity: str | None
    summary: str | None
    product: str | None
    model: str | None
    engineer: str | None
    customer: str | None
    reported: datetime | None
    same_customer: bool
    same_product: bool


class FlagView(BaseModel):
    """A ticket to look at before another is opened, and why."""

    number: str
    code: Code
    reason: str


class Found(BaseModel):
    """Who and what was found. Empty lists: nobody, nothing open, nothing to be warned of."""

    customers: list[CustomerView]
    open_tickets: list[OpenTicketView]
    duplicates: Annotated[list[FlagView], Field(description="Open tickets that may be the same report.")]
    repeats: Annotated[list[FlagView], Field(description="Repairs of the same serial number not long ago.")]


@dataclass(frozen=True, slots=True)
class _Related:
    """A ticket's row, and what it has in common with who or what was looked for."""

    row: Row
    same_customer: bool
    same_product: bool
    solved: datetime | None

    @property
    def is_open(self) -> bool:
        return Stage(self.row["stage"]) not in ENDED


@router.post(PATH, summary="Who calls, what they own, and what is open or was repaired already")
async def look_up(
    service: ServiceOf,
    request: Request,
    response: Response,
    caller: CallerOf,
    body: Lookup,
    after: After = None,
    prefer: Prefer = None,
) -> Found:
    """By one of phone, e-mail, serial and order number. Values are masked; nothing is recorded."""
    check(caller.person, "look-up")
    kind, value = body.asked
    for name in _MODELS:
        await caught_up(service, name, after, prefer)
    known, related = await fetch(service.read, lambda connection: _look(connection, kind, value))
    response.headers["Cache-Control"] = "no-store"
    at, policies, language = now(service), service.desk.policies, language_of(request)
    earlier = [_earlier(each, policies, service.zone) for each in related]
    return Found(
        customers=[customer_view(each, at, policies.of(None).warranty.months) for each in known],
        open_tickets=[_open(each, service.shown.row(each.row)) for each in related if each.is_open],
        duplicates=_flags(duplicates(earlier), language),
        repeats=_flags(repeats(earlier, at.date()), language),
    )


def _look(connection: Connection, kind: Kind, value: str) -> tuple[list[Known], list[_Related]]:
    known = finding.found_by(connection, kind, value)
    numbers = {ticket["number"] for each in known for ticket in each.tickets}
    same = set(finding.tickets_of(connection, "serial", _serials(connection, known, kind, value)))
    rows = _rows(connection, numbers | same)
    solved = _solved(connection, rows)
    related = [
        _Related(row, row["number"] in numbers, row["number"] in same, solved.get(row["number"])) for row in rows
    ]
    return known, related


def _serials(connection: Connection, known: Sequence[Known], kind: Kind, value: str) -> set[str]:
    """The hashes of the serial number that was looked for or, of a customer, of all that they own."""
    if kind == "serial":
        return {blind for blind in [finding.blind_of(connection, kind, value)] if blind}
    named = (row["blind"] for each in known for row in (*each.products, *each.tickets))
    return {blind for blind in named if blind}


def _rows(connection: Connection, numbers: Iterable[str]) -> list[Row]:
    query = select(REGISTER).where(REGISTER.c.number.in_(sorted(numbers)))
    return [dict(row) for row in connection.execute(query.order_by(REGISTER.c.reported.desc())).mappings()]


def _solved(connection: Connection, rows: Iterable[Row]) -> Mapping[str, datetime]:
    """When each ticket was last resolved."""
    at, number = PROGRESS.c.at, PROGRESS.c.number
    query = select(number, func.max(at, type_=at.type)).group_by(number)
    found = query.where(PROGRESS.c.event == TicketResolved.stored_name, number.in_([row["number"] for row in rows]))
    return {row[0]: row[1] for row in connection.execute(found)}


def _earlier(related: _Related, policies: Policies, zone: ZoneInfo) -> Earlier:
    row = related.row
    solved: date | None = related.solved.astimezone(zone).date() if related.solved else None
    return Earlier(
        number=row["number"],
        is_open=related.is_open,
        is_repair=row["kind"] == Asked.FAULT.value,
        same_customer=related.same_customer,
        same_product=related.same_product,
        solved=solved,
        months=_window(policies, row["policy"]),
    )


def _window(policies: Policies, policy: str | None) -> int:
    try:
        return policies.of(policy).warranty.repeat_repair_months
    except NotAllowed:  # a pack that this process does not know
        return policies.of(None).warranty.repeat_repair_months


def _open(related: _Related, row: Row) -> OpenTicketView:
    shown = {name: row[name] for name in (*_SHOWN, "reported")}
    return OpenTicketView(**shown, same_customer=related.same_customer, same_product=related.same_product)


def _flags(flags: Iterable[Flag], language: Language) -> list[FlagView]:
    return [FlagView(number=flag.number, code=flag.code, reason=flag.say(language)) for flag in flags]
