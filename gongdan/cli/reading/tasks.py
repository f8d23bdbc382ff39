"""``gongdan tasks``: what is to be done, by whom, until when, and why."""

from datetime import datetime
from typing import Annotated, Any, Final

import typer
from rich.table import Table

from gongdan.cli.asking.client import Client
from gongdan.cli.asking.options import As, Json, View
from gongdan.cli.showing.labels import happening, value
from gongdan.cli.showing.said import as_json, console, plain, say
from gongdan.language import language
from gongdan.settings import load_settings

HELP: Final = say(
    "列出待办任务，最紧迫的在前：本人的，以及本岗位、本班组的。\n\n例：gongdan tasks --as s-001:supervisor"
    "\n例：gongdan tasks --all --late --as m-001:manager",
    "List what is to be done, the most pressing first: one's own, and that of one's roles and teams."
    "\n\nExample: gongdan tasks --as s-001:supervisor\nExample: gongdan tasks --all --late --as m-001:manager",
)


def tasks(
    everybodys: Annotated[bool, typer.Option("--all", help=say("全部人员的", "everybody's"))] = False,
    late: Annotated[bool, typer.Option(help=say("只看已超时的", "only what is late"))] = False,
    number: Annotated[str | None, typer.Option(help=say("只看某工单或事项的", "of one ticket or matter only"))] = None,
    view: View = None,
    limit: Annotated[int, typer.Option(min=1, max=1000, help=say("最多几行", "rows at most"))] = 50,
    acting: As = None,
    in_json: Json = False,
) -> None:
    asked = {"whose": "all" if everybodys else None, "number": number, "view": view, "limit": limit}
    with Client(load_settings(), acting) as client:
        found = client.get("/tasks", after="now", **asked, **({"late": "true"} if late else {})).json()
    as_json(found) if in_json else _show(found)


def _show(found: dict[str, Any]) -> None:
    if not found["items"]:
        console().print(say("没有待办任务。", "There is nothing to be done."))
        return
    table = Table(box=None, header_style="bold", pad_edge=False)
    for heading in say("编号 任务 期限 负责人 起于 原因", "number task until whose since because").split():
        table.add_column(heading)
    for task in found["items"]:
        cells = (task["number"], task["title"], _until(task), _whose(task), _at(task["since"]))
        style = "red" if task["late"] else None
        table.add_row(*(plain(cell) for cell in (*cells, happening(task["because"], language()))), style=style)
    console().print(table)
    if found["count"] > len(found["items"]):
        console().print(say(f"共 {found['count']:,} 项。", f"{found['count']:,} in all."))


def _until(task: dict[str, Any]) -> str:
    if task["due"] is None:
        return "–"
    return _at(task["due"]) + (say("（已超时）", " (late)") if task["late"] else "")


def _whose(task: dict[str, Any]) -> str:
    for name in ("role", "department"):
        if task[name]:
            return value(name, task[name], language())
    return task["staff"] or say("主管", "supervisor")


def _at(iso: str) -> str:
    return datetime.fromisoformat(iso).strftime("%Y-%m-%d %H:%M")
