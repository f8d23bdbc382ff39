"""``gongdan reports``: which monthly and quarterly reports came out, one with its figures, and bringing one out now."""

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby
from typing import Annotated, Any, Final

import typer
from rich.table import Table

from domain.reports.figure import BY, MEASURES, UNITS
from gongdan.cli.asking.client import Client
from gongdan.cli.asking.options import As, Json
from gongdan.cli.documents import of_reports
from gongdan.cli.showing.labels import value
from gongdan.cli.showing.said import as_json, chinese, console, plain, say
from gongdan.language import language
from gongdan.settings import load_settings

app: Final = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    help=say(
        "月度分析、季度报告：列出、查看、重新发布；到期由系统自动发布",
        "Monthly and quarterly reports: list, look at, bring out anew; they come out by themselves",
    ),
)
Period = Annotated[
    str,
    typer.Argument(metavar="PERIOD", help=say("月份或季度：2024-05、2024-Q2", "a month or quarter: 2024-05, 2024-Q2")),
]
app.command("file", help=of_reports.FILE_HELP)(of_reports.file)
app.command("appraisal", help=of_reports.APPRAISAL_HELP)(of_reports.appraisal)
_CODES: Final = {"kind": "kind", "channel": "channel", "fault-type": "fault_type", "severity": "severity"}
"""By what it is broken down: the field whose words its members are."""


@app.command(
    "list",
    help=say(
        "列出已发布的报告。\n\n例：gongdan reports list --span quarter --as m-001:manager",
        "List the reports that came out.\n\nExample: gongdan reports list --span quarter --as m-001:manager",
    ),
)
def listing(
    span: Annotated[str | None, typer.Option(help=say("只看 month 或 quarter", "month or quarter only"))] = None,
    acting: As = None,
    in_json: Json = False,
) -> None:
    with Client(load_settings(), acting) as client:
        found = client.get("/reports", after="now", span=span).json()
    as_json(found) if in_json else _list(found)


@app.command(
    "show",
    help=say(
        "查看一份报告的全部数字。\n\n例：gongdan reports show 2024-05 --as m-001:manager",
        "Show a report with all its figures.\n\nExample: gongdan reports show 2024-05 --as m-001:manager",
    ),
)
def show(
    period: Period,
    edition: Annotated[int | None, typer.Option(min=1, help=say("第几版；默认最新", "which edition; the last"))] = None,
    acting: As = None,
    in_json: Json = False,
) -> None:
    with Client(load_settings(), acting) as client:
        found = client.get(f"/reports/{period}", after="now", edition=edition).json()
    as_json(found) if in_json else _show(found)


@app.command(
    "publish",
    help=say(
        "现在重新统计并发布；数字未变则不出新版。\n\n例：gongdan reports publish 2024-05 --as m-001:manager",
        "Count and bring it out now; the same figures are no new edition."
        "\n\nExample: gongdan reports publish 2024-05 --as m-001:manager",
    ),
)
def publish(period: Period, acting: As = None, in_json: Json = False) -> None:
    with Client(load_settings(), acting) as client:
        answer = client.post("/reports", {"period": period})
    if in_json:
        as_json(answer)
    elif answer["events"]:
        edition = answer["events"][0]["data"]["edition"]
        typer.echo(
            say(f"{period} 的报告已发布，第 {edition} 版。", f"The report of {period} is out, edition {edition}.")
        )
    else:
        typer.echo(
            say(f"{period} 的数字没有变化，未出新版。", f"The figures of {period} are as they were: no new edition.")
        )


def _list(found: list[dict[str, Any]]) -> None:
    if not found:
        console().print(
            say(
                "还没有报告；每月、每季结束后自动发布。",
                "There are none yet; they come out by themselves after each month and quarter.",
            )
        )
        return
    table = Table(box=None, header_style="bold", pad_edge=False)
    for heading in say(
        "期间 版 发布时间 期限 按时 数字 超标型号", "period edition published due on-time figures flagged"
    ).split():
        table.add_column(heading)
    for each in found:
        on_time = say("是", "yes") if each["on_time"] else say("否", "no")
        cells = (each["period"], each["edition"], _at(each["published"]), _at(each["due"]), on_time)
        table.add_row(*(plain(str(cell)) for cell in (*cells, each["figures"], each["flagged"])))
    console().print(table)


