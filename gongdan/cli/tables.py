"""``gongdan register`` and ``progress``: the department's tables on screen, as JSON, or as a file for Excel."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Final, Literal

import typer
from sqlalchemy import Table

from gongdan.cli.client import Client, Refused
from gongdan.cli.fitting import Fit, fitted
from gongdan.cli.moments import moment
from gongdan.cli.said import as_json, chinese, console, note, say
from gongdan.failures import Failure
from gongdan.settings import Settings, load_settings
from projections import progress as progress_table
from projections import register as register_table
from projections.sheets.sheet import Reader, Sheet
from projections.sql.columns import Moment
from projections.sql.rows import Row

_SCREENFUL: Final = 50
_PAGE: Final = 1000

Form = Literal["table", "csv", "xlsx", "json"]
FormOption = Annotated[Form, typer.Option("--format", help=say("输出格式", "how to show it"))]
Json = Annotated[bool, typer.Option("--json", help=say("同 --format json", "the same as --format json"))]
Output = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FILE", help=say("写入文件", "write to this file"))
]
Limit = Annotated[
    int | None,
    typer.Option("--limit", "-n", min=1, help=say("最多行数（屏幕默认 50）", "rows at most (50 on screen)")),
]
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="TIME", help=say("当时的状态，如 2024-05-01T12:00", "as it was at this moment")),
]
Known = Annotated[
    bool,
    typer.Option("--known", help=say("与 --as-of 一起：按当时已记录的内容", "with --as-of: as it was known then")),
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
PROGRESS_HELP = say(
    "故障处理进度跟踪表。\n\n例：gongdan progress --ticket 202405-00123",
    "The progress tracking table.\n\nExample: gongdan progress --ticket 202405-00123",
)


@dataclass(frozen=True, slots=True)
class _Shape:
    """One of the department's tables, and how it gives way on a narrow screen."""

    path: str
    sheet: Sheet
    table: Table
    fit: Fit


