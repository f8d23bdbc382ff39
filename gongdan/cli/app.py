"""Every command by its name; a new one is a line here. A command is loaded when it is called, which keeps all quick."""

from collections.abc import Callable
from importlib.metadata import version
from typing import Annotated, Any, Final

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from gongdan.cli.showing.said import say
from gongdan.language import language


def _single(function: Callable[..., None], text: str | None = None) -> Any:
    alone = typer.Typer(add_completion=False)
    alone.command(help=text)(function)
    return get_command(alone)


def _up() -> Any:
    from gongdan.cli.operating import service

    return _single(service.up, service.UP_HELP)


def _check() -> Any:
    from gongdan.cli.operating import checking

    return _single(checking.check, checking.HELP)


def _nats_config() -> Any:
    from gongdan.cli.operating import nats_config

    return _single(nats_config.nats_config, nats_config.HELP)


def _token() -> Any:
    from gongdan.cli.operating import token

    return _single(token.token, token.HELP)


def _import() -> Any:
    from gongdan.cli.filling.bringing_in import connect
    from gongdan.importing.command import import_command

    return _single(import_command(connect, language))


def _demo() -> Any:
    from gongdan.cli.filling import demo

    return _single(demo.demo, demo.HELP)


def _ticket() -> Any:
    from gongdan.cli import ticket

    return get_command(ticket.app)


def _customer() -> Any:
    from gongdan.cli.records import people

    return get_command(people.customer)


def _staff() -> Any:
    from gongdan.cli.records import people

    return get_command(people.staff)


def _find() -> Any:
    from gongdan.cli.records import finding

    return _single(finding.find, finding.HELP)


def _follow() -> Any:
    from gongdan.cli.reading import following

    return _single(following.follow, following.HELP)


def _tasks() -> Any:
    from gongdan.cli.reading import tasks

    return _single(tasks.tasks, tasks.HELP)


def _roles() -> Any:
    from gongdan.cli.reading import roles

    return _single(roles.roles, roles.HELP)


def _register() -> Any:
    from gongdan.cli.reading import tables

    return _single(tables.register, tables.REGISTER_HELP)


def _faults() -> Any:
    from gongdan.cli.reading import tables

    return _single(tables.faults, tables.FAULTS_HELP)


def _progress() -> Any:
    from gongdan.cli.reading import tables

    return _single(tables.progress, tables.PROGRESS_HELP)


def _clocks() -> Any:
    from gongdan.cli.clocks import command

    return _single(command.clocks, command.HELP)


def _projections() -> Any:
    from gongdan.cli.operating import projections

    return get_command(projections.app)


def _deadletters() -> Any:
    from gongdan.cli.operating import deadletters

    return get_command(deadletters.app)


def _policy() -> Any:
    from gongdan.cli.rules import policy

    return get_command(policy.app)


def _calendar() -> Any:
    from gongdan.cli.rules import calendar

    return get_command(calendar.app)


def _routing() -> Any:
    from gongdan.cli.rules import routing

    return get_command(routing.app)


def _article() -> Any:
    from gongdan.cli.reading import articles

    return get_command(articles.app())


def _matter(name: str) -> Callable[[], Any]:
    def load() -> Any:
        from gongdan.cli.records import matters

        return get_command(matters.app_of(name))

    return load


def _reports() -> Any:
    from gongdan.cli.reading import reports

    return get_command(reports.app)


def _metrics() -> Any:
    from gongdan.cli.reading import metrics

    return _single(metrics.metrics, metrics.HELP)


def _notice() -> Any:
    from gongdan.cli.notices import command

    return get_command(command.app)


def _inbox() -> Any:
    from gongdan.cli.notices import inbox

    return _single(inbox.inbox, inbox.HELP)


def _sales() -> Any:
    from gongdan.cli.filling import sales

    return get_command(sales.app)


def _replay() -> Any:
    from gongdan.cli.replaying import command, options

    return _single(command.replay, options.HELP)


def _parts() -> Any:
    from gongdan.cli.reading import parts

    return _single(parts.parts, parts.HELP)


def _dossiers() -> Any:
    from gongdan.cli.reading import dossiers

    return _single(dossiers.dossiers, dossiers.HELP)


def _visits() -> Any:
    from gongdan.cli.reading import visits

    return _single(visits.visits, visits.HELP)


def _workload() -> Any:
    from gongdan.cli.reading import workload

    return _single(workload.workload, workload.HELP)


def _diff() -> Any:
    from gongdan.cli.past import differing

    return _single(differing.diff, differing.HELP)


def _whatif() -> Any:
    from gongdan.cli.past import trying

    return _single(trying.whatif, trying.HELP)


def _process() -> Any:
    from gongdan.cli.processes import command

    return get_command(command.app)


COMMANDS: Final[dict[str, Callable[[], Any]]] = {
    "up": _up,
    "check": _check,
    "token": _token,
    "nats-config": _nats_config,
    "import": _import,
    "demo": _demo,
    "ticket": _ticket,
    "roles": _roles,
    "find": _find,
    "tasks": _tasks,
    "follow": _follow,
    "customer": _customer,
    "staff": _staff,
    "return": _matter("return"),
    "improvement": _matter("improvement"),
    "inspection": _matter("inspection"),
    "complaint": _matter("complaint"),
    "incident": _matter("incident"),
    "article": _article,
    "meeting": _matter("meeting"),
    "care": _matter("care"),
    "sales": _sales,
    "reports": _reports,
    "metrics": _metrics,
    "register": _register,
    "faults": _faults,
    "progress": _progress,
    "parts": _parts,
    "dossiers": _dossiers,
    "visits": _visits,
    "workload": _workload,
    "clocks": _clocks,
    "process": _process,
    "diff": _diff,
    "whatif": _whatif,
    "replay": _replay,
    "inbox": _inbox,
    "notice": _notice,
    "projections": _projections,
    "deadletters": _deadletters,
    "policy": _policy,
    "calendar": _calendar,
    "routing": _routing,
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