def _show(found: dict[str, Any]) -> None:
    screen = console()
    title = say(
        f"{found['period']} 报告，第 {found['edition']} 版", f"Report of {found['period']}, edition {found['edition']}"
    )
    screen.print(plain(f"{title}  {_at(found['published'])}"), style="bold")
    for (measure, by), figures in groupby(found["figures"], key=lambda each: (each["measure"], each["by"])):
        screen.print(_table(measure, by, list(figures)))
    if found["people"] == "team":
        more = "Of the figures by engineer, those of the people of your teams."
        screen.print(plain(say("按工程师的数字只含本班组人员。", more)))
    if found["flagged"]:
        screen.print(
            plain(
                say("故障率超标，请产品部门处理：", "Failure rate too high, for the product department: ")
                + "、".join(found["flagged"])
            )
        )
    if left_out := found["left_out"]:
        more = f"{left_out} more figures, of the fewest cases, had no room in the report."
        screen.print(plain(say(f"另有 {left_out} 个样本最少的数字，报告中容纳不下。", more)))
    if found["improvements"]:
        screen.print(_improvements(found["improvements"]))


def _table(measure: str, by: str | None, figures: list[dict[str, Any]]) -> Table:
    title = MEASURES[measure][0 if chinese() else 1]
    if by:
        title += say(f"（按{BY[by][0]}）", f" by {BY[by][1]}")
    table = Table(box=None, show_header=False, pad_edge=False, title=title, title_justify="left", title_style="bold")
    table.add_column(min_width=18)
    table.add_column(justify="right", min_width=10)
    table.add_column()
    for figure in figures:
        table.add_row(plain(_member(figure)), plain(shown(figure)), plain(_beside(figure)))
    return table


def _member(figure: dict[str, Any]) -> str:
    of, field = figure["of"], _CODES.get(figure["by"] or "")
    if of is None:
        return say("全部", "all")
    return value(field, of, language()) if field else of


def shown(figure: dict[str, Any]) -> str:
    """The value with its unit; an unknown one says so."""
    amount = figure["value"]
    if amount is None:
        return say("不详", "unknown")
    match UNITS.get(figure["measure"]):
        case "count":
            return f"{amount:,.0f}"
        case "minutes":
            return _lasting(amount)
        case "score":
            return f"{amount:.1f}"
        case "points":
            return f"{amount:+.0f}"
        case _:
            return f"{amount:.1%}"


def _lasting(minutes: float) -> str:
    if minutes < 120:
        return say(f"{minutes:.0f} 分钟", f"{minutes:.0f} min")
    return say(f"{minutes / 60:.1f} 小时", f"{minutes / 60:.1f} h")


def _beside(figure: dict[str, Any]) -> str:
    return " ".join(_remarks(figure))


def _remarks(figure: dict[str, Any]) -> Iterator[str]:
    if UNITS.get(figure["measure"]) != "count":
        yield say(f"共 {figure['base']:,}", f"of {figure['base']:,}")
    elif figure["by"] and figure["base"]:
        yield f"{(figure['value'] or 0) / figure['base']:.1%}"
    if figure.get("target") is not None:
        yield say(f"目标 {figure['target']:.0%}", f"target {figure['target']:.0%}")
    if figure.get("met") is False:
        yield say("未达", "missed")


def _improvements(found: list[dict[str, Any]]) -> Table:
    title = say("改进措施及上季度跟进", "Improvements, and what became of the last quarter's")
    table = Table(box=None, show_header=False, pad_edge=False, title=title, title_justify="left", title_style="bold")
    for each in found:
        department = value("department", each["department"], language()) if each.get("department") else ""
        table.add_row(
            plain(each["improvement"]),
            plain(value("status", each["status"], language())),
            plain(department),
            plain(each.get("due") or ""),
        )
    return table


def _at(iso: str) -> str:
    return datetime.fromisoformat(iso).strftime("%Y-%m-%d %H:%M")
