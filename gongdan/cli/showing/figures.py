"""Metrics on the screen: a line a figure, with its target; and the cases behind one."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any, Final

import typer
from rich.table import Table

from gongdan.cli.showing.amounts import amount, group, grouping, no_group, ungrouped
from gongdan.cli.showing.labels import value as word
from gongdan.cli.showing.said import chinese, console, note, plain, say
from gongdan.language import language
from projections.figures.asking import Every, is_whole
from projections.figures.metric import UNKNOWN

_HEADINGS: Final = (("指标", "metric"), ("数值", "value"), ("共", "of"), ("目标", "target"), ("", ""))


def overview(found: dict[str, Any]) -> None:
    """All figures; those of groups and periods below what they are parts of."""
    screen = console()
    screen.print(plain(f"{found['from']} – {found['to']}"), style="bold")
    table = Table(box=None, header_style="bold", pad_edge=False)
    for heading in _HEADINGS:
        table.add_column(say(*heading), justify="left" if heading[0] in ("指标", "") else "right", overflow="fold")
    for metric in found["items"]:
        for cells, style in _rows(metric, found["every"]):
            table.add_row(*map(plain, cells), style=style)
    screen.print(table)


def _rows(metric: dict[str, Any], every: Every | None) -> Iterator[tuple[tuple[str, ...], str | None]]:
    target = "" if metric["target"] is None else f"{metric['target']:.0%}"
    if metric["by"] or every:
        by = "" if metric["by"] is None else say("，按", ", by ") + grouping(metric["by"], language())
        if metric["figures"]:
            yield (f"{metric['title']}{by}", "", "", "", ""), "bold"
    for _, of_period in groupby(metric["figures"], itemgetter("period")):
        figures = [*of_period]
        for figure in figures:
            met, cells = figure["met"], _cells(metric, figure, every)
            yield (*cells, target, _met(met) or _why(figure["unknown"])), _style(met)
        if metric["by"] and (rest := _rest(metric, figures)):
            yield (*_cells(metric, rest, every), "", ""), None


def _cells(metric: dict[str, Any], figure: dict[str, Any], every: Every | None) -> tuple[str, str, str]:
    return (
        _named(metric, figure, every),
        amount(figure["value"], metric["unit"], language()),
        f"{figure['base']:,}",
    )


def _rest(metric: dict[str, Any], figures: Sequence[dict[str, Any]]) -> dict[str, Any] | None:
    """Those of no group, as one figure more, where there are some."""
    rest = ungrouped(metric["metric"], figures[0]["base"], (figure["value"] for figure in figures))
    return {**figures[0], "of": None, "value": rest} if rest else None


def _named(metric: dict[str, Any], figure: dict[str, Any], every: Every | None) -> str:
    if metric["by"] is None and not every:
        return str(metric["title"])
    of = _group(metric, figure)
    return "  " + " ".join(part for part in (_period(figure, every) if every else "", of) if part)


def _group(metric: dict[str, Any], figure: dict[str, Any]) -> str:
    if figure["of"] is not None:
        return group(str(metric["by"]), figure["of"], language())
    return no_group(language()) if metric["by"] and figure["unknown"] is None else ""


def _period(figure: dict[str, Any], every: Every) -> str:
    """With its days, where it is cut."""
    first, last = (date.fromisoformat(figure[name]) for name in ("from", "to"))
    return figure["period"] + ("" if is_whole(every, first, last) else f" ({first:%m-%d} – {last:%m-%d})")


def _met(met: bool | None) -> str:
    if met is None:
        return ""
    return say("达标", "met") if met else say("未达标", "missed")


def _why(code: str | None) -> str:
    """Why there is no number."""
    return "" if code is None else UNKNOWN[code][0 if chinese() else 1]


def _style(met: bool | None) -> str | None:
    return "red" if met is False else None


def cases(found: dict[str, Any], of: str | None = None) -> None:
    """What a figure was counted from, of all tickets or of a group."""
    if not found["items"]:
        typer.echo(_nothing(of))
        return
    table = Table(box=None, header_style="bold", pad_edge=False)
    for heading in (say("编号", "number"), say("数值", "value"), say("时限", "clock"), say("依据的事件", "events")):
        table.add_column(heading, overflow="fold")
    for each in found["items"]:
        clock = "" if each["clock"] is None else word("clock", each["clock"], language())
        table.add_row(*map(plain, (each["number"], f"{each['value']:g}", clock, "\n".join(each["events"]))))
    console().print(table)
    if found["next"]:
        note(say(f"还有更多：加 --page {found['next']}", f"There are more: add --page {found['next']}"))


def _nothing(of: str | None) -> str:
    if of is None:
        return say("没有这样的工单。", "There is no such ticket.")
    named = plain(of).plain
    return say(f"没有“{named}”这一组的工单。", f"There is no ticket of a group '{named}'.")
