"""How tickets really went, as pages: the map with its ways, waits and rework, and turns from the written one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Annotated, Any, Final
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Request, Response

from api.figures.asked import Day
from api.manners.language import language_of
from api.manners.texts import Id, Severity, Sought
from api.processes.asked import Level, Rules, chosen
from api.processes.routes import list_deviations, list_variants, show_map
from api.processes.views import VariantView
from api.service import ServiceOf
from api.tables.filters import whole_days
from domain.reports.period import Period
from domain.ticket.vocabulary import Channel, Kind
from domain.wording import CHANNELS
from gongdan.console.pages.manager.across import across
from gongdan.console.shell.blanks import no_blanks
from gongdan.console.shell.frame import page
from gongdan.console.shell.place import PROCESS
from gongdan.console.shell.signed_in import SignedIn
from projections.processes.drawing.text import lasting, share
from projections.processes.finding import CaseFilter
from projections.wording.words import KINDS

router: Final = APIRouter()
_LOOKED_AT: Final = 200
"""Ways among which examples are looked for."""
_WAYS: Final = 10
_EXAMPLES: Final = 3
_SHOWN: Final = ("from", "to", "product", "severity", "channel", "kind", "area", "team", "engineer", "variant", "level")
Variant = Annotated[str | None, Query(pattern=r"^[0-9a-f]{12}$")]


@dataclass(frozen=True, slots=True)
class Asked:
    """``only`` are the tickets; ``said`` is what the address says of them and of how fine the map is."""

    only: CaseFilter
    level: Level
    said: dict[str, str]

    def address(self, below: str = "", **more: str | None) -> str:
        """Of a page about the same tickets, with more said; None takes away."""
        rest = {name: value for name, value in {**self.said, **more}.items() if value}
        return f"{PROCESS}{below}?{urlencode(rest)}" if rest else f"{PROCESS}{below}"


def _asked(
    service: ServiceOf,
    request: Request,
    caller: SignedIn,
    first: Annotated[Day | None, Query(alias="from")] = None,
    last: Annotated[Day | None, Query(alias="to")] = None,
    product: Sought | None = None,
    severity: Severity | None = None,
    channel: Channel | None = None,
    kind: Kind | None = None,
    area: Sought | None = None,
    team: Id | None = None,
    engineer: Id | None = None,
    variant: Variant = None,
    level: Level = "step",
) -> Asked:
    """Raises Forbidden, BadQuery."""
    since, until = whole_days(first, last, service.zone)
    several = {"product": product, "severity": severity, "channel": channel, "kind": kind}
    several |= {"area": area, "team": team, "engineer": engineer}
    told: dict[str, Any] = {name: [value] for name, value in several.items() if value}
    said = {name: value for name, value in request.query_params.items() if name in _SHOWN}
    return Asked(chosen(caller, since=since, until=until, variant=variant, **told), level, said)


AskedOf = Annotated[Asked, Depends(_asked)]


@router.get(PROCESS, dependencies=[Depends(no_blanks)])
async def show(service: ServiceOf, request: Request, caller: SignedIn, asked: AskedOf, ways: bool = False) -> Response:
    """All at once, of the tickets that were asked for; ``ways``: more of the ways that they went."""
    found = await show_map(service, request, asked.only, asked.level)
    several = await list_variants(service, request, asked.only, asked.level, _LOOKED_AT)
    turned = await list_deviations(service, request, asked.only, limit=1)
    chinese = language_of(request) == "zh"
    return page(
        request,
        "process",
        across=across(caller),
        asked=asked,
        said={**dict.fromkeys(_SHOWN, ""), **asked.said},
        found=found,
        titles={each.activity: each.title for each in found.activities},
        again=sorted((each for each in found.activities if each.repeated), key=lambda each: -each.repeated),
        ways=several.items if ways else several.items[:_WAYS],
        count=several.count,
        looked_at=len(several.items),
        turned=turned,
        straight=lambda source, target: _straight(several.items, source, target),
        repeating=lambda activity: _repeating(several.items, activity),
        lasting=lambda seconds: lasting(seconds, chinese=chinese),
        share=share,
        choices=_choices(chinese=chinese),
        months=_months(datetime.now(service.zone).date()),
    )


@router.get(f"{PROCESS}/map.svg")
async def picture(
    service: ServiceOf, request: Request, caller: SignedIn, asked: AskedOf, file: bool = False
) -> Response:
    """The map; as a ``file`` to keep."""
    found = await show_map(service, request, asked.only, asked.level, format="svg")
    if file:
        found.headers["Content-Disposition"] = "attachment; filename=process-map.svg"
    return found


@router.get(f"{PROCESS}/deviations", dependencies=[Depends(no_blanks)])
async def show_deviations(
    service: ServiceOf,
    request: Request,
    caller: SignedIn,
    asked: AskedOf,
    rule: Rules = None,
    cursor: Annotated[str | None, Query(alias="page", max_length=300)] = None,
) -> Response:
    """Each turn from the written process with its ticket and the events that show it, the newest first."""
    found = await list_deviations(service, request, asked.only, rule, page=cursor)
    whole = await list_deviations(service, request, asked.only, limit=1) if rule else found
    one = rule[0] if rule else None
    return page(
        request,
        "deviations",
        across=across(caller),
        asked=asked,
        found=found,
        rules=whole.rules,
        rule=one,
        following=asked.address("/deviations", rule=one, page=found.next) if found.next else None,
    )


def _straight(ways: Sequence[VariantView], source: str, target: str) -> list[str]:
    """A few tickets that went from one activity straight to the other."""
    found = (way for way in ways if (source, target) in _pairs(way))
    return [number for way in found for number in way.examples][:_EXAMPLES]


def _pairs(way: VariantView) -> set[tuple[str, str]]:
    names = [step.activity for step in way.steps]
    return {*pairwise(names)}


def _repeating(ways: Sequence[VariantView], activity: str) -> list[str]:
    """A few tickets in which it was done more than once."""
    found = (way for way in ways if sum(step.activity == activity for step in way.steps) > 1)
    return [number for way in found for number in way.examples][:_EXAMPLES]


def _choices(*, chinese: bool) -> dict[str, list[tuple[str, str]]]:
    place = 0 if chinese else 1
    words = {"kind": KINDS, "channel": CHANNELS}
    return {name: [(str(code), said[place]) for code, said in of.items()] for name, of in words.items()}


def _months(today: date) -> list[tuple[str, str, str]]:
    """This month and the one before it: name, first day, last day."""
    month = Period.named(today.strftime("%Y-%m"))
    return [(each.name, each.first.isoformat(), each.last.isoformat()) for each in (month, month.previous)]
