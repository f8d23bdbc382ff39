"""What ``gongdan replay`` can be told, and its help."""

from pathlib import Path
from typing import Annotated, Final

import typer

from gongdan.cli.showing.said import say
from projections.replaying.writers import FORMATS

HELP: Final = say(
    "把事件导出为分析用的文件：Parquet、JSON Lines、XES、OCEL 2.0；个人信息已脱敏。说明见 docs/replay.zh.md。"
    "\n\n例：gongdan replay --to 事件.parquet --as m-001:manager"
    "\n例：gongdan replay --since 2024-05-01 --until 2024-06-01 --type ticket-opened --to 五月.jsonl "
    "--as q-001:quality",
    "Write events into a file for analysis: Parquet, JSON Lines, XES or OCEL 2.0, personal values masked. "
    "See docs/replay.md.\n\nExample: gongdan replay --to events.parquet --as m-001:manager"
    "\nExample: gongdan replay --since 2024-05-01 --until 2024-06-01 --type ticket-opened --to may.jsonl "
    "--as q-001:quality",
)
FORMS: Final = ", ".join(FORMATS)

To = Annotated[
    Path, typer.Option("--to", "-o", metavar="FILE", help=say("写入的文件或文件夹", "the file, or the folder for it"))
]
Form = Annotated[
    str | None, typer.Option("--format", metavar="FORMAT", help=say(f"格式：{FORMS}", f"the format: {FORMS}"))
]
Since = Annotated[str | None, typer.Option(metavar="TIME", help=say("此时起发生的", "what happened then or later"))]
Until = Annotated[str | None, typer.Option(metavar="TIME", help=say("此时以前发生的", "what happened before"))]
Ticket = Annotated[list[str] | None, typer.Option("--ticket", metavar="NUMBER", help=say("工单号", "the ticket"))]
Customer = Annotated[list[str] | None, typer.Option("--customer", metavar="KEY", help=say("客户编号", "the customer"))]
Product = Annotated[
    list[str] | None,
    typer.Option("--product", metavar="NAME", help=say("产品名称或型号", "the product's name or model")),
]
Reason = Annotated[
    str | None,
    typer.Option(
        "--reason",
        help=say(
            "导出个人信息明文的原因，记录在 --ticket 指定的工单上",
            "in the clear, for this reason, recorded on the tickets that --ticket names",
        ),
    ),
]
Resume = Annotated[bool, typer.Option("--resume", help=say("继续中断的导出", "go on where it broke off"))]
Force = Annotated[bool, typer.Option("--force", help=say("覆盖已有文件，重新开始", "overwrite, and begin anew"))]
Types = Annotated[list[str] | None, typer.Option("--type", metavar="TYPE", help=say("事件类型", "the event's type"))]
