"""Whose data something was asked of, is restricted, held or to be erased, and what became of it."""

from datetime import date, datetime
from typing import Annotated, Final

from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field

from api.callers import CallerOf
from api.service import ServiceOf
from api.tables.asked import known_parameters
from api.tables.reading import After, Prefer, caught_up, fetch
from domain.customer.vocabulary import Keeping, Measure
from domain.rights import check
from projections.customers import measures

router: Final = APIRouter(prefix="/privacy", tags=["customers"])


class MeasuresView(BaseModel):
    """A customer's data: what waits for a second person, what is in force, and when it was erased."""

    customer: str
    requested: Measure | None
    requested_by: str | None
    restricted: bool
    holds: int
    because: Annotated[Keeping | None, Field(description="Why an erasure that was approved has to wait.")]
    until: Annotated[date | None, Field(description="The last day on which it has to be kept.")]
    exported: datetime | None
    erased: datetime | None
    completed: Annotated[datetime | None, Field(description="When nothing was left any more.")]
    updated: datetime


@router.get(
    "",
    name="list_measures",
    summary="What was asked of whose data, and what became of it",
    dependencies=[Depends(known_parameters)],
)
async def list_measures(
    service: ServiceOf, caller: CallerOf, after: After = None, prefer: Prefer = None
) -> list[MeasuresView]:
    """The last first. For privacy officers; it names nobody but by their keys."""
    check(caller.person, "read-restricted")
    await caught_up(service, "customers", after, prefer)
    rows = await fetch(service.read, measures.listed)
    return [MeasuresView.model_validate(_local(row, service)) for row in rows]


def _local(row: dict[str, object], service: ServiceOf) -> dict[str, object]:
    """Times in the deployment's zone."""
    return {
        name: value.astimezone(service.zone) if isinstance(value, datetime) else value for name, value in row.items()
    }
