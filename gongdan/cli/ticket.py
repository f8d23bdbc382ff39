"""``gongdan ticket``: open one, act on one, look at one, as a person of a role."""

from pathlib import Path
from typing import Annotated, Any, Final

import typer
from rich.table import Table
from rich.text import Text

from api.tickets.actions import NOUNS
from domain.refusals import NotAllowed
from domain.ticket.numbering import ticket_key
from domain.wording import actor as domain_actor
from domain.wording import word as domain_word
from gongdan.cli.asking import fields
from gongdan.cli.asking.client import Client
from gongdan.cli.asking.insisting import insist
from gongdan.cli.asking.moments import moment
from gongdan.cli.showing.labels import IRREGULAR, dotted, facts, happening, label, time, value
from gongdan.cli.showing.said import as_json, chinese, console, plain, say
from gongdan.failures import Failure
from gongdan.language import language
from gongdan.settings import load_settings

app = typer.Typer(no_args_is_help=True, help=say("登记、办理、查看工单", "Open, act on and look at tickets"))

Number = Annotated[str, typer.Argument(metavar="NUMBER", help=say("工单号", "ticket number"))]
Json = Annotated[bool, typer.Option("--json", help=say("输出 JSON", "print JSON"))]
As = Annotated[
    str | None,
    typer.Option(
        "--as",
        metavar="STAFF[:ROLE]",
        help=say("代表某员工（默认角色 agent 客服）", "act as this member of staff (role agent if none is given)"),
    ),
]
Said = Annotated[list[str] | None, typer.Argument(metavar="FIELD=VALUE…", help=say("操作的内容", "what is said in it"))]
From = Annotated[
    Path | None,
    typer.Option(
        "--from",
        metavar="FILE",
        help=say("从 JSON 文件读取内容（- 为标准输入）", "read what is said from a JSON file (- is standard input)"),
    ),
]
Occurred = Annotated[
    str | None,
    typer.Option("--occurred", metavar="TIME", help=say("实际发生时间（默认现在）", "when it happened, if not now")),
]
Key = Annotated[
    str | None,
    typer.Option("--key", help=say("幂等键：同一键只办理一次", "idempotency key: the same key again is done once")),
]
IfVersion = Annotated[
    int | None,
    typer.Option("--if-version", min=1, help=say("仅当工单仍为此版本", "only if the ticket still has this version")),
]

_LONGEST_KEY: Final = 200
_SHOWN: Final = 100
"""Characters of what is no number that are repeated to the reader."""
_OPEN_HELP = say(
    "登记工单。\n\n例：gongdan ticket open channel=phone summary=设备无法启动 contact.name=张伟 "
    "contact.phone=13812345678 --as a-001",
    "Open a ticket.\n\nExample: gongdan ticket open channel=phone summary='Does not start' contact.name=Zhang "
    "contact.phone=13812345678 --as a-001",
)
_DO_HELP = (
    say("办理一项操作。操作：", "Act on a ticket. Actions: ") + ", ".join(NOUNS) + ".\n\n" + say("例：", "Example: ")
)


@app.command("open", help=_OPEN_HELP)
def open_ticket(
    said: Said = None,
    acting: As = None,
    body_from: From = None,
    occurred: Occurred = None,
    key: Key = None,
    in_json: Json = False,
) -> None:
    _send("open", "/tickets", said, body_from, occurred, acting, _headers(key, None), in_json)


@app.command(
    "do", help=_DO_HELP + "gongdan ticket do 202405-00123 grade severity=urgent reason=… --as s-001:supervisor"
)
def do(
    number: Number,
    action: Annotated[str, typer.Argument(metavar="ACTION", help=say("操作", "the action"))],
    said: Said = None,
    acting: As = None,
    body_from: From = None,
    occurred: Occurred = None,
    key: Key = None,
    if_version: IfVersion = None,
    in_json: Json = False,
) -> None:
    path = f"{place_of(number)}/{NOUNS[fields.action_named(action)]}"
    _send(action, path, said, body_from, occurred, acting, _headers(key, if_version), in_json)


@app.command(help=say("查看工单现状。例：gongdan ticket show 202405-00123", "Show a ticket as it stands."))
def show(number: Number, acting: As = None, in_json: Json = False) -> None:
    with Client(load_settings(), acting) as client:
        ticket = client.get(place_of(number)).json()
    as_json(ticket) if in_json else _show(ticket)


