"""``gongdan dossiers``: the archived dossiers, found by customer, time, product, cause and result."""

from typing import Annotated, Final

import typer

from gongdan.cli.asking.options import Columns, View
from gongdan.cli.reading.tables import As, FormOption, Json, Limit, Output, Several, Sort
from gongdan.cli.showing.answering import Shape, Wish, show
from gongdan.cli.showing.said import say
from gongdan.cli.showing.terminal.fitting import Fit
from projections import dossiers as archive

HELP: Final = say(
    "归档案卷目录：按客户名称、工单号、结案时间、产品、原因、结案方式查找。整份案卷：gongdan ticket dossier 工单号。"
    "\n\n例：gongdan dossiers --text 远山科技"
    "；gongdan dossiers --from 2024-05-01 --to 2024-05-31 --format xlsx -o 案卷.xlsx",
    "The archived dossiers: found by customer, number, time of closing, product, cause and result. One of them as a "
    "whole: gongdan ticket dossier NUMBER.\n\nExamples: gongdan dossiers --text battery; "
    "gongdan dossiers --from 2024-05-01 --to 2024-05-31 --format xlsx -o dossiers.xlsx",
)
_SHAPE: Final = Shape(
    "/dossiers",
    archive.SHEET,
    archive.DOSSIERS,
    Fit(
        (
            "工单号",
            "客户名称",
            "原因",
            "结案时间",
            "结案方式",
            "产品名称",
            "型号",
            "归档时间",
            "保存至",
            "故障类型",
            "服务记录缺项",
            "归档人",
            "诉求类型",
            "故障类别",
        ),
        elastic="原因",
    ),
    say("没有这样的归档案卷。", "There is no such dossier in the archive."),
)


def dossiers(
    text: Annotated[
        str | None,
        typer.Option(help=say("在工单号、客户、类别、原因中查找", "look in number, customer, category, cause")),
    ] = None,
    product: Annotated[str | None, typer.Option(help=say("产品名称", "the product's name"))] = None,
    model: Annotated[str | None, typer.Option(help=say("型号", "its model"))] = None,
    fault_type: Several = None,
    closed_as: Several = None,
    first: Annotated[
        str | None, typer.Option("--from", metavar="DAY", help=say("此日或之后结案", "closed on this day or later"))
    ] = None,
    last: Annotated[
        str | None, typer.Option("--to", metavar="DAY", help=say("此日或之前结案", "closed on this day or earlier"))
    ] = None,
    sort: Sort = None,
    view: View = None,
    column: Columns = None,
    limit: Limit = None,
    form: FormOption = "table",
    in_json: Json = False,
    output: Output = None,
    acting: As = None,
) -> None:
    """The command ``gongdan dossiers``."""
    asked = {"text": text, "product": product, "model": model, "fault_type": fault_type, "closed_as": closed_as}
    asked |= {"from": first, "to": last, "sort": sort, "view": view, "columns": column}
    show(_SHAPE, asked, None, False, Wish("json" if in_json else form, output, limit), acting)
