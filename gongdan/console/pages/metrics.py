"""Metrics: a month at a glance against its targets, each by months and groups, and the tickets behind every figure."""

from datetime import date, datetime
from typing import Annotated, Any, Final, TypeVar
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ValidationError

from api.figures.asked import CasesAsked, FiguresAsked
from api.figures.routes import list_cases
from api.figures.routes import show as figures
from api.figures.views import MetricView
from api.manners.language import language_of
from api.service import ServiceOf
from domain.reports.period import PERIOD, Period
from gongdan.cli.showing import amounts
from gongdan.console.pages.manager.across import across
from gongdan.console.shell.blanks import no_blanks
from gongdan.console.shell.charts import HEIGHT, WIDTH, line
from gongdan.console.shell.frame import page
from gongdan.console.shell.place import METRICS
from gongdan.console.shell.signed_in import SignedIn
from projections.figures.metric import UNKNOWN
from projections.figures.metrics import METRICS as ALL
from projections.figures.metrics import named

router: Final = APIRouter()
Asked = TypeVar("Asked", bound=BaseModel)
_MONTHS: Final = 12
"""As many as a trend goes back."""
_MONTH: Final = r"^(20|21)\d{2}-(0[1-9]|1[0-2])$"
Month = Annotated[str | None, Query(pattern=_MONTH)]
MonthOrQuarter = Annotated[str | None, Query(alias="month", pattern=PERIOD)]


@router.get(METRICS, dependencies=[Depends(no_blanks)])
async def show(service: ServiceOf, request: Request, caller: SignedIn, month: Month = None) -> Response:
    """All metrics of a month, this one if none is named."""
    first, last = _days(month, datetime.now(service.zone).date())
    names = [metric.name for metric in ALL]
    found = await figures(service, request, caller, _asked(first, last, metric=names))
    return page(
        request,
        "metrics",
        across=across(caller),
        found=found,
        month=first.strftime("%Y-%m"),
        before=_shifted(first, -1).strftime("%Y-%m"),
        following=None if last >= datetime.now(service.zone).date() else _shifted(first, 1).strftime("%Y-%m"),
        **_words(request),
    )


@router.get(f"{METRICS}/{{metric}}", dependencies=[Depends(no_blanks)])
async def show_one(
    service: ServiceOf,
    request: Request,
    caller: SignedIn,
    metric: str,
    month: Month = None,
    by: Annotated[str | None, Query(max_length=40)] = None,
) -> Response:
    """One metric: its trend up to the month, and its groups in it."""
    known = named(metric)
    first, last = _days(month, datetime.now(service.zone).date())
    grouping = by or (known.by[0] if known.by else None)
    since = _shifted(first, 1 - _MONTHS)
    trend = (await figures(service, request, caller, _asked(since, last, metric=[metric], every="month"))).items[0]
    now = (await figures(service, request, caller, _asked(first, last, metric=[metric]))).items[0]
    groups = await figures(service, request, caller, _asked(first, last, metric=[metric], by=grouping))
    parts = _largest_first(groups.items[0]) if grouping else []
    base = parts[0].base if parts else now.figures[0].base
    return page(
        request,
        "metric",
        metric=known,
        month=first.strftime("%Y-%m"),
        figure_now=now.figures[0],
        target=now.target,
        trend=trend,
        chart=line([(each.period, each.value) for each in trend.figures], trend.target),
        size=(WIDTH, HEIGHT),
        by=grouping,
        groups=parts,
        rest=amounts.ungrouped(metric, base, (each.value for each in parts)) if grouping else 0,
        base=base,
        title=trend.title,
        unit=trend.unit,
        **_words(request),
    )


@router.get(f"{METRICS}/{{metric}}/cases", dependencies=[Depends(no_blanks)])
async def show_cases(
    service: ServiceOf,
    request: Request,
    caller: SignedIn,
    metric: str,
    period: MonthOrQuarter = None,
    by: Annotated[str | None, Query(max_length=40)] = None,
    of: Annotated[str | None, Query(max_length=300)] = None,
    cursor: Annotated[str | None, Query(alias="page", max_length=300)] = None,
) -> Response:
    """What a figure was counted from."""
    known = named(metric)
    first, last = _days(period, datetime.now(service.zone).date())
    asked = _checked(CasesAsked, {"from": first, "to": last, "metric": metric, "by": by, "of": of, "page": cursor})
    found = await list_cases(service, caller, asked)
    rest = {"month": period or first.strftime("%Y-%m"), "by": by, "of": of, "page": found.next}
    following = urlencode({name: value for name, value in rest.items() if value})
    return page(
        request,
        "metric_cases",
        metric=known,
        found=found,
        month=first.strftime("%Y-%m"),
        period=period or first.strftime("%Y-%m"),
        by=by,
        of=of,
        following=f"?{following}" if found.next else None,
        title=known.title[0 if language_of(request) == "zh" else 1],
        **_words(request),
    )


def _asked(first: date, last: date, **more: Any) -> FiguresAsked:
    return _checked(FiguresAsked, {"from": first, "to": last, **more})


def _checked(model: type[Asked], said: dict[str, Any]) -> Asked:
    """What the API would take as parameters of a query. Raises RequestValidationError as it does."""
    try:
        return model.model_validate(said, by_alias=True)
    except ValidationError as error:
        raise RequestValidationError([{**each, "loc": ("query", *each["loc"])} for each in error.errors()]) from None


def _days(period: str | None, today: date) -> tuple[date, date]:
    """The first and last day of a month or quarter, up to today; of this month where none is named."""
    asked = Period.named(period or today.strftime("%Y-%m"))
    first, last = asked.first, asked.last
    return first, min(last, today) if first <= today else last


def _shifted(first: date, months: int) -> date:
    """The first of the month so many after."""
    count = first.year * 12 + first.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


def _largest_first(metric: MetricView) -> list[Any]:
    return sorted((each for each in metric.figures if each.of is not None), key=lambda each: (-each.base, str(each.of)))


def _words(request: Request) -> dict[str, Any]:
    language = language_of(request)
    return {
        "amount": lambda value, unit: amounts.amount(value, unit, language),
        "group": lambda by, of: amounts.group(by, of, language),
        "grouping": lambda by: amounts.grouping(by, language),
        "no_group": amounts.no_group(language),
        "why": lambda code: UNKNOWN[code][0 if language == "zh" else 1] if code in UNKNOWN else "",
    }
