"""``gongdan diff``: what is different between two moments, and the events that made it so."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Final, Literal

import typer
from rich.table import Table

from gongdan.cli.asking.client import Client
from gongdan.cli.asking.moments import moment
from gongdan.cli.asking.options import As, Json
from gongdan.cli.past.words import WORDS
from gongdan.cli.showing.amounts import amount
from gongdan.cli.showing.exports import exported
from gongdan.cli.showing.labels import happening, time
from gongdan.cli.showing.said import as_json, chinese, console, note, plain, say
from gongdan.failures import Failure
from gongdan.language import language
from gongdan.settings import load_settings
from projections.figures.metrics import named
from projections.past.sheets import CHANGES
from projections.past.words import Of as Of_
from projections.past.words import Said, spelt_out

HELP: Final = say(
    "比较两个时刻：登记表、进度、某工单或指标有哪些不同，由哪些事件造成。"
    "\n\n例：gongdan diff --from 2024-05-01 --to 2024-05-02 --as m-001:manager"
    "\n例：gongdan diff ticket 202405-00123 --from 2024-05-01T09:00 --to now --as x-001:auditor"
    "\n例：gongdan diff metrics --metric first-response --from 2024-05-10 --to 2024-05-20 --as m-001:manager"
    "\n例：gongdan diff progress --from 2024-05-01 --to 2024-05-02 --output 差异.xlsx --as m-001:manager",
    "Compare two moments: what is different in register, progress, a ticket or metrics, and the events that made it so."
    "\n\nExample: gongdan diff --from 2024-05-01 --to 2024-05-02 --as m-001:manager"
    "\nExample: gongdan diff ticket 202405-00123 --from 2024-05-01T09:00 --to now --as x-001:auditor"
    "\nExample: gongdan diff metrics --metric first-response --from 2024-05-10 --to 2024-05-20 --as m-001:manager"
    "\nExample: gongdan diff progress --from 2024-05-01 --to 2024-05-02 --output diff.xlsx --as m-001:manager",
)
Of = Annotated[
    Literal["register", "progress", "ticket", "metrics"],
    typer.Argument(help=say("登记表、进度、工单或指标", "the register, progress, one ticket, or metrics")),
]
Number = Annotated[
    str | None, typer.Argument(metavar="NUMBER", help=say("只看此工单；ticket 须写明", "this ticket only"))
]
Earlier = Annotated[str, typer.Option("--from", metavar="TIME", help=say("较早的时刻", "the earlier moment"))]
Later = Annotated[str, typer.Option("--to", metavar="TIME", help=say("较晚的时刻（含）", "the later moment, within"))]
Known = Annotated[bool, typer.Option("--known", help=say("按当时已记录的内容", "as it was known at either moment"))]
Metric = Annotated[
    str | None, typer.Option("--metric", help=say("只看此指标，并列出事件", "of metrics, this one, with the events"))
]
Period = Annotated[
    str | None, typer.Option("--period", help=say("指标的月份或季度", "of metrics: of which month or quarter"))
]
Limit = Annotated[int, typer.Option("--limit", "-n", min=1, help=say("最多几件工单", "tickets at most"))]
Output = Annotated[
    Path | None,
    typer.Option(
        "--output", "-o", metavar="FILE", help=say("写入 .csv 或 .xlsx 文件", "write to a .csv or .xlsx file")
    ),
]
_PAGE: Final = 100
_FORMS: Final = {".csv": "csv", ".xlsx": "xlsx"}


def diff(
    of: Of = "register",
    number: Number = None,
    *,
    earlier: Earlier,
    later: Later = "now",
    metric: Metric = None,
    period: Period = None,
    known: Known = False,
    limit: Limit = 50,
    output: Output = None,
    acting: As = None,
    in_json: Json = False,
) -> None:
    """The command ``gongdan diff``."""
    settings = load_settings()
    first, last = (moment(text, settings.time_zone).isoformat() for text in (earlier, later))
    asked = {"of": of, "from": first, "to": last, "ticket": number, "known": str(known).lower()}
    asked |= {"metric": metric, "period": period}
    with Client(settings, acting) as client:
        if output is not None:
            answer = client.get("/differences", **asked, after="now", format=_form(output))
            exported(output, answer.content)
            return
        found = _gathered(client, asked, sys.maxsize if in_json else limit)
    as_json(found) if in_json else _show(found, min(limit, _PAGE))


def _form(output: Path) -> str:
    form = _FORMS.get(output.suffix.lower())
    if form is None:
        raise Failure("difference-form-needed", path=output)
    return form


def _gathered(client: Client, asked: dict[str, Any], most: int) -> dict[str, Any]:
    """The first page with the items of those after it; a customer's own ticket has no pages."""
    found: dict[str, Any] = client.get("/differences", **asked, after="now", limit=min(most, _PAGE)).json()
    following = found.get("next")
    while following and len(found["items"]) < most:
        wanted = min(most - len(found["items"]), _PAGE)
        page = client.get("/differences", **asked, limit=wanted, page=following).json()
        found["items"] += page["items"]
        following = found["next"] = page["next"]
    return found


