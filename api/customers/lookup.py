"""Intake help: who calls, what they own, and what is open or was repaired already, while they are on the phone."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any, Final, cast

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError
from sqlalchemy import Connection

from api.callers import CallerOf
from api.customers.views import CustomerView, customer_view
from api.hints.related import FlagView, Related, earlier, rows_of, said, solved_at
from api.manners.language import language_of
from api.manners.problems import ApiProblem
from api.manners.texts import storable_only
from api.records.moment import now
from api.service import ServiceOf
from api.tables.reading import After, Prefer, caught_up, fetch
from domain.customer.finding import Kind, normalised
from domain.customer.owned.repeats import duplicates, repeats
from domain.rights import check
from projections.customers import finding
from projections.customers.finding import Known
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


class Found(BaseModel):
    """Who and what was found. Empty lists: nobody, nothing open, nothing to be warned of."""

    customers: list[CustomerView]
    open_tickets: list[OpenTicketView]
    duplicates: Annotated[list[FlagView], Field(description="Open tickets that may be the same report.")]
    repeats: Annotated[list[FlagView], Field(description="Repairs of the same serial number not long ago.")]


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
    known_before = [earlier(each, policies, service.zone) for each in related]
    return Found(
        customers=[customer_view(each, at, policies.of(None).warranty.months) for each in known],
        open_tickets=[_open(each, service.shown.row(each.row)) for each in related if each.is_open],
        duplicates=said(duplicates(known_before), language),
        repeats=said(repeats(known_before, at.date()), language),
    )


def _look(connection: Connection, kind: Kind, value: str) -> tuple[list[Known], list[Related]]:
    known = finding.found_by(connection, kind, value)
    numbers = {ticket["number"] for each in known for ticket in each.tickets}
    same = set(finding.tickets_of(connection, "serial", _serials(connection, known, kind, value)))
    rows = rows_of(connection, numbers | same)
    solved = solved_at(connection, rows)
    related = [Related(row, row["number"] in numbers, row["number"] in same, solved.get(row["number"])) for row in rows]
    return known, related


def _serials(connection: Connection, known: Sequence[Known], kind: Kind, value: str) -> set[str]:
    """The hashes of the serial number that was looked for or, of a customer, of all that they own."""
    if kind == "serial":
        return {blind for blind in [finding.blind_of(connection, kind, value)] if blind}
    named = (row["blind"] for each in known for row in (*each.products, *each.tickets))
    return {blind for blind in named if blind}


def _open(related: Related, row: Row) -> OpenTicketView:
    shown = {name: row[name] for name in (*_SHOWN, "reported")}
    return OpenTicketView(**shown, same_customer=related.same_customer, same_product=related.same_product)
