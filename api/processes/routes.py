"""The routes about how tickets went: the map, its variants, and turns from the written process."""

from collections.abc import Callable
from typing import Annotated, Any, Final, TypeVar

from fastapi import APIRouter, Depends, Query, Request, Response
from sqlalchemy import Connection

from api.manners.language import language_of
from api.processes.asked import MOST_DRAWN, PICTURED, Chosen, Coverage, Form, Level, Most, Rules
from api.processes.turns import DeviationPage, DeviationView, RuleView
from api.processes.views import MapView, VariantList, VariantView
from api.service import Service, ServiceOf
from api.tables.asked import Cursor, Limit, known_parameters, sorted_by
from api.tables.reading import After, Prefer, caught_up, fetch
from projections.processes import finding
from projections.processes.conformance.rules import RULES
from projections.processes.conformance.words import DEVIATIONS
from projections.processes.drawing.picture import picture
from projections.processes.drawing.ways import Look
from projections.processes.mapping.map import process_map
from projections.processes.mapping.simplifying import simplified
from projections.processes.mapping.variants import variants

router: Final = APIRouter(prefix="/process", tags=["process"], dependencies=[Depends(known_parameters)])
T = TypeVar("T")
_SVG: Final = "image/svg+xml"
_PICTURE: Final[dict[int | str, dict[str, Any]]] = {200: {"content": {_SVG: {"schema": {"type": "string"}}}}}
_READ: Final = ("processes", "register")


@router.get(
    "/map", name="show_process_map", response_model=MapView, responses=_PICTURE, summary="The process as it really went"
)
async def show_map(
    service: ServiceOf,
    request: Request,
    only: Chosen,
    level: Level = "event",
    coverage: Coverage = None,
    paths: Most = None,
    format: Form = "json",  # noqa: A002 -- the parameter's name in the URL
    after: After = None,
    prefer: Prefer = None,
) -> Any:
    """Of all tickets for who reads metrics, of the team's for a supervisor, else of one's own. docs/process-map.md."""
    drawn = format == "svg"
    share, most = (PICTURED[0], min(paths or PICTURED[1], MOST_DRAWN)) if drawn else (1.0, paths)

    def look(connection: Connection) -> Any:
        whole = process_map(finding.courses(connection, only, level))
        shown = simplified(whole, share if coverage is None else coverage, most)
        chinese = language_of(request) == "zh"
        if not drawn:
            return MapView.of(*shown, level, chinese=chinese)
        since, until = (at.astimezone(service.zone) if at else None for at in (only.since, only.until))
        return picture(*shown, Look(chinese, level, since, until))

    found = await _read(service, after, prefer, look)
    return Response(found, media_type=_SVG) if drawn else found


@router.get("/variants", name="list_process_variants", summary="The different ways that tickets went")
async def list_variants(
    service: ServiceOf,
    request: Request,
    only: Chosen,
    level: Level = "event",
    limit: Annotated[int, Query(ge=1, le=1000, description="Variants at most.")] = 20,
    after: After = None,
    prefer: Prefer = None,
) -> VariantList:
    """The most frequent first, each with its share, how long it took, and examples."""

    def look(connection: Connection) -> Any:
        often = finding.often(connection, only, level, limit)
        return variants(often, finding.courses(connection, only, level, often.digests))

    found = await _read(service, after, prefer, look)
    chinese = language_of(request) == "zh"
    items = [VariantView.of(each, level, chinese=chinese) for each in found.found]
    return VariantList(items=items, count=found.count, tickets=found.tickets)


@router.get("/deviations", name="list_process_deviations", summary="Where tickets turned from the written process")
async def list_deviations(
    service: ServiceOf,
    request: Request,
    only: Chosen,
    rule: Rules = None,
    sort: Annotated[str, sorted_by(finding.SORTS)] = "-at",
    limit: Limit = 50,
    page: Cursor = None,
    after: After = None,
    prefer: Prefer = None,
) -> DeviationPage:
    """Each with the events that show it, and all rules that were turned from, with how often."""
    wanted = rule or ()

    def look(connection: Connection) -> Any:
        return (
            finding.deviations(connection, only, wanted, sort=sort, after=page, limit=limit),
            finding.deviations_counted(connection, only, wanted),
            finding.tickets_deviating(connection, only, wanted),
            finding.count(connection, only),
        )

    found, counts, tickets, of = await _read(service, after, prefer, look)
    chinese = language_of(request) == "zh"
    return DeviationPage(
        items=[DeviationView.of(service.shown.row(row), chinese=chinese) for row in found.rows],
        next=found.next,
        count=sum(turns for turns, _ in counts.values()),
        tickets=tickets,
        of=of,
        rules=_rules(counts, chinese=chinese),
    )


async def _read(service: Service, after: str | None, prefer: str | None, look: Callable[[Connection], T]) -> T:
    for name in _READ:
        await caught_up(service, name, after, prefer)
    async with service.maps.turn():
        return await fetch(service.read, look)


def _rules(counts: dict[str, tuple[int, int]], *, chinese: bool) -> list[RuleView]:
    """In the order of the process."""
    return [
        RuleView(
            rule=each.code,
            requirement=each.requirement,
            title=DEVIATIONS[each.code][0 if chinese else 1],
            count=counts[each.code][0],
            tickets=counts[each.code][1],
        )
        for each in RULES
        if each.code in counts
    ]
