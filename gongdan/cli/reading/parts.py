"""``gongdan parts``: the requests for spare parts that the warehouse has to meet."""

from typing import Annotated, Any, Final

import typer
from rich.table import Table

from gongdan.cli.asking.client import Client
from gongdan.cli.asking.options import As, Json, View
from gongdan.cli.showing.labels import time
from gongdan.cli.showing.said import as_json, chinese, console, note, plain, say
from gongdan.failures import Failure
from gongdan.settings import load_settings
from projections.wording.words import PART_STATES, word

HELP: Final = say(
    "备件申请：工单、备件、数量、申请人、时间、状态；默认只列尚未签收的。"
    "\n\n例：gongdan parts --as w-001:warehouse；gongdan parts --state shipped --as w-001:warehouse",
    "Requests for spare parts: ticket, part, quantity, who asked, when, how far; those not received yet, if not said "
    "otherwise.\n\nExamples: gongdan parts --as w-001:warehouse; gongdan parts --state shipped --as w-001:warehouse",
)
State = Annotated[
    list[str] | None,
    typer.Option("--state", metavar="STATE", help=say(f"状态：{'、'.join(PART_STATES)}", ", ".join(PART_STATES))),
]
Ticket = Annotated[str | None, typer.Option("--ticket", metavar="NUMBER", help=say("只看此工单", "this ticket only"))]
Limit = Annotated[int, typer.Option("--limit", "-n", min=1, max=1000, help=say("最多行数", "rows at most"))]
_HEADINGS: Final = (
    ("工单号", "ticket"),
    ("编号", "request"),
    ("备件", "part"),
    ("数量", "quantity"),
    ("申请人", "asked by"),
    ("申请时间", "asked"),
    ("状态", "state"),
    ("预计到货", "expected"),
)


def parts(
    state: State = None,
    ticket: Ticket = None,
    view: View = None,
    limit: Limit = 50,
    acting: As = None,
    in_json: Json = False,
) -> None:
    """The command ``gongdan parts``."""
    for each in state or ():
        if each not in PART_STATES:
            raise Failure("bad-status", value=plain(each[:40]).plain, hint="", allowed=", ".join(PART_STATES))
    with Client(load_settings(), acting) as client:
        found = client.get("/parts", state=state, ticket=ticket, view=view, limit=limit, after="now").json()
    as_json(found["items"]) if in_json else _show(found)


def _show(found: dict[str, Any]) -> None:
    if not found["items"]:
        typer.echo(say("没有这样的备件申请。", "There is no such request."))
        return
    table = Table(box=None, header_style="bold", pad_edge=False)
    for heading in _HEADINGS:
        table.add_column(say(*heading), no_wrap=heading[0] != "备件", overflow="fold")
    for row in found["items"]:
        table.add_row(*map(plain, _cells(row)))
    console().print(table)
    if more := found["count"] - len(found["items"]):
        note(say(f"另有 {more} 行未显示（--limit）。", f"{more} more: raise --limit."))


def _cells(row: dict[str, Any]) -> list[str]:
    expected = time(row["expected"]) if row["expected"] else ""
    told = word(PART_STATES, row["state"], chinese=chinese())
    asked = (row["number"], str(row["request"]), row["part"], str(row["quantity"]), row["engineer"])
    return [*asked, time(row["requested"]), told, expected]
