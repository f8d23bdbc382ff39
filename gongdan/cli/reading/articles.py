"""``gongdan article search``: the published articles that hold some words."""

from typing import Annotated, Any

import typer
from rich.table import Table

from gongdan.cli.asking.client import Client
from gongdan.cli.asking.options import As, Json
from gongdan.cli.records.matters import app_of
from gongdan.cli.showing.said import as_json, console, plain, say
from gongdan.settings import load_settings

Sought = Annotated[list[str], typer.Argument(metavar="WORDS", help=say("要找的词，须全部出现", "all must be there"))]
Limit = Annotated[int, typer.Option("--limit", min=1, max=100, help=say("最多几篇", "articles at most"))]
HELP = say(
    "查找已发布的知识文章。\n\n例：gongdan article search 空调 不制冷",
    "Search the published articles.\n\nExample: gongdan article search 空调 不制冷",
)


def app() -> typer.Typer:
    """What every kind of matter has, and the search."""
    group = app_of("article")

    @group.command("search", help=HELP)
    def _(words: Sought, limit: Limit = 20, acting: As = None, in_json: Json = False) -> None:  # pyright: ignore[reportUnusedFunction]
        with Client(load_settings(), acting) as client:
            found = client.get("/help/articles", q=" ".join(words), limit=limit).json()
        as_json(found) if in_json else _show(found)

    return group


def _show(found: dict[str, Any]) -> None:
    screen = console()
    if not found["items"]:
        screen.print(say("没有找到文章。", "No article was found."))
        return
    table = Table(box=None, header_style="bold", pad_edge=False)
    heads = (say("编号", "number"), say("标题", "title"), say("型号", "model"), say("报警代码", "error code"))
    for name in (*heads, say("解决次数", "helped")):
        table.add_column(name, overflow="fold")
    for each in found["items"]:
        title = say(each["title"] or each["title_en"], each["title_en"] or each["title"])
        shown = (each["number"], title, each["model"] or "", each["error_code"] or "", str(each["helped"]))
        table.add_row(*map(plain, shown))
    screen.print(table)
    if found["count"] > len(found["items"]):
        shown, count = len(found["items"]), found["count"]
        screen.print(say(f"共 {count} 篇，此处 {shown} 篇。", f"{shown} of {count}."))
