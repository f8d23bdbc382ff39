"""``gongdan up``, ``check`` and ``token``: run it, see that it is safe, let others in."""

import asyncio
from typing import Annotated

import typer
from rich.markup import escape

from domain.wording import ROLES
from gongdan import home, logs
from gongdan.check import Finding, examine
from gongdan.cli.client import hint
from gongdan.cli.said import as_json, chinese, console, note, say
from gongdan.failures import Failure
from gongdan.identity import OPERATOR, is_staff
from gongdan.importing.closest import closest
from gongdan.run_file import RunFile
from gongdan.settings import load_settings
from gongdan.tokens import TokenSigner
from gongdan.up import Warned
from gongdan.up import up as serve

_DAY = 86_400

UP_HELP = say(
    "启动全部服务：nats-server、视图、接口（Ctrl-C 停止）。例：GONGDAN_API_PORT=8088 gongdan up",
    "Start everything: nats-server, projections, API (Ctrl-C stops it).\n\nExample: GONGDAN_API_PORT=8088 gongdan up",
)
CHECK_HELP = say("检查部署是否安全，逐项说明。", "Say whether this deployment is safe, one line a check.")
TOKEN_HELP = say(
    "为员工签发令牌。例：gongdan token e-003 --role engineer --days 30",
    "Make a token for a member of staff.\n\nExample: gongdan token e-003 --role engineer --days 30",
)


def up(
    i_accept_data_loss: Annotated[
        bool,
        typer.Option(
            "--i-accept-data-loss",
            help=say(
                "仅测试用：不检查 nats-server 是否同步写盘", "for tests only: do not ask whether nats-server syncs"
            ),
        ),
    ] = False,
) -> None:
    serve(load_settings(i_accept_data_loss=i_accept_data_loss), _announce)


def check(in_json: Annotated[bool, typer.Option("--json", help=say("输出 JSON", "print JSON"))] = False) -> None:
    logs.set_up(console=False)
    findings = asyncio.run(examine(load_settings()))
    if in_json:
        as_json({"safe": all(each.safe for each in findings), "checks": [_shown(each) for each in findings]})
    else:
        _print(findings)
    if unsafe := [finding.exit_code for finding in findings if not finding.safe]:
        raise typer.Exit(max(unsafe))


def token(
    staff: Annotated[str, typer.Argument(metavar="STAFF", help=say("工号", "staff number"))],
    role: Annotated[list[str], typer.Option("--role", help=say("角色，可多次给出", "a role; may be given repeatedly"))],
    days: Annotated[int, typer.Option(min=1, max=366, help=say("有效天数", "days that it is valid"))] = 30,
) -> None:
    if not is_staff(staff) or staff == OPERATOR:
        raise Failure("bad-staff", value=staff)
    for each in role:
        if each not in ROLES:
            raise Failure("bad-role", value=each, hint=hint(closest(each, ROLES)), allowed=", ".join(ROLES))
    settings = load_settings()
    home.prepare(settings.home)
    typer.echo(TokenSigner.open(settings.home).mint(staff, role, days * _DAY))


def _announce(run: RunFile, warned: Warned) -> None:
    if warned.fresh_key:
        note(
            say(
                f"重要：已生成密钥文件 {warned.fresh_key}。请立即备份到别处；没有它，任何个人信息都无法读取。",
                f"IMPORTANT: the key file {warned.fresh_key} was made just now. Back it up somewhere else: without it "
                "no personal data can ever be read again.",
            )
        )
    lines = say(
        f"工单 {run.version} 已启动。\n  接口  {run.api}（说明：{run.api}/docs）\n  事件库 {run.nats}\n"
        "  登记一张工单：gongdan ticket open channel=phone summary=… --as a-001\n按 Ctrl-C 停止。",
        f"Gongdan {run.version} is running.\n  API     {run.api} (documentation: {run.api}/docs)\n"
        f"  events  {run.nats}\n  Open a ticket: gongdan ticket open channel=phone summary=… --as a-001\n"
        "Ctrl-C stops it.",
    )
    typer.echo(lines)


def _print(findings: list[Finding]) -> None:
    screen = console()
    for finding in findings:
        mark = "[green]✓[/]" if finding.safe else "[red]✗[/]"
        screen.print(f"{mark} {escape(finding.say(chinese=chinese()))}", soft_wrap=True)


def _shown(finding: Finding) -> dict[str, object]:
    return {"check": finding.name, "safe": finding.safe, "says": finding.say(chinese=chinese())}
