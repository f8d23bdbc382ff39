"""Options that commands have in common: who acts, what is said, when it happened, under which key."""

from pathlib import Path
from typing import Annotated

import typer

from gongdan.cli.showing.said import say

Json = Annotated[bool, typer.Option("--json", help=say("输出 JSON", "print JSON"))]
As = Annotated[
    str | None,
    typer.Option(
        "--as",
        metavar="STAFF[:ROLE]",
        help=say("代表某员工（默认角色 agent 客服）", "act as this member of staff (role agent if none is given)"),
    ),
]
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="TIME", help=say("当时的状态，如 2024-05-01T12:00", "as it was at this moment")),
]
Known = Annotated[
    bool,
    typer.Option("--known", help=say("与 --as-of 一起：按当时已记录的内容", "with --as-of: as it was known then")),
]
View = Annotated[
    str | None,
    typer.Option(
        "--view",
        metavar="NAME",
        help=say(
            "按查询方案（名称、工号/名称或编号）；另给的选项优先",
            "by a saved view (NAME, OWNER/NAME or id); options that are given win",
        ),
    ),
]
Columns = Annotated[
    list[str] | None,
    typer.Option("--column", metavar="HEADING", help=say("只要这些列，可多次给出", "these columns only; repeatable")),
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
    typer.Option("--if-version", min=1, help=say("仅当工单仍为此版本", "only if the ticket still has this version")),
]
