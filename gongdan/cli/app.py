"""Every command by its name; a new one is a line here."""

from importlib.metadata import version
from typing import Annotated

import typer

from gongdan.cli import projections, service, tables, ticket
from gongdan.cli.bringing_in import connect
from gongdan.cli.said import say
from gongdan.importing.command import import_command
from gongdan.language import language

app = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    help=say("工单：事件溯源的售后服务系统。", "Gongdan: an event-sourced after-sales service desk."),
    epilog=say(
        "退出码：0 完成，1 被规则拒绝，2 用法错误，3 无法连接。说明见 docs/cli.md。",
        "Exit codes: 0 done, 1 refused by the rules, 2 wrong usage, 3 not reachable. See docs/cli.md.",
    ),
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(version("gongdan"))
        raise typer.Exit


@app.callback()
def gongdan(
    show_version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_version, help=say("显示版本", "print the version"))
    ] = False,
) -> None:
    """Only carries the options that stand before a command."""


app.command("up", help=service.UP_HELP)(service.up)
app.command("check", help=service.CHECK_HELP)(service.check)
app.command("token", help=service.TOKEN_HELP)(service.token)
app.command("import")(import_command(connect, language))
app.add_typer(ticket.app, name="ticket")
app.command("register", help=tables.REGISTER_HELP)(tables.register)
app.command("progress", help=tables.PROGRESS_HELP)(tables.progress)
app.add_typer(projections.app, name="projections")
