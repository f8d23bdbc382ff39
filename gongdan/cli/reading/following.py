"""``gongdan follow`` and ``gongdan ticket code``: how far a ticket is, as its customer sees it, and the code for it."""

from typing import Annotated, Any, Final

import typer
from rich.table import Table

from gongdan.cli.asking.client import Client
from gongdan.cli.asking.options import As, Json
from gongdan.cli.showing.labels import time, value
from gongdan.cli.showing.said import as_json, console, plain, say
from gongdan.cli.tickets.options import Number, place_of
from gongdan.language import language
from gongdan.settings import load_settings

HELP: Final = say(
    "按工单号和查询码查看进度，与客户所见相同。\n\n例：gongdan follow 202405-00123 7K3QX-9M2PD",
    "See how far a ticket is, as its customer does.\n\nExample: gongdan follow 202405-00123 7K3QX-9M2PD",
)
CODE_HELP: Final = say(
    "查看客户查询进度用的查询码。例：gongdan ticket code 202405-00123 --as a-001",
    "Show the code that the customer follows it with. Example: gongdan ticket code 202405-00123 --as a-001",
)


def follow(
    number: Number,
    code: Annotated[str, typer.Argument(metavar="CODE", help=say("查询码", "its code"))],
    in_json: Json = False,
) -> None:
    with Client(load_settings()) as client:
        found = client.post("/follow", {"number": number, "code": code})
    as_json(found) if in_json else _show(found)


def code(number: Number, acting: As = None, in_json: Json = False) -> None:
    with Client(load_settings(), acting) as client:
        found = client.get(f"{place_of(number)}/follow-code").json()
    as_json(found) if in_json else typer.echo(found["code"])


def _show(found: dict[str, Any]) -> None:
    screen = console()
    screen.print(plain(f"{found['number']}  {found['text']}"), style="bold")
    for name, said in (("estimate", found["estimate"]), ("visit", found["visit"])):
        if said:
            words = {"estimate": ("预计解决", "solution promised"), "visit": ("约定上门", "visit promised")}[name]
            screen.print(plain(f"{say(*words)}  {time(said)}"))
    if found["waiting_for"]:
        screen.print(plain(f"{say('等待', 'waiting for')}  {value('waiting_for', found['waiting_for'], language())}"))
    table = Table(box=None, show_header=False, pad_edge=False)
    for step in found["steps"]:
        table.add_row(time(step["at"]), plain(step["text"]))
    screen.print(table)