@app.command(
    help=say("查看工单全部经过。例：gongdan ticket history 202405-00123", "Show all that happened to a ticket.")
)
def history(number: Number, acting: As = None, in_json: Json = False) -> None:
    with Client(load_settings(), acting) as client:
        found = client.get(f"{place_of(number)}/history").json()
    as_json(found) if in_json else _show_history(found)


def _send(
    action: str,
    path: str,
    said: list[str] | None,
    body_from: Path | None,
    occurred: str | None,
    acting: str | None,
    headers: dict[str, str],
    in_json: bool,
) -> None:
    settings = load_settings()
    start = fields.body_file(body_from) if body_from else {}
    if occurred is not None:
        start["occurred"] = moment(occurred, settings.time_zone).isoformat()
    body = fields.body(action, said or [], settings.time_zone, start)
    answer = insist(settings, acting, path, body, headers)
    as_json(answer) if in_json else typer.echo(_done(answer))


def place_of(number: str) -> str:
    """Where a ticket is found; what is no number is refused here, before it could name another place."""
    try:
        ticket_key(number)
    except ValueError:
        raise NotAllowed("bad-number", number=plain(number[:_SHOWN]).plain) from None
    return f"/tickets/{number}"


def _headers(key: str | None, if_version: int | None) -> dict[str, str]:
    headers = {"Idempotency-Key": _checked(key)} if key is not None else {}
    return headers | ({"If-Match": f'"{if_version}"'} if if_version is not None else {})


def _checked(key: str) -> str:
    if 0 < len(key) <= _LONGEST_KEY and key.isascii() and key.isprintable() and key == key.strip():
        return key
    raise Failure("bad-key")


def _done(answer: dict[str, Any]) -> str:
    number, version = answer["number"], answer["version"]
    if not answer["events"]:
        return say(f"{number}：本来如此，未作更改。", f"{number}: already so, nothing was changed.")
    names = say("、", ", ").join(happening(event["type"], language()) for event in answer["events"])
    return say(f"{number} 已记录：{names}（版本 {version}）。", f"{number}: {names} (version {version}).")


def _show(ticket: dict[str, Any]) -> None:
    spoken = language()
    grid = Table.grid(padding=(0, 2))
    grid.add_column(no_wrap=True, style="dim")
    grid.add_column(overflow="fold")
    intake = {name: said for name, said in ticket.pop("intake").items() if name not in ticket}
    actions = [domain_word(name, chinese=chinese()) for name in ticket.pop("possible")]
    ticket.pop("position")
    for name, said in dotted(ticket):
        grid.add_row(label(name, spoken), plain(value(name, said, spoken)))
    for name, said in dotted(intake):
        grid.add_row(label(name, spoken), plain(value(name, said, spoken)))
    none = say("（以当前身份无）", "(nothing, as who you are)")
    grid.add_row(label("possible", spoken), say("、", ", ").join(actions) or none)
    console().print(grid)


def _show_history(found: dict[str, Any]) -> None:
    spoken = language()
    table = Table(title=f"{found['number']}", box=None, header_style="bold", title_justify="left", pad_edge=False)
    for heading in say("时间 事项 经办人 内容", "time what who details").split():
        table.add_column(heading, overflow="fold", no_wrap=heading in ("时间", "time", "事项", "what"))
    for event in found["events"]:
        table.add_row(time(event["occurred"]), happening(event["type"], spoken), plain(_who(event)), _details(event))
    console().print(table)


def _who(event: dict[str, Any]) -> str:
    actor = event["actor"]
    role = domain_word(actor["role"], chinese=chinese())
    entered = actor.get("entered_by")
    typist = domain_actor(entered, chinese=chinese()) if entered else ""
    by = say(f"，{typist}代录", f", entered by {typist}") if entered else ""
    who = domain_actor(actor["id"], chinese=chinese())
    return say(f"{who}（{role}{by}）", f"{who} ({role}{by})")


def _details(event: dict[str, Any]) -> Text:
    text = plain(facts(event["data"], language()))
    if flag := event.get("irregular"):
        text.append(f"{' ' if text else ''}[{IRREGULAR[flag][0 if chinese() else 1]}]", style="yellow")
    return text
