"""What may be asked of a process map: which tickets, how fine, how much of it."""

from typing import Annotated, Any, Final, Literal

from fastapi import Depends, Query
from pydantic import AfterValidator, StringConstraints, WithJsonSchema
from pydantic_core import PydanticKnownError
from sqlalchemy import select

from api.callers import CallerOf
from api.manners.moments import Time
from api.manners.problems import ApiProblem
from api.manners.texts import Id, Severity, Sought
from api.processes.whose import among
from domain.ticket.vocabulary import Channel, Kind
from projections.processes.conformance.rules import BY_CODE
from projections.processes.finding import CaseFilter
from projections.register import REGISTER


def _several(told: str) -> Any:
    return Query(description=f"{told} May be given several times: any of them.", max_length=100)


def _is_rule(value: str) -> str:
    """A closed list: a misspelt one would look as if nobody had turned from it."""
    if value in BY_CODE:
        return value
    raise PydanticKnownError("enum", {"expected": ", ".join(BY_CODE)})


_Rule = Annotated[str, AfterValidator(_is_rule), WithJsonSchema({"type": "string", "enum": list(BY_CODE)})]
_Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{12}$")]

Level = Annotated[
    Literal["event", "step"],
    Query(description="As fine as events, or as coarse as the steps (处理阶段) of the progress table."),
]
Rules = Annotated[list[_Rule] | None, _several("Turns from these rules only.")]
Coverage = Annotated[
    float | None,
    Query(
        ge=0,
        le=1,
        description="The paths taken most that make up this share of all moves; 1 shows all. Left out: 1 for JSON, "
        "0.8 for a picture.",
    ),
]
Most = Annotated[
    int | None,
    Query(
        alias="paths",
        ge=1,
        le=10_000,
        description="So many paths at most. Left out: all for JSON, 60 for a picture, which has 200 at most.",
    ),
]
Form = Annotated[Literal["json", "svg"], Query(description="As data, or as a picture.")]

PICTURED: Final = (0.8, 60)
"""Share of moves and number of paths that a picture shows at most, where nothing else is asked for."""
MOST_DRAWN: Final = 200
"""Paths; a picture of so many took 4 to 11 s to arrange, and nobody reads it."""


def chosen(
    caller: CallerOf,
    since: Annotated[Time | None, Query(description="Reported at this moment or later.")] = None,
    until: Annotated[Time | None, Query(description="Reported before this moment.")] = None,
    product: Annotated[list[Sought] | None, _several("The product's name, or its model.")] = None,
    severity: Annotated[list[Severity] | None, _several("The severity by now.")] = None,
    channel: Annotated[list[Channel] | None, _several("How it reached us.")] = None,
    kind: Annotated[list[Kind] | None, _several("What is asked for.")] = None,
    area: Annotated[list[Sought] | None, _several("The region, as intake wrote it.")] = None,
    team: Annotated[list[Id] | None, _several("Whose team has it.")] = None,
    engineer: Annotated[list[Id] | None, _several("Who has it.")] = None,
    variant: Annotated[_Digest | None, Query(description="Tickets that went this one way.")] = None,
    imported: Annotated[bool | None, Query(description="Only imported tickets, or only those taken in here.")] = None,
) -> CaseFilter:
    """The tickets that a map is made of, as far as they are the caller's to see. Raises Forbidden, ApiProblem."""
    if since and until and until <= since:
        raise ApiProblem("until-before-since")
    return CaseFilter(
        since,
        until,
        product or (),
        severity or (),
        tuple(each.value for each in channel or ()),
        tuple(each.value for each in kind or ()),
        area or (),
        team or (),
        engineer or (),
        variant,
        imported,
        among(caller),
        select(REGISTER.c.number).where(REGISTER.c.model.in_(sorted(product))) if product else None,
    )


Chosen = Annotated[CaseFilter, Depends(chosen)]
