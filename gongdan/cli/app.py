"""Every command by its name; a new one is a line here. A command is loaded when it is called, which keeps all quick."""

from collections.abc import Callable
from importlib import import_module
from importlib.metadata import version
from types import ModuleType
from typing import Annotated, Any, Final

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from gongdan.cli.showing.said import say
from gongdan.language import language

Loading = Callable[[], Any]


def _one(place: str, help_text: str = "HELP") -> Loading:
    """A function of a module, ``module:function``, and the name of its help text there."""

    def load() -> Any:
        module, function = _found(place)
        return _alone(getattr(module, function), getattr(module, help_text))

    return load


def _group(place: str) -> Loading:
    """Commands below a command: a ``Typer`` of a module, or a function that makes one."""

    def load() -> Any:
        module, name = _found(place)
        app = getattr(module, name)
        return get_command(app if isinstance(app, typer.Typer) else app())

    return load


def _matter(name: str) -> Loading:
    def load() -> Any:
        from gongdan.cli.records import matters

        return get_command(matters.app_of(name))

    return load


def _import() -> Any:
    from gongdan.cli.filling.bringing_in import connect
    from gongdan.importing.command import import_command

    return _alone(import_command(connect, language))


def _found(place: str) -> tuple[ModuleType, str]:
    module, _, name = place.partition(":")
    return import_module(f"gongdan.cli.{module}"), name


def _alone(function: Callable[..., None], text: str | None = None) -> Any:
    alone = typer.Typer(add_completion=False)
    alone.command(help=text)(function)
    return get_command(alone)


COMMANDS: Final[dict[str, Loading]] = {
    "up": _one("operating.service:up", "UP_HELP"),
    "check": _one("operating.checking:check"),
    "token": _one("operating.token:token"),
    "nats-config": _one("operating.nats_config:nats_config"),
    "repair": _one("operating.repairing:repair"),
    "backup": _one("operating.backing_up:backup", "BACKUP_HELP"),
    "restore": _one("operating.backing_up:restore", "RESTORE_HELP"),
    "import": _import,
    "demo": _one("filling.demo:demo"),
    "ticket": _group("ticket:app"),
    "roles": _one("reading.roles:roles"),
    "find": _one("records.finding:find"),
    "tasks": _one("reading.tasks:tasks"),
    "follow": _one("reading.following:follow"),
    "customer": _group("records.people:customer"),
    "staff": _group("records.people:staff"),
    "return": _matter("return"),
    "improvement": _matter("improvement"),
    "inspection": _matter("inspection"),
    "complaint": _matter("complaint"),
    "incident": _matter("incident"),
    "article": _group("reading.articles:app"),
    "meeting": _matter("meeting"),
    "care": _matter("care"),
    "sales": _group("filling.sales:app"),
    "reports": _group("reading.reports:app"),
    "metrics": _one("reading.metrics:metrics"),
    "register": _one("reading.tables:register", "REGISTER_HELP"),
    "faults": _one("reading.tables:faults", "FAULTS_HELP"),
    "progress": _one("reading.tables:progress", "PROGRESS_HELP"),
    "parts": _one("reading.parts:parts"),
    "dossiers": _one("reading.dossiers:dossiers"),
    "visits": _one("reading.visits:visits"),
    "workload": _one("reading.workload:workload"),
    "clocks": _one("clocks.command:clocks"),
    "process": _group("processes.command:app"),
    "diff": _one("past.differing:diff"),
    "audit": _group("past.auditing:app"),
    "whatif": _one("past.trying:whatif"),
    "replay": _one("replaying.command:replay"),
    "account": _group("accounts.command:app"),
    "views": _group("views.command:app"),
    "feed": _group("feed.command:app"),
    "webhook": _group("feed.webhooks:app"),
    "inbox": _one("notices.inbox:inbox"),
    "notice": _group("notices.command:app"),
    "privacy": _group("privacy.command:app"),
    "retention": _group("privacy.retention:app"),
    "keys": _group("operating.keys:app"),
    "mail": _group("mail.command:app"),
    "projections": _group("operating.projections:app"),
    "deadletters": _group("operating.deadletters:app"),
    "policy": _group("rules.policy:app"),
    "calendar": _group("rules.calendar:app"),
    "routing": _group("rules.routing:app"),
}


class Commands(TyperGroup):
    """The commands of the table, loaded on demand."""

    def __init__(self, **settings: Any) -> None:
        """Typer looks among ``commands`` for what was probably meant."""
        super().__init__(**settings)
        self.commands = {name: TyperCommand(name) for name in COMMANDS}

    def list_commands(self, ctx: Any) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if cmd_name not in COMMANDS:
            return None
        found = COMMANDS[cmd_name]()
        found.name = cmd_name
        return found


app = typer.Typer(
    cls=Commands,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    help=say("工单：事件溯源的售后服务系统。", "Gongdan: an event-sourced after-sales service desk."),
    epilog=say(
        "退出码：0 完成，1 被规则拒绝，2 用法错误，3 无法连接。说明见 docs/cli.zh.md。",
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
