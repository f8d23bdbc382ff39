"""The filters of the register on the command line: what each is called, and what it means in both languages."""

from typing import Annotated

import typer

from gongdan.cli.showing.said import say

_AGAIN = say("可多次给出", "may be given repeatedly")


def _several(zh: str, en: str) -> typer.models.OptionInfo:
    return typer.Option(help=say(f"{zh}，{_AGAIN}", f"{en}; {_AGAIN}"))


def _day(zh: str, en: str) -> typer.models.OptionInfo:
    return typer.Option(metavar="DATE", help=say(f"{zh}，如 2024-05-01", f"{en}, as 2024-05-01"))


Text = Annotated[
    str | None,
    typer.Option(
        help=say(
            "在工单号、客户、描述、故障、产品、型号、原因中查找；有权者也可用全名或完整序列号",
            "words in number, customer, summary, fault, product, model, cause; or a full name or serial number",
        )
    ),
]
Kinds = Annotated[list[str] | None, _several("诉求类型，如 fault", "kind of request, as fault")]
Channels = Annotated[list[str] | None, _several("反馈渠道，如 phone", "how it came, as phone")]
Products = Annotated[list[str] | None, _several("产品名称", "product")]
Models = Annotated[list[str] | None, _several("型号", "model")]
Serial = Annotated[str | None, typer.Option(help=say("完整的 SN 码", "the whole serial number"))]
FaultTypes = Annotated[list[str] | None, _several("故障类型，如 hardware", "type of fault, as hardware")]
Results = Annotated[
    list[str] | None,
    typer.Option(
        "--closed-as",
        help=say("结案方式：satisfied、supervisor、unanswered", "how it ended: satisfied, supervisor, unanswered"),
    ),
]
Regions = Annotated[list[str] | None, _several("区域", "region")]
Teams = Annotated[list[str] | None, _several("班组", "team")]
Customers = Annotated[list[str] | None, _several("客户编号", "the customer's key")]
ReportedFrom = Annotated[str | None, _day("此日或之后反馈的", "reported on this day or later")]
ReportedTo = Annotated[str | None, _day("此日或之前反馈的", "reported on this day or before")]
ClosedFrom = Annotated[str | None, _day("此日或之后结案的", "closed on this day or later")]
ClosedTo = Annotated[str | None, _day("此日或之前结案的", "closed on this day or before")]
Archived = Annotated[bool | None, typer.Option("--archived/--not-archived", help=say("是否已归档", "archived, or not"))]
Overdue = Annotated[bool, typer.Option("--overdue", help=say("有时限已超过的", "only those with a clock overdue"))]
