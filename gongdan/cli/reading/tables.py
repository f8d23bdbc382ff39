"""``gongdan register``, ``faults`` and ``progress``: the department's tables on screen, as JSON, or as a file."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Final

import typer

from gongdan.cli.asking.client import hint
from gongdan.cli.asking.options import AsOf, Columns, Known, View
from gongdan.cli.reading.filters import (
    Archived,
    Channels,
    ClosedFrom,
    ClosedTo,
    Customers,
    FaultTypes,
    Kinds,
    Models,
    Overdue,
    Products,
    Regions,
    ReportedFrom,
    ReportedTo,
    Results,
    Serial,
    Teams,
    Text,
)
from gongdan.cli.showing.answering import Form, Shape, Wish, show
from gongdan.cli.showing.said import plain, say
from gongdan.cli.showing.terminal.fitting import Fit
from gongdan.closest import closest
from gongdan.failures import Failure
from projections import progress as progress_table
from projections import register as register_table
from projections.wording.words import STATUSES

FormOption = Annotated[Form, typer.Option("--format", help=say("输出格式", "how to show it"))]
Json = Annotated[bool, typer.Option("--json", help=say("同 --format json", "the same as --format json"))]
Output = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FILE", help=say("写入文件", "write to this file"))
]
Limit = Annotated[
    int | None,
    typer.Option("--limit", "-n", min=1, help=say("最多行数（屏幕默认 50）", "rows at most (50 on screen)")),
]
As = Annotated[
    str | None, typer.Option("--as", metavar="STAFF[:ROLE]", help=say("代表某员工", "as this member of staff"))
]
Several = Annotated[list[str] | None, typer.Option(help=say("可多次给出", "may be given repeatedly"))]
Sort = Annotated[str | None, typer.Option(help=say("排序列，前加 - 为倒序", "column to sort by; a leading - reverses"))]

REGISTER_HELP = say(
    "售后服务工单登记表。\n\n例：gongdan register --status in-progress --severity urgent；"
    "gongdan register --format xlsx -o 登记表.xlsx",
    "The work-order register.\n\nExamples: gongdan register --status in-progress --severity urgent; "
    "gongdan register --as-of 2024-05-01T12:00 --format xlsx -o register.xlsx",
)
FAULTS_HELP = say(
    "产品故障信息登记表。\n\n例：gongdan faults --severity 1；gongdan faults --format xlsx -o 故障登记.xlsx",
    "The product fault register.\n\nExamples: gongdan faults --severity 1; gongdan faults --format xlsx -o faults.xlsx",
)
PROGRESS_HELP = say(
    "故障处理进度跟踪表。\n\n例：gongdan progress --ticket 202405-00123",
    "The progress tracking table.\n\nExample: gongdan progress --ticket 202405-00123",
)


_REGISTER: Final = Shape(
    "/register",
    register_table.SHEET,
    register_table.REGISTER,
    Fit(
        (
            "工单号",
            "处理状态",
            "问题描述(摘要)",
            "问题分级",
            "反馈时间",
            "客户名称",
            "受理人",
            "预计解决时间",
            "首次响应时间",
            "联系人",
            "联系方式",
            "反馈渠道",
        ),
        elastic="问题描述(摘要)",
    ),
)
_FAULTS: Final = Shape(
    "/faults",
    register_table.FAULTS,
    register_table.REGISTER,
    Fit(
        (
            "工单号",
            "故障描述",
            "故障等级",
            "产品名称",
            "型号",
            "SN码",
            "登记时间",
            "客户姓名",
            "联系方式",
            "购买时间",
            "接收人",
        ),
        elastic="故障描述",
    ),
)
_REMARK: Final = progress_table.SHEET.columns[-1]
_STEPS: Final = replace(
    progress_table.SHEET,
    columns=(*progress_table.SHEET.columns[:-1], replace(_REMARK, cell=lambda row, _: row["remark"])),
)
"""With the remark as it is told to who asks."""
_PROGRESS: Final = Shape(
    "/progress",
    _STEPS,
    progress_table.PROGRESS,
    Fit(("工单号", "处理阶段", "时间节点", "处理结果/备注", "责任人"), elastic="处理结果/备注"),
)


def _listing(shape: Shape) -> Callable[..., None]:
    """The command that shows one of the register's sheets."""

    def listing(
        status: Several = None,
        severity: Several = None,
        engineer: Several = None,
        text: Text = None,
        kind: Kinds = None,
        channel: Channels = None,
        product: Products = None,
        model: Models = None,
        serial: Serial = None,
        fault_type: FaultTypes = None,
        closed_as: Results = None,
        region: Regions = None,
        team: Teams = None,
        customer: Customers = None,
        reported_from: ReportedFrom = None,
        reported_to: ReportedTo = None,
        closed_from: ClosedFrom = None,
        closed_to: ClosedTo = None,
        archived: Archived = None,
        overdue: Overdue = False,
        sort: Sort = None,
        view: View = None,
        column: Columns = None,
        limit: Limit = None,
        as_of: AsOf = None,
        known: Known = False,
        form: FormOption = "table",
        in_json: Json = False,
        output: Output = None,
        acting: As = None,
    ) -> None:
        several = {"kind": kind, "channel": channel, "product": product, "model": model, "fault_type": fault_type}
        several |= {"closed_as": closed_as, "region": region, "team": team, "customer": customer}
        days = {"reported_from": reported_from, "reported_to": reported_to}
        days |= {"closed_from": closed_from, "closed_to": closed_to}
        whether = {
            "archived": None if archived is None else str(archived).lower(),
            "overdue": "true" if overdue else None,
        }
        asked = {"status": _statuses(status), "severity": severity, "engineer": engineer, "text": text, "sort": sort}
        asked |= {**several, "serial": serial, **days, **whether, "view": view, "columns": column}
        wish = Wish("json" if in_json else form, output, limit)
        show(shape, asked, as_of, known, wish, acting)

    return listing


register: Final = _listing(_REGISTER)
faults: Final = _listing(_FAULTS)


def _statuses(given: list[str] | None) -> list[str] | None:
    """Raises Failure with what was probably meant."""
    for each in given or ():
        if each not in STATUSES:
            meant = hint(closest(each, STATUSES))
            raise Failure("bad-status", value=plain(each[:40]).plain, hint=meant, allowed=", ".join(STATUSES))
    return given


def progress(
    ticket: Annotated[str | None, typer.Option(metavar="NUMBER", help=say("只看此工单", "this ticket only"))] = None,
    sort: Sort = None,
    view: View = None,
    column: Columns = None,
    limit: Limit = None,
    as_of: AsOf = None,
    known: Known = False,
    form: FormOption = "table",
    in_json: Json = False,
    output: Output = None,
    acting: As = None,
) -> None:
    wish = Wish("json" if in_json else form, output, limit)
    asked = {"ticket": ticket, "sort": sort, "view": view, "columns": column}
    show(_PROGRESS, asked, as_of, known, wish, acting)
