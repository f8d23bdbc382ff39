"""What may be asked of a table: which rows, in which order, how many, of which moment, in which form."""

from collections.abc import Iterator
from typing import Annotated, Any, Final, Literal

from fastapi import Query, Request
from fastapi.dependencies.models import Dependant
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from pydantic import AfterValidator, WithJsonSchema
from pydantic_core import PydanticKnownError

from api.manners.moments import Time
from api.manners.texts import NUMBER, Id, Severity, Sought
from domain.refusals import NotAllowed
from domain.ticket.numbering import ticket_key
from projections.errors import BadQuery
from projections.wording.words import STATUSES

MOST: Final = 1000


def _is_status(value: str) -> str:
    """A closed list: what is not in it would look like an empty table."""
    if value in STATUSES:
        return value
    raise PydanticKnownError("enum", {"expected": ", ".join(STATUSES)})


def _is_number(value: str) -> str:
    try:
        ticket_key(value)
    except ValueError:
        raise NotAllowed("bad-number", number=value) from None
    return value


def sorted_by(columns: tuple[str, ...]) -> Any:
    """The query parameter ``sort`` of a table that can be sorted by these columns."""
    both = [*columns, *(f"-{column}" for column in columns)]
    return Query(description="The column to sort by; a leading `-` reverses.", json_schema_extra={"enum": both})


def require_sort(sort: str, columns: tuple[str, ...]) -> None:
    """Before a table of the past is made for it. Raises BadQuery."""
    if sort.removeprefix("-") not in columns:
        raise BadQuery("unknown-sort", sort=sort, allowed=", ".join(columns))


_SEVERAL: Final = Query(description="May be given several times: any of them.")
_Status = Annotated[str, AfterValidator(_is_status), WithJsonSchema({"type": "string", "enum": list(STATUSES)})]
_Number = Annotated[str, AfterValidator(_is_number), WithJsonSchema({"type": "string", "pattern": NUMBER})]

Statuses = Annotated[list[_Status] | None, _SEVERAL]
Severities = Annotated[list[Severity] | None, _SEVERAL]
Engineers = Annotated[list[Id] | None, _SEVERAL]
Text = Annotated[
    Sought | None,
    Query(description="All its words stand in number, customer, summary, fault, product, model, cause; or who it is."),
]
TicketNumber = Annotated[_Number | None, Query(description="One ticket's steps only.")]
Limit = Annotated[int, Query(ge=1, le=MOST, description="Rows a page.")]
Cursor = Annotated[str | None, Query(description="The `next` of the page before.")]
Format = Annotated[Literal["json", "csv", "xlsx", "pdf"], Query(description="A file holds all rows, not a page.")]
AsOf = Annotated[Time | None, Query(description="As it was at this moment; for who may read the audit.")]
Known = Annotated[bool, Query(description="With as_of: as it was *known* then, by when it was recorded.")]


async def known_parameters(request: Request) -> None:
    """A misspelt filter is no filter: it would show rows nobody asked for. Raises RequestValidationError."""
    route: APIRoute = request.scope["route"]
    known = {*_named(route.dependant)}
    if unknown := sorted(set(request.query_params) - known):
        raise RequestValidationError([{"type": "extra_forbidden", "loc": ("query", name)} for name in unknown])


def _named(dependant: Dependant) -> Iterator[str]:
    """The query parameters of a route and of what it depends on."""
    yield from (field.alias for field in dependant.query_params)
    for inner in dependant.dependencies:
        yield from _named(inner)
