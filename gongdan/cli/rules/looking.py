"""Looking at a rule text that is on record, and checking files of them: the same for every kind."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from gongdan.cli.asking.client import Client
from gongdan.cli.rules import telling
from gongdan.cli.rules.checking import check_files
from gongdan.cli.rules.kinds import Kind
from gongdan.cli.rules.steps import Json, place_of
from gongdan.cli.showing.said import as_json, say
from gongdan.settings import load_settings

Version = Annotated[
    int | None,
    typer.Option("--version", min=1, help=say("某一版本（也可为所提出的）", "one version, also a proposed one")),
]
Text = Annotated[bool, typer.Option("--text", help=say("输出原文", "print the text itself"))]


def show_recorded(
    kind: Kind,
    name: str,
    version: int | None,
    *,
    text: bool,
    in_json: bool,
    shown: Callable[[dict[str, Any]], None] = telling.print_text,
) -> None:
    """One version, or what is in force; ``shown`` tells a person what it says."""
    with Client(load_settings()) as client:
        found = client.get(place_of(kind, name), version=version).json()
    if in_json:
        as_json(found)
    elif text:
        typer.echo(found["text"], nl=False)
    else:
        shown(found)


def add_check(app: typer.Typer, kind: Kind, what: tuple[str, str]) -> None:
    """``check``; ``what`` it checks, in Chinese and English."""
    chinese, english = what
    example = f"gongdan {kind.command} check {kind.file}"

    @app.command(
        "check",
        help=say(
            f"检查{chinese}文件，一次指出全部错误；有错误时退出码为 2。\n\n例：{example}",
            f"Check files of {english}, and name every mistake; exit code 2 if there is one.\n\nExample: {example}",
        ),
    )
    def _(  # pyright: ignore[reportUnusedFunction]
        files: Annotated[list[Path], typer.Argument(metavar="FILE...", help=say("TOML 文件", "TOML files"))],
        in_json: Json = False,
    ) -> None:
        check_files(files, in_json=in_json, routing=kind.alone)
