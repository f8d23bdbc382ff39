"""``gongdan whatif``: a month or quarter under another pack beside the real one, which changes nothing."""

from collections import Counter
from collections.abc import Iterator
from typing import Annotated, Any, Final

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from gongdan.cli.asking.client import Client
from gongdan.cli.asking.options import As, Json
from gongdan.cli.clocks.showing import STATES
from gongdan.cli.showing.amounts import amount
from gongdan.cli.showing.labels import value
from gongdan.cli.showing.said import as_json, chinese, console, note, plain, say
from gongdan.language import language
from gongdan.settings import load_settings

HELP: Final = say(
    "假设试算：把某月或某季度按另一政策包重新判定，与实际并列；不改变任何内容。"
    "\n\n例：gongdan whatif 2024-05 --policy service-plan --as m-001:manager"
    "\n例：gongdan whatif 2024-Q2 --policy service-plan@1 --changed 20 --as q-001:quality",
    "What if: judge a month or quarter anew under another pack, beside the real one; nothing is changed."
    "\n\nExample: gongdan whatif 2024-05 --policy service-plan --as m-001:manager"
    "\nExample: gongdan whatif 2024-Q2 --policy service-plan@1 --changed 20 --as q-001:quality",
)
Period = Annotated[str, typer.Argument(metavar="PERIOD", help=say("月份或季度", "a month or a quarter: 2024-Q2"))]
Policy = Annotated[str, typer.Option("--policy", metavar="NAME[@VERSION]", help=say("另一政策包", "the other pack"))]
Changed = Annotated[
    int,
    typer.Option("--changed", min=0, help=say("最多列出几项判定改变的时限", "changed verdicts at most, explained")),
]
_PAGE: Final = 200
_SIDES: Final = ("own", "other")
Counts = dict[tuple[str, str], Counter[str]]
"""By clock and severity."""


def whatif(period: Period, *, policy: Policy, changed: Changed = 10, acting: As = None, in_json: Json = False) -> None:
    """The command ``gongdan whatif``."""
    with Client(load_settings(), acting) as client:
        found = _gathered(client, {"period": period, "policy": policy})
    as_json(found) if in_json else _show(found, changed)


def _gathered(client: Client, asked: dict[str, Any]) -> dict[str, Any]:
    """The first page, with the counts and verdicts of all."""
    first: dict[str, Any] = client.get("/what-if", **asked, limit=_PAGE, after="now").json()
    page, counts = first, _counted(first)
    with _bar() as bar:
        task = bar.add_task("", total=first["count"], completed=first["judged"] + first["left_out"])
        while page["next"] is not None:
            page = client.get("/what-if", **asked, limit=_PAGE, page=page["next"]).json()
            for key, more in _counted(page).items():
                counts.setdefault(key, Counter()).update(more)
            first["changed"] += page["changed"]
            for name in ("judged", "left_out"):
                first[name] += page[name]
            bar.update(task, completed=first["judged"] + first["left_out"])
    first["next"], first["clocks"] = None, [*_views(counts)]
    return first


def _counted(page: dict[str, Any]) -> Counts:
    return {
        (view["clock"], view["severity"] or ""): Counter(
            {f"{side}-{state}": view[side][state] for side in _SIDES for state in ("met", "missed")}
        )
        for view in page["clocks"]
    }


def _views(counts: Counts) -> Iterator[dict[str, Any]]:
    for (clock, severity), found in sorted(counts.items()):
        sides = {side: {state: found[f"{side}-{state}"] for state in ("met", "missed")} for side in _SIDES}
        yield {"clock": clock, "severity": severity or None, **sides}


def _bar() -> Progress:
    screen = Console(stderr=True)
    columns = TextColumn(say("试算", "judging")), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    return Progress(*columns, console=screen, disable=not screen.is_terminal, transient=True)


def _show(found: dict[str, Any], most: int) -> None:
    screen = console()
    screen.print(plain(f"{found['period']}  {found['policy']}"), style="bold")
    screen.print(_clocks(found))
    screen.print(_figures(found))
    for changed in found["changed"][:most]:
        for side, name in (("own", say("原政策包", "own pack")), ("other", found["policy"])):
            verdict, place = changed[side], 0 if chinese() else 1
            said = f"{STATES[verdict['state']][place]} {verdict['explained']['zh' if chinese() else 'en']}"
            screen.print(plain(f"{changed['number']}  {name}: {said}"))
    told = say(f"判定改变 {len(found['changed'])} 项", f"{len(found['changed'])} verdicts change")
    note(f"{told}, {say('判定历史', 'histories judged')} {found['judged']}")
    if left_out := found["left_out"]:
        note(say(f"另有 {left_out} 件的政策包未知", f"{left_out} more are under a pack that is not known here"))


def _clocks(found: dict[str, Any]) -> Table:
    """A line a clock and severity: met of all judged, under either."""
    table = _headed(say("时限", "clock"), say("分级", "severity"), say("原政策包", "own pack"), found["policy"])
    for view in found["clocks"]:
        severity = value("severity", view["severity"], language()) if view["severity"] else ""
        table.add_row(
            plain(value("clock", view["clock"], language())),
            plain(severity),
            *(plain(_share(view[side])) for side in _SIDES),
        )
    return table


def _share(counts: dict[str, int]) -> str:
    total = counts["met"] + counts["missed"]
    return "–" if not total else f"{counts['met'] / total:.1%} ({counts['met']:,}/{total:,})"


def _figures(found: dict[str, Any]) -> Table:
    """The metrics whose value, target or verdict on it is another; all have the same cases."""
    table = _headed(say("指标", "metric"), say("原政策包", "own pack"), found["policy"], say("差异", "difference"))
    for figure in found["figures"]:
        if figure["own"] != figure["other"]:
            sides = (_side(figure[side], figure["unit"]) for side in _SIDES)
            difference = figure["difference"]
            more = "" if difference is None else amount(difference, figure["unit"], language())
            table.add_row(plain(figure["title"]), *map(plain, sides), plain(more))
    return table


def _side(side: dict[str, Any], unit: str) -> str:
    said = amount(side["value"], unit, language())
    if side["target"] is None:
        return said
    met = {None: "", True: say("，达标", ", met"), False: say("，未达标", ", not met")}[side["met"]]
    return f"{said} ({say('目标', 'target')} {side['target']:.0%}{met})"


def _headed(*headings: str) -> Table:
    table = Table(box=None, header_style="bold", pad_edge=False)
    for place, heading in enumerate(headings):
        table.add_column(plain(heading), justify="right" if place and heading else "left", overflow="fold")
    return table
