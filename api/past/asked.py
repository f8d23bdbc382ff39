"""What may be asked of the difference between two moments: of which table, of which ticket, from when to when."""

from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from api.figures.asked import Name
from api.manners.moments import Time
from api.manners.problems import ApiProblem
from api.manners.texts import Sought
from api.tables.asked import TicketNumber
from domain.reports.period import PERIOD
from projections.errors import BadQuery

MOST: Final = 200
"""Tickets of a page: the history of each is read from the log."""
Of = Literal["register", "progress", "ticket", "metrics"]
_UNFIT: Final[dict[Of, tuple[str, ...]]] = {
    "register": ("metric", "period"),
    "progress": ("metric", "period"),
    "ticket": ("metric", "period", "page"),
    "metrics": ("ticket", "page"),
}
"""What would be passed over if it were asked for."""
_SHOWN: Final = "Wait until this position (EPOCH:SEQUENCE, or `now`) is shown: reads your own writes."


class DifferencesAsked(BaseModel):
    """Two moments and a table; every field is a parameter of the query."""

    model_config = ConfigDict(extra="forbid")
    earlier: Time = Field(alias="from", description="The earlier moment.")
    later: Time = Field(alias="to", description="The later moment, which is within.")
    of: Of = Field("register", description="Of which table; `ticket` is one ticket as it is looked at.")
    ticket: TicketNumber = Field(None, description="Of one ticket only; of a `ticket`, which.")
    metric: Name | None = Field(None, description="Of `metrics`, which one, with the events that made it another.")
    period: str | None = Field(
        None, pattern=PERIOD, description="Of `metrics`, of which month or quarter; the month of the later moment else."
    )
    known: bool = Field(False, description="As it was *known* at either moment, by when things were recorded.")
    limit: int = Field(50, ge=1, le=MOST, description="Tickets a page; of a metric, cases whose events are told.")
    page: Annotated[Sought | None, Field(description="The `next` of the page before.")] = None
    format: Literal["json", "csv", "xlsx"] = Field("json", description="A file holds all rows, not a page.")
    after: str | None = Field(None, description=_SHOWN)

    def checked(self) -> "DifferencesAsked":
        """Raises BadQuery, ApiProblem where the fields don't fit each other."""
        if self.later < self.earlier:
            raise BadQuery("moments-reversed", first=self.earlier.isoformat(), last=self.later.isoformat())
        if self.of == "ticket" and self.ticket is None:
            raise ApiProblem("ticket-needed")
        for name in _UNFIT[self.of]:
            if getattr(self, name) is not None:
                raise ApiProblem("not-of-this", name=name, of=self.of)
        return self
