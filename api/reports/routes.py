"""The routes of reports: which came out, one with its figures, and bringing one out now."""

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from pydantic import BaseModel

from api.callers import CallerOf
from api.documents.files import AS_FILES, Form, report_file
from api.documents.periods.reporting import read, told_report
from api.documents.port import Printing
from api.manners.language import language_of
from api.manners.problems import ApiProblem
from api.records.moment import now
from api.reports.whose import seen, sees_everybody
from api.service import Service, ServiceOf
from api.tables.asked import known_parameters
from api.tables.reading import After, Prefer, caught_up, fetch
from api.tickets.sending.asking import asked
from api.tickets.sending.handling import Sent, answered
from api.tickets.views import Answered
from domain.desk.answering import Answer
from domain.desk.metadata import CommandMetadata
from domain.refusals import NotAllowed
from domain.reports.events import FollowedUp, ReportPublished
from domain.reports.figure import By, Figure, Measure
from domain.reports.period import PERIOD, Period, PeriodName, Span
from domain.reports.report import PublishReport, report_key
from domain.rights import check
from projections.figures.report import READ, report
from projections.reports.folding import edition, last_editions
from projections.reports.measured import reached
from projections.sql.rows import Row

router: Final = APIRouter(prefix="/reports", tags=["reports"])


class ReportRow(BaseModel):
    """A report that came out; ``on_time`` says whether that was before ``due``, the first moment it would be late."""

    period: str
    span: Span
    edition: int
    published: datetime
    published_by: str
    due: datetime
    on_time: bool
    flagged: int
    figures: int


class FigureView(BaseModel):
    """``value`` is null where it is unknown; ``base`` is how many cases it was counted over. Shares are from 0 to 1.

    ``met``: whether the target was reached or kept, null where there is none.
    """

    measure: Measure
    by: By | None
    of: str | None
    value: float | None
    base: int
    target: float | None
    met: bool | None


class ReportView(ReportRow):
    """With all its figures, models flagged for the product department, and what became of improvements.

    ``left_out`` is how many figures of the fewest cases there was no room for. ``people``: whether the figures by
    engineer are of everybody, or of the reader's teams alone.
    """

    figures: list[FigureView]  # type: ignore[assignment]
    flagged: list[str]  # type: ignore[assignment]
    improvements: list[FollowedUp]
    left_out: int | None
    people: Literal["all", "team"]


class Publishing(BaseModel):
    """Which report is to come out."""

    period: PeriodName

    model_config = {"extra": "forbid", "json_schema_extra": {"examples": [{"period": "2024-05"}]}}


@router.get("", name="list_reports", summary="Reports that came out", dependencies=[Depends(known_parameters)])
async def listing(
    service: ServiceOf,
    caller: CallerOf,
    span: Annotated[Span | None, Query(description="Monthly or quarterly ones only.")] = None,
    after: After = None,
    prefer: Prefer = None,
) -> list[ReportRow]:
    """The last edition of each, the newest period first."""
    check(caller.person, "read-metrics")
    await caught_up(service, "reports", after, prefer)
    rows = await fetch(service.read, lambda connection: last_editions(connection, span))
    return [ReportRow.model_validate(service.shown.row(row)) for row in rows]


@router.get(
    "/{period}",
    name="show_report",
    summary="A report with its figures",
    response_model=ReportView,
    responses=AS_FILES,
    dependencies=[Depends(known_parameters)],
)
async def showing(
    service: ServiceOf,
    request: Request,
    caller: CallerOf,
    period: Annotated[str, Path(pattern=PERIOD, description="A month or a quarter.", examples=["2024-05", "2024-Q2"])],
    number: Annotated[
        int | None, Query(alias="edition", ge=1, le=1_000_000, description="The last if left out.")
    ] = None,
    form: Annotated[
        Form, Query(alias="format", description="PDF, Excel or CSV to hand over, in the language of Accept-Language.")
    ] = "json",
    after: After = None,
    prefer: Prefer = None,
) -> Any:
    """The figures as they came out then; a figure without a value is unknown.

    Supervisors see of the figures by engineer those of the people of their teams.
    """
    check(caller.person, "read-metrics")
    await caught_up(service, "reports", after, prefer)
    row = await fetch(service.read, lambda connection: edition(connection, period, number))
    if row is None:
        raise ApiProblem("report-not-found", period=period)
    event, everybody = read(row), sees_everybody(caller.person)
    figures = await seen(service, caller.person, event.figures)
    if form == "json":
        return ReportView.model_validate({**service.shown.row(row), **_body(event, figures, everybody=everybody)})
    language = language_of(request)
    told = await told_report(service, row, figures, language, of_everybody=everybody)
    return await report_file(service, caller, told, Printing(caller.id, now(service), language), form)


@router.post("", name="publish-report", summary="Bring a report out now", status_code=201)
async def publishing(service: ServiceOf, response: Response, caller: CallerOf, body: Publishing) -> Answered:
    """Counted at this moment: a new edition where the figures are others than they were, else nothing.

    They come out by themselves after the end of each month and quarter; this is for figures that late entries changed.
    """
    check(caller.person, "publish-report")
    counted = await _counted(service, Period.named(body.period))

    async def work(traced: CommandMetadata) -> Answer:
        return await service.desk.act(report_key(body.period), counted, traced)

    answer = await asked(PublishReport.action, Sent(caller).metadata(f"reports/{body.period}"), work)
    response.headers["Location"] = f"/reports/{body.period}"
    return answered(service, response, answer)


async def _counted(service: Service, period: Period) -> PublishReport:
    """Of all that is in the log now. Raises NotAllowed where the period goes on."""
    at = now(service)
    if at.date() < period.after:
        raise NotAllowed("period-not-over", period=period.name, over=period.after.isoformat())
    through = await service.log.end()
    for name in READ:
        await caught_up(service, name, f"{service.log.epoch}:{through}", None)
    policies = service.desk.policies
    pack = policies.newest(policies.choice.default)
    return await fetch(service.read, lambda connection: report(connection, period, pack, service.zone, at, through))


def _body(event: ReportPublished, figures: Iterable[Figure], *, everybody: bool) -> Row:
    shown = [{**figure.model_dump(), "met": reached(figure)} for figure in figures]
    said = {"figures": shown, "flagged": list(event.flagged), "improvements": list(event.improvements)}
    return {**said, "left_out": event.left_out, "people": "all" if everybody else "team"}
