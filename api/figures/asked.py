"""What may be asked of figures: which metrics, of which days, cut and grouped how, of which tickets."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Any, Final

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema
from pydantic_core import PydanticCustomError, PydanticKnownError

from api.manners.moments import Time
from api.manners.texts import Id, Severity, Sought
from domain.ticket.vocabulary import Channel, FaultType, Kind
from projections.errors import BadQuery
from projections.figures.asking import EARLIEST, LATEST, Every, Span, whole
from projections.figures.metric import Metric
from projections.figures.metrics import GROUPINGS, METRICS, named
from projections.figures.rows.daily import DIMENSIONS

_WRITTEN: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NAMES: Final = tuple(metric.name for metric in METRICS)
MOST: Final = 100
"""Rows of a page: the history of each is read from the log."""


def _in(known: Sequence[str]) -> AfterValidator:
    """A closed list: what is not in it would look as if there were nothing to count."""

    def check(value: str) -> str:
        if value in known:
            return value
        raise PydanticKnownError("enum", {"expected": ", ".join(known)})

    return AfterValidator(check)


def _written(value: Any) -> Any:
    """A bare number would be taken for seconds since 1970."""
    if isinstance(value, date) or (isinstance(value, str) and _WRITTEN.fullmatch(value)):
        return value
    raise PydanticKnownError("date_type")


def _in_range(day: date) -> date:
    if EARLIEST <= day <= LATEST:
        return day
    raise PydanticCustomError("time_out_of_range", "is out of range")


Day = Annotated[date, BeforeValidator(_written), AfterValidator(_in_range)]
Name = Annotated[str, _in(_NAMES), WithJsonSchema({"type": "string", "enum": [*_NAMES]})]
Grouping = Annotated[str, _in(GROUPINGS), WithJsonSchema({"type": "string", "enum": [*GROUPINGS]})]
_SHOWN: Final = "Wait until this position (EPOCH:SEQUENCE, or `now`) is shown: reads your own writes."


class Asked(BaseModel):
    """Days and tickets; every field is a parameter of the query."""

    model_config = ConfigDict(extra="forbid")
    first: Day | None = Field(
        None, alias="from", description="The first day; the first of the last's month if left out."
    )
    last: Day | None = Field(None, alias="to", description="The last day; today if left out.")
    kind: Kind | None = Field(None, description="Only tickets of this kind.")
    fault_type: FaultType | None = Field(None, description="Only tickets of this type of fault.")
    severity: Severity | None = Field(None, description="Only tickets of this severity.")
    channel: Channel | None = Field(None, description="Only tickets that came this way.")
    product: Sought | None = Field(None, description="Only tickets about this product.")
    model: Sought | None = Field(None, description="Only tickets about this model.")
    region: Sought | None = Field(None, description="Only tickets of this region.")
    team: Sought | None = Field(None, description="Only tickets of this team.")
    engineer: Id | None = Field(None, description="Only tickets of this engineer.")
    after: str | None = Field(None, description=_SHOWN)
    as_of: Time | None = Field(None, description="As they were at this moment; for who may read the audit.")
    known: bool = Field(False, description="With as_of: as they were *known* then, by when things were recorded.")

    def span(self, now: datetime) -> Span:
        """All its days. Raises BadQuery where there are none."""
        last = self.last or max(now.date(), self.first or now.date())
        return whole(self.first or last.replace(day=1), last)

    @property
    def values(self) -> dict[str, str]:
        """Of the tickets, by dimension."""
        said = {by: getattr(self, column) for by, column in DIMENSIONS.items()}
        return {by: str(value) for by, value in said.items() if value is not None}


class FiguresAsked(Asked):
    """Which figures."""

    metric: list[Name] | None = Field(None, description="Which metrics, all if left out; may be given several times.")
    by: Grouping | None = Field(None, description="What to group by; of all metrics, those that can be.")
    every: Every | None = Field(None, description="A figure for each of these, instead of one of all days.")

    @property
    def metrics(self) -> list[Metric]:
        """Raises BadQuery where one that is named can't be grouped so."""
        if self.metric:
            return [metric_by(name, self.by) for name in dict.fromkeys(self.metric)]
        return [metric for metric in METRICS if self.by is None or self.by in metric.by]


class CasesAsked(Asked):
    """What one figure was counted from."""

    metric: Name = Field(description="Of which metric.")
    by: Grouping | None = Field(None, description="What its figures are grouped by.")
    of: Sought | None = Field(None, description="Of which group, with `by`; all of them if left out.")
    limit: int = Field(50, ge=1, le=MOST, description="Rows a page.")
    page: str | None = Field(None, description="The `next` of the page before.")


def group_of(asked: CasesAsked) -> str | None:
    """The group that is asked for. Raises BadQuery where nothing says what it is a group of."""
    if asked.of is not None and asked.by is None:
        raise BadQuery("of-without-by")
    return asked.of


def metric_by(name: str, by: str | None) -> Metric:
    """A metric that can be grouped so. Raises BadQuery."""
    metric = named(name)
    if by is not None and by not in metric.by:
        raise BadQuery("not-grouped-so", metric=name, by=by, allowed=", ".join(metric.by))
    return metric
