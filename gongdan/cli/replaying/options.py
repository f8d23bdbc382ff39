"""What ``gongdan replay`` can be told."""

from pathlib import Path
from typing import Annotated, Final

import typer

from gongdan.cli.showing.said import say
from projections.replaying.writers import FORMATS

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
