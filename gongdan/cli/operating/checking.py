"""``gongdan check``: one line a question, with what to do."""

import asyncio
from typing import Annotated, Final

import typer
from rich.markup import escape

from gongdan.cli.showing.said import as_json, chinese, console, say
from gongdan.service import logs
from gongdan.service.check import examine
from gongdan.service.questions.finding import Finding
from gongdan.settings import load_settings

HELP: Final = say("检查部署是否安全，逐项说明。", "Say whether this deployment is safe, one line a check.")


def check(in_json: Annotated[bool, typer.Option("--json", help=say("输出 JSON", "print JSON"))] = False) -> None:
    logs.set_up(console=False)
    findings = asyncio.run(examine(load_settings()))
    if in_json:
        as_json({"safe": all(each.safe for each in findings), "checks": [_shown(each) for each in findings]})
    else:
        _print(findings)
    if unsafe := [finding.exit_code for finding in findings if not finding.safe]:
        raise typer.Exit(max(unsafe))


def _print(findings: list[Finding]) -> None:
    screen = console()
    for finding in findings:
        mark = "[green]✓[/]" if finding.safe else "[red]✗[/]"
        screen.print(f"{mark} {escape(finding.say(chinese=chinese()))}", soft_wrap=True)


def _shown(finding: Finding) -> dict[str, object]:
    return {"check": finding.name, "safe": finding.safe, "says": finding.say(chinese=chinese())}
