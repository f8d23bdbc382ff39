"""What commands take alike: who acts, what is said, when it happened, under which key; and a ticket's number."""

from pathlib import Path
from typing import Annotated, Final

import typer

from domain.refusals import NotAllowed
from domain.ticket.numbering import ticket_key
from gongdan.cli.showing.said import plain, say
from gongdan.failures import Failure

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
Late = Annotated[
    str | None,
    typer.Option(
        "--late",
        metavar="REASON",
        help=say("补登 15 分钟以前发生的事的原因", "why something of more than 15 minutes ago is recorded only now"),
    ),
]
Key = Annotated[
    str | None,
    typer.Option("--key", help=say("幂等键：同一键只办理一次", "idempotency key: the same key again is done once")),
]
IfVersion = Annotated[
    int | None,
    typer.Option("--if-version", min=1, help=say("仅当仍为此版本", "only if it still has this version")),
]

_LONGEST_KEY: Final = 200
_SHOWN: Final = 100
"""Characters of what is no number that are repeated to the reader."""


def place_of(number: str) -> str:
    """Where a ticket is found; what is no number is refused here, before it could name another place."""
    try:
        ticket_key(number)
    except ValueError:
        raise NotAllowed("bad-number", number=plain(number[:_SHOWN]).plain) from None
    return f"/tickets/{number}"


def headers_of(key: str | None, if_version: int | None) -> dict[str, str]:
    """Raises Failure for a key that can be none."""
    headers = {"Idempotency-Key": _checked(key)} if key is not None else {}
    return headers | ({"If-Match": f'"{if_version}"'} if if_version is not None else {})


def _checked(key: str) -> str:
    if 0 < len(key) <= _LONGEST_KEY and key.isascii() and key.isprintable() and key == key.strip():
        return key
    raise Failure("bad-key")
