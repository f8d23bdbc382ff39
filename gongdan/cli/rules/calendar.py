"""``gongdan calendar``: which days are working days, whether a file says so rightly, and bringing it into force."""

from pathlib import Path
from typing import Annotated
from urllib.parse import quote

import typer

from gongdan.cli.asking.client import Client
from gongdan.cli.rules import telling
from gongdan.cli.rules.checking import check_files
from gongdan.cli.rules.kinds import CALENDAR
from gongdan.cli.rules.steps import Json, add_steps
from gongdan.cli.showing.said import as_json, say
from gongdan.settings import load_settings

app = typer.Typer(
    no_args_is_help=True, help=say("工作日历：查看、检查、提出、批准、发布", "Calendars: show, check, into force")
)


@app.command(
    help=say(
        "查看日历的全部规定；--text 输出原文，可另存后修改。\n\n"
        "例：gongdan calendar show china；gongdan calendar show china --text > china.toml",
        "Show all that a calendar says; --text prints it as it is written, to be kept and changed.\n\n"
        "Examples: gongdan calendar show china; gongdan calendar show china --text > china.toml",
    )
)
def show(
    region: Annotated[str, typer.Argument(metavar="REGION", help="china")],
    version: Annotated[
        int | None,
        typer.Option("--version", min=1, help=say("某一版本（也可为待批准的）", "one version, also a proposed one")),
    ] = None,
    text: Annotated[bool, typer.Option("--text", help=say("输出原文", "print the text itself"))] = False,
    in_json: Json = False,
) -> None:
    with Client(load_settings()) as client:
        found = client.get(f"{CALENDAR.path}/{quote(region, '')}", version=version).json()
    if in_json:
        as_json(found)
    elif text:
        typer.echo(found["text"], nl=False)
    else:
        telling.print_text(found)


@app.command(
    help=say(
        "检查日历文件，一次指出全部错误；有错误时退出码为 2。\n\n例：gongdan calendar check china.toml",
        "Check files of calendars, and name every mistake; exit code 2 if there is one.\n\n"
        "Example: gongdan calendar check china.toml",
    )
)
def check(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help=say("TOML 文件", "TOML files"))],
    in_json: Json = False,
) -> None:
    check_files(files, in_json=in_json)


add_steps(app, CALENDAR)
