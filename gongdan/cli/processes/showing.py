"""How the command line shows what happened to tickets: as tables, and what to do where there is nothing to show."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from rich.table import Table

from gongdan.cli.showing.said import chinese, console, plain, say
from projections.processes.drawing.text import lasting, share


def show_map(found: dict[str, Any], limit: int) -> None:
    screen = console()
    if not found["tickets"]:
        screen.print(_nothing())
        return
    screen.print(plain(_counted(found)), style="bold")
    names = {each["activity"]: each["title"] for each in found["activities"]}
    headings = say("步骤 次数 工单 首步 末步 重复", "activity times tickets first last repeated").split()
    counts = ("count", "tickets", "starts", "ends", "repeated")
    rows = ([each["title"], *(f"{each[name]:,}" for name in counts)] for each in found["activities"][:limit])
    screen.print(_table(say("步骤", "Activities"), headings, rows))
    screen.print(_table(say("路径", "Paths"), _of_paths(), (_path(path, names) for path in found["paths"][:limit])))
    more = max(0, len(found["activities"]) - limit) + max(0, len(found["paths"]) - limit)
    if more:
        screen.print(say(f"另有 {more} 行未显示（--limit）。", f"{more} more: raise --limit."))
    if found["left_out"]["paths"]:
        screen.print(plain(_left_out(found["left_out"])))
    screen.print(plain(_rework(found)))


def show_variants(found: dict[str, Any]) -> None:
    screen = console()
    if not found["items"]:
        screen.print(_nothing())
        return
    headings = say("走法 工单 占比 累计 历时中位 步骤 例", "variant tickets share total median steps example").split()
    rows = ([*_variant(each), each["examples"][0]] for each in found["items"])
    screen.print(_table(say("走法", "Variants"), headings, rows))
    screen.print(
        say(
            f"{found['tickets']:,} 张工单，共 {found['count']:,} 种走法。",
            f"{found['tickets']:,} tickets, {found['count']:,} variants.",
        )
    )


def show_deviations(found: dict[str, Any]) -> None:
    screen = console()
    if not found["of"]:
        screen.print(_nothing())
        return
    summary = say(
        f"{found['of']:,} 张工单中有 {found['tickets']:,} 张与规定流程有偏差。",
        f"{found['tickets']:,} of {found['of']:,} tickets turned from the written process.",
    )
    screen.print(plain(summary), style="bold")
    if not found["items"]:
        return
    headings = say("要求 偏差 规则 次数 工单", "requirement deviation rule times tickets").split()
    rules = (
        [each["requirement"], each["title"], each["rule"], f"{each['count']:,}", f"{each['tickets']:,}"]
        for each in found["rules"]
    )
    screen.print(_table(say("按规则", "By rule"), headings, rules))
    headings = say("工单号 时间 偏差 事件（版本）", "ticket at deviation events(version)").split()
    screen.print(_table(say("明细", "One by one"), headings, map(_deviation, found["items"])))
    if found["count"] > len(found["items"]):
        more = found["count"] - len(found["items"])
        screen.print(say(f"另有 {more:,} 项未显示（--limit、--rule）。", f"{more:,} more: --limit, --rule."))


def _nothing() -> str:
    return say(
        "没有符合条件的工单。请放宽筛选；若尚无工单，可登记（gongdan ticket open …）或导入（gongdan import …）。",
        "No ticket fits. Ask for more; where there are none yet, open one (gongdan ticket open …) or bring in a log "
        "(gongdan import …).",
    )


def _counted(found: dict[str, Any]) -> str:
    median = lasting(found["duration"]["median"], chinese=chinese())
    return say(
        f"流程图：{found['tickets']:,} 张工单，{found['events']:,} 个步骤，{found['variants']:,} 种走法，"
        f"历时中位 {median}",
        f"Process map: {found['tickets']:,} tickets, {found['events']:,} steps, {found['variants']:,} variants, "
        f"median duration {median}",
    )


def _of_paths() -> list[str]:
    return say(
        "从 到 次数 平均 中位 90分位 占等待 瓶颈", "from to times mean median 90th-percentile of-waiting bottleneck"
    ).split()


def _path(path: dict[str, Any], names: dict[str, str]) -> list[str]:
    waits = (lasting(path["wait"][name], chinese=chinese()) for name in ("mean", "median", "p90"))
    slow = say("瓶颈", "bottleneck") if path["bottleneck"] else ""
    return [names[path["source"]], names[path["target"]], f"{path['count']:,}", *waits, share(path["share"]), slow]


def _variant(each: dict[str, Any]) -> list[str]:
    median = lasting(each["duration"]["median"], chinese=chinese())
    steps = " → ".join(step["title"] for step in each["steps"])
    return [each["variant"], f"{each['tickets']:,}", share(each["share"]), share(each["covered"]), median, steps]


def _deviation(each: dict[str, Any]) -> list[str]:
    at = datetime.fromisoformat(each["at"]).strftime("%Y-%m-%d %H:%M")
    events = say("、", ", ").join(f"{event['title']} ({event['version']})" for event in each["events"])
    return [each["number"], at, each["title"], events]


def _left_out(left: dict[str, Any]) -> str:
    return say(
        f"未列出 {left['activities']:,} 个步骤、{left['paths']:,} 条路径，占全部流转的 {share(left['share'])}。",
        f"Left out: {left['activities']:,} activities, {left['paths']:,} paths, {share(left['share'])} of all moves.",
    )


def _rework(found: dict[str, Any]) -> str:
    rework = found["rework"]
    return say(
        f"返工：{rework['tickets']:,} 张工单有重复的步骤（{share(rework['share'])}）。",
        f"Rework: {rework['tickets']:,} tickets repeat a step ({share(rework['share'])}).",
    )


def _table(title: str, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> Table:
    table = Table(title=title, box=None, header_style="bold", title_justify="left", pad_edge=False)
    for heading in headings:
        table.add_column(heading.replace("-", " "), overflow="fold")
    for row in rows:
        table.add_row(*map(plain, row))
    return table
