"""Saved views as a table at the command line, in words."""

from typing import Any, Final

import typer
from rich.table import Table

from gongdan.cli.showing.labels import time, value
from gongdan.cli.showing.said import console, note, plain, say
from gongdan.language import language

_HEADINGS: Final = (
    ("名称", "name"),
    ("列表", "list"),
    ("所有者", "owner"),
    ("共享", "shared"),
    ("内容", "shows"),
    ("更新", "changed"),
)


def show_views(found: dict[str, Any]) -> None:
    if not found["items"]:
        typer.echo(say("没有查询方案。", "There are no views."))
        return
    table = Table(box=None, header_style="bold", pad_edge=False)
    for heading in _HEADINGS:
        table.add_column(say(*heading), overflow="fold")
    for view in found["items"]:
        table.add_row(*map(plain, _cells(view)))
    console().print(table)
    if more := found["count"] - len(found["items"]):
        note(say(f"另有 {more} 个（--list）。", f"{more} more: name a list (--list)."))


def _cells(view: dict[str, Any]) -> list[str]:
    shows = " ".join(f"{name}={each}" for name, values in view["parameters"].items() for each in values)
    owner = say("本人", "you") if view["mine"] else view["owner"]
    listed = value("view.list", view["list"], language())
    return [view["name"], listed, owner, _shared(view), shows, time(view["updated"])]


def _shared(view: dict[str, Any]) -> str:
    if view["shared"] == "team":
        return say(f"班组 {view['team']}", f"team {view['team']}")
    return say("全体", "everybody") if view["shared"] == "everybody" else ""