def _show(found: dict[str, Any], most: int) -> None:
    """``most``: of how many cases of a metric the events were asked for."""
    screen = console()
    screen.print(plain(f"{time(found['from'])} → {time(found['to'])}"), style="bold")
    if "steps" in found:
        for step in found["steps"]:
            screen.print(plain(f"{time(step['at'])}  {step['text']}"))
        return
    if not found["items"]:
        screen.print(say("没有不同。", "Nothing is different."))
        return
    for item in found["items"]:
        screen.print(_table(item, found["of"]))
        if (cases := item["cases"] or 0) > most:
            note(
                say(
                    f"共 {cases} 件不同，只列出前 {most} 件的事件（--limit）。",
                    f"{cases} differ, and of {most} the events are listed: raise --limit.",
                )
            )
    if found["count"] > len(found["items"]):
        more = found["count"] - len(found["items"])
        note(say(f"另有 {more} 件工单未显示（--limit）。", f"{more} more tickets: raise --limit."))


def _table(item: dict[str, Any], of: Of_) -> Table:
    """Of one ticket or metric: a line a column, then the events."""
    title = named(item["metric"]).title[0 if chinese() else 1] if item["metric"] else item["number"]
    table = Table(box=None, title=plain(title), title_justify="left", title_style="bold", pad_edge=False)
    for heading in (("变化", "change"), ("栏目", "column"), ("之前", "before"), ("之后", "after")):
        table.add_column(say(*heading), overflow="fold")
    for row in item["rows"]:
        for cells in _lines(row, of, item["metric"]):
            table.add_row(*map(plain, cells))
    for event in item["events"]:
        actor, at = event["actor"], time(event["occurred"])
        told = f"{at} {actor['id']}"
        about = event["aggregate"].partition("-")[2] if item["metric"] else ""
        table.add_row(
            plain(say("事件", "event")), plain(happening(event["type"], language())), plain(about), plain(told)
        )
    return table


def _lines(row: dict[str, Any], of: Of_, metric: str | None) -> Iterator[tuple[str, str, str, str]]:
    change = CHANGES[row["change"]][0 if chinese() else 1]
    shown = change if row["version"] is None else f"{change} {row['version']}"
    cells = (Said(cell["column"], cell["before"], cell["after"]) for cell in row["cells"])
    for cell in spelt_out(of, cells, chinese=chinese()):
        name = f"{of}.{cell.column}"
        before, after = (_said(name, cell, said, metric) for said in (cell.before, cell.after))
        yield shown, WORDS.column(name, language()), before, after


def _said(name: str, cell: Said, said: Any, metric: str | None) -> str:
    if said is None:
        return "–"
    if metric is not None and cell.column == "value":
        return amount(said, named(metric).unit, language())
    return str(said) if cell.worded else WORDS.value(name, said, language())
