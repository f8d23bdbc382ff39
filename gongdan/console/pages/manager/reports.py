"""Reports as pages: the months and quarters that came out, one with its figures and verdicts, files to hand over."""

from datetime import date, datetime
from itertools import groupby
from typing import Annotated, Final, Literal

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from fastapi.responses import RedirectResponse

from api.callers import Caller
from api.documents.people import people_named
from api.manners.language import language_of
from api.manners.problems import status_of
from api.reports.routes import FigureView, Publishing, ReportView, listing, publishing, showing
from api.service import Service, ServiceOf
from api.tables.reading import caught_up
from domain.refusals import Refusal
from domain.reports.figure import BY, MEASURES, UNITS
from domain.reports.period import PERIOD, Period, Span
from domain.rights import may
from gongdan.cli.showing import amounts
from gongdan.console.pages.manager.across import across
from gongdan.console.shell.blanks import no_blanks
from gongdan.console.shell.fields import Wrong, filled
from gongdan.console.shell.forms import TypedOf
from gongdan.console.shell.frame import page
from gongdan.console.shell.place import REPORTS
from gongdan.console.shell.signed_in import SignedIn
from projections.figures.metrics import METRICS as ALL
from projections.reports.measured import LOWER_IS_BETTER
from projections.reports.members import PARTED, member

router: Final = APIRouter()
Which = Annotated[str, Path(pattern=PERIOD)]
Edition = Annotated[int | None, Query(ge=1, le=1_000_000)]
FileForm = Annotated[Literal["pdf", "xlsx", "csv", "json"], Query(alias="format")]
_GROUPS: Final = {metric.name: metric.by for metric in ALL}
_FEW: Final = 8
"""Groups that stand in sight; the others open below them."""
_OFFERED: Final = 15
"""Months that are offered to be brought out; as many again and more may be typed."""


@router.get(REPORTS, dependencies=[Depends(no_blanks)])
async def show(service: ServiceOf, request: Request, caller: SignedIn, span: Span | None = None) -> Response:
    """The newest period first."""
    return await _listed(service, request, caller, span)


@router.post(REPORTS)
async def publish(
    service: ServiceOf, request: Request, response: Response, caller: SignedIn, typed: TypedOf
) -> Response:
    """The same figures again are no new edition, so that a form sent twice does no harm."""
    try:
        body = filled(Publishing, typed, service.zone, language_of(request))
        done = await publishing(service, response, caller, body)
    except Wrong as wrong:
        return await _listed(service, request, caller, None, typed.get("period", ""), wrong.errors.get("period"), 422)
    except Refusal as refusal:
        said, status = refusal.say(language_of(request)), status_of(refusal)
        return await _listed(service, request, caller, None, typed.get("period", ""), said, status)
    await caught_up(service, "reports", str(done.position), None)
    came = "" if done.events else "?same=true"
    return RedirectResponse(f"{REPORTS}/{body.period}{came}", 303)


@router.get(f"{REPORTS}/{{period}}", dependencies=[Depends(no_blanks)])
async def show_one(
    service: ServiceOf,
    request: Request,
    caller: SignedIn,
    period: Which,
    edition: Edition = None,
    same: bool = False,
) -> Response:
    """One report, as it came out in that edition."""
    found: ReportView = await showing(service, request, caller, period, edition)
    last = found if edition is None else await showing(service, request, caller, period)
    chinese = language_of(request) == "zh"
    pack = service.desk.policies.newest(service.desk.policies.choice.default)
    numbers = sorted({each.of for each in found.figures if each.by == "engineer" and each.of})
    people = await people_named(service, numbers, pack, language_of(request))
    asked = Period.named(period)
    return page(
        request,
        "report",
        across=across(caller),
        found=found,
        last=last.edition,
        same=same,
        asked=asked,
        months=[each.name for each in asked.months],
        whole=[each for each in found.figures if each.by is None],
        parts=_parts(found.figures),
        few=_FEW,
        people=[(number, people.get(number, number)) for number in numbers],
        called=lambda figure: member(figure.by, figure.of, chinese=chinese, people=people),
        measure=lambda name: MEASURES[name][0 if chinese else 1],
        broken=lambda by: BY[by][0 if chinese else 1],
        amount=lambda figure: amounts.amount(figure.value, _unit(figure), language_of(request)),
        is_share=lambda figure: _unit(figure) == "share",
        at_most=lambda figure: figure.measure in LOWER_IS_BETTER,
        drill=lambda figure: _drill(figure, asked),
    )


@router.get(f"{REPORTS}/{{period}}/file", dependencies=[Depends(no_blanks)])
async def hand_over(
    service: ServiceOf,
    request: Request,
    caller: SignedIn,
    period: Which,
    edition: Edition = None,
    form: FileForm = "pdf",
) -> Response:
    """The report as a file, as the API makes it."""
    found = await showing(service, request, caller, period, edition, form)
    if isinstance(found, Response):
        return found
    name = f"attachment; filename=report-{period}.json"
    return Response(
        found.model_dump_json(indent=1), media_type="application/json", headers={"Content-Disposition": name}
    )


async def _listed(
    service: Service,
    request: Request,
    caller: Caller,
    span: Span | None,
    typed: str = "",
    error: str | None = None,
    status: int = 200,
) -> Response:
    found = sorted(await listing(service, caller, span), key=lambda row: _ending(row.period), reverse=True)
    return page(
        request,
        "reports",
        status,
        across=across(caller),
        found=found,
        span=span,
        typed=typed,
        error=error,
        offered=_offered(datetime.now(service.zone).date()) if may(caller.person, "publish-report") else None,
    )


def _offered(today: date) -> list[str]:
    """The newest months that are over, and their quarters."""
    months, quarters = [Period.before(today, "month")], [Period.before(today, "quarter")]
    while len(months) < _OFFERED:
        months.append(months[-1].previous)
    while len(quarters) < _OFFERED // 3:
        quarters.append(quarters[-1].previous)
    return [each.name for each in (*months, *quarters)]


def _ending(period: str) -> tuple[date, str]:
    """A quarter stands before the month that it ends with."""
    return Period.named(period).after, period


def _parts(figures: list[FigureView]) -> list[tuple[str, str, list[FigureView]]]:
    """What is broken down, by what, and the groups, as the report has them."""
    broken = (each for each in figures if each.by is not None)
    return [(*both, list(found)) for both, found in groupby(broken, key=lambda each: (each.measure, str(each.by)))]


def _unit(figure: FigureView) -> str:
    return UNITS.get(figure.measure, "share")


def _drill(figure: FigureView, asked: Period) -> dict[str, str] | None:
    """What to ask for the cases that a figure is counted from, by now; None where no metric has such groups."""
    groups = _GROUPS.get(figure.measure)
    if groups is None:
        return None
    if figure.by is None:
        return {"month": asked.name}
    of = figure.of or ""
    if figure.by == "month":
        return {"month": of}
    by = "clock-severity" if figure.by == "clock" and PARTED in of else figure.by
    return {"month": asked.name, "by": by, "of": of} if by in groups else None