_REGISTER: Final = _Shape(
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
_PROGRESS: Final = _Shape(
    "/progress",
    progress_table.SHEET,
    progress_table.PROGRESS,
    Fit(("工单号", "处理阶段", "时间节点", "处理结果/备注", "责任人"), elastic="处理结果/备注"),
)


@dataclass(frozen=True, slots=True)
class _Wish:
    """How the answer is wanted."""

    form: Form
    output: Path | None
    limit: int | None


def register(
    status: Several = None,
    severity: Several = None,
    engineer: Several = None,
    text: Annotated[str | None, typer.Option(help=say("在工单号、描述、客户中查找", "look for this text"))] = None,
    sort: Sort = None,
    limit: Limit = None,
    as_of: AsOf = None,
    known: Known = False,
    form: FormOption = "table",
    in_json: Json = False,
    output: Output = None,
    acting: As = None,
) -> None:
    asked = {"status": status, "severity": severity, "engineer": engineer, "text": text, "sort": sort}
    wish = _Wish("json" if in_json else form, output, limit)
    _run(_REGISTER, asked, as_of, known, wish, acting)


def progress(
    ticket: Annotated[str | None, typer.Option(metavar="NUMBER", help=say("只看此工单", "this ticket only"))] = None,
    sort: Sort = None,
    limit: Limit = None,
    as_of: AsOf = None,
    known: Known = False,
    form: FormOption = "table",
    in_json: Json = False,
    output: Output = None,
    acting: As = None,
) -> None:
    wish = _Wish("json" if in_json else form, output, limit)
    _run(_PROGRESS, {"ticket": ticket, "sort": sort}, as_of, known, wish, acting)


def _run(shape: _Shape, asked: dict[str, Any], as_of: str | None, known: bool, wish: _Wish, acting: str | None) -> None:
    if wish.form == "xlsx" and wish.output is None:
        raise Failure("output-needed")
    settings = load_settings()
    at = moment(as_of, settings.time_zone) if as_of else None
    past = {"as_of": at.isoformat(), "known": str(known).lower()} if at else {}
    with Client(settings, acting) as client:
        if wish.form in ("csv", "xlsx") and wish.limit is None:
            _write(wish.output, _waited(client, shape.path, {**asked, **past, "format": wish.form}).content)
            return
        rows, count = _rows(client, shape.path, {**asked, **past}, wish)
    _show(shape, rows, count, at, wish, settings)


def _rows(client: Client, path: str, asked: dict[str, Any], wish: _Wish) -> tuple[list[Row], int]:
    """All rows, or as many as are wanted, and how many there are."""
    most = wish.limit or (_SCREENFUL if wish.form == "table" else sys.maxsize)
    answer = _waited(client, path, {**asked, "limit": min(most, _PAGE)}).json()
    rows = answer["items"]
    while answer["next"] and len(rows) < most:
        following = {**asked, "limit": min(most - len(rows), _PAGE), "page": answer["next"]}
        answer = client.get(path, **following).json()
        rows += answer["items"]
    return rows, answer["count"]


def _waited(client: Client, path: str, asked: dict[str, Any]) -> Any:
    """The answer once all that was recorded until now is in it; if that takes too long, as it stands, with a note."""
    try:
        return client.get(path, **asked, after="now")
    except Refused as refused:
        if refused.code != "not-caught-up":
            raise
        note(
            say(
                "注意：视图尚未更新到最新（见 gongdan projections lag），以下内容可能不含最近的操作。",
                "Note: the projections lag (see `gongdan projections lag`), so the newest events may be missing below.",
            )
        )
        return client.get(path, **asked)


def _show(shape: _Shape, rows: list[Row], count: int, at: datetime | None, wish: _Wish, settings: Settings) -> None:
    if wish.form == "json":
        _json(rows, wish.output)
        return
    reader = Reader(settings.time_zone, chinese())
    typed = [_typed(shape.table, row) for row in rows]
    if wish.form in ("csv", "xlsx"):
        _file(shape.sheet, typed, reader, wish)
    elif rows:
        _table(shape, list(shape.sheet.texts(typed, reader)), count, at)
    else:
        typer.echo(_empty(at))


def _table(shape: _Shape, texts: Sequence[Sequence[str]], count: int, at: datetime | None) -> None:
    screen = console()
    when = say(f"（{at:%Y-%m-%d %H:%M:%S} 时）", f" (as of {at:%Y-%m-%d %H:%M:%S})") if at else ""
    table, hidden = fitted(screen, f"{shape.sheet.title}{when}", shape.sheet.headings, texts, shape.fit)
    screen.print(table)
    if count > len(texts):
        more = count - len(texts)
        note(say(f"共 {count} 行，另有 {more} 行未显示（--limit）。", f"{count} rows; {more} more: raise --limit."))
    if hidden:
        names = "、".join(hidden)
        note(say(f"屏幕较窄，未显示：{names}。", f"Left out on this narrow screen: {names}."))


def _empty(at: datetime | None) -> str:
    if at:
        return say("当时没有符合条件的内容。", "Nothing fits, as of that moment.")
    return say(
        "没有符合条件的内容。登记工单：gongdan ticket open channel=phone summary=… --as a-001；"
        "导入：gongdan import FILE --map MAP.toml",
        "Nothing fits. Open a ticket: gongdan ticket open channel=phone summary=… --as a-001; "
        "bring in a log: gongdan import FILE --map MAP.toml",
    )


def _typed(table: Table, row: Row) -> Row:
    """JSON's texts as the moments that they are."""
    moments = {column.name for column in table.columns if isinstance(column.type, Moment)}
    return {name: datetime.fromisoformat(value) if name in moments and value else value for name, value in row.items()}


def _json(rows: list[Row], output: Path | None) -> None:
    if output is None:
        as_json(rows)
        return
    import json

    _write(output, json.dumps(rows, ensure_ascii=False, indent=2).encode() + b"\n")


def _file(sheet: Sheet, rows: list[Row], reader: Reader, wish: _Wish) -> None:
    from io import BytesIO

    from projections.sheets.files import write

    stream = BytesIO()
    write(stream, sheet, rows, reader, "csv" if wish.form == "csv" else "xlsx")
    _write(wish.output, stream.getvalue())


def _write(output: Path | None, content: bytes) -> None:
    if output is None:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    try:
        output.write_bytes(content)
    except OSError as error:
        raise Failure("bad-output", path=output, why=error.strerror) from None
    note(say(f"已写入 {output}。", f"Written to {output}."))
