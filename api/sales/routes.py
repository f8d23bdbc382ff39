"""Units sold over HTTP: record the figures of a month, look at those that hold."""

from datetime import datetime
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Query, Response
from pydantic import BaseModel

from api.callers import CallerOf
from api.manners.texts import Sought
from api.records.acting import add_route
from api.service import ServiceOf
from api.tables.asked import known_parameters
from api.tables.reading import After, Prefer, caught_up, fetch
from api.tickets.actions import Body, body_for, command_from
from api.tickets.sending.handling import Key, Sent, acted, answered
from api.tickets.sending.signatures import taking
from api.tickets.views import Answered
from domain.rights import check
from domain.sales.month import Month, RecordUnitsSold, sales_key
from projections import sales

router: Final = APIRouter(prefix="/sales", tags=["sales"])

EXAMPLE: Final[dict[str, Any]] = {
    "month": "2024-05",
    "sold": [{"model": "KFR-35", "batch": "B7", "units": 1200}, {"model": "P50", "units": 860}],
    "source": "2024-05 出库.csv",
}
RECORDING: Final = body_for(RecordUnitsSold, EXAMPLE)


class FigureView(BaseModel):
    """So many units of a model and batch, sold or shipped in a month."""

    month: str
    model: str
    batch: str | None
    units: int
    updated: datetime


async def record(*, service: ServiceOf, response: Response, caller: CallerOf, body: Body, key: Key = None) -> Answered:
    command = RecordUnitsSold.model_validate(command_from(RecordUnitsSold, body).model_dump())
    sent = Sent(caller, key, body.occurred, body.late)
    answer = await acted(service, sales_key(command.month), f"sales/{command.month}", command, sent, None)
    response.headers["Location"] = f"/sales?month={command.month}"
    return answered(service, response, answer)


add_route(router, "", RecordUnitsSold, taking(record, RECORDING), 201)


@router.get("", summary="Units sold, by month, model and batch", dependencies=[Depends(known_parameters)])
async def list_units_sold(
    service: ServiceOf,
    caller: CallerOf,
    month: Annotated[Month | None, Query(description="One month's only.", examples=["2024-05"])] = None,
    model: Annotated[Sought | None, Query(description="One model's only.")] = None,
    after: After = None,
    prefer: Prefer = None,
) -> list[FigureView]:
    """The figures that hold. Without any, rates that need them are unknown."""
    check(caller.person, "read-units-sold")
    await caught_up(service, "sales", after, prefer)
    found = await fetch(service.read, lambda connection: sales.figures(connection, month, model))
    return [FigureView(**{**service.shown.row(row), "batch": row["batch"] or None}) for row in found]
