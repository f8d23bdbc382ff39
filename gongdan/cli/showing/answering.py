"""A table fetched whole or in part, own writes in it, and shown as is wanted: screen, JSON, CSV, Excel, PDF."""

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any, Final, Literal

import typer
from sqlalchemy import Table

from gongdan.cli.asking.client import Client, Refused
from gongdan.cli.asking.moments import moment
from gongdan.cli.showing.exports import exported
from gongdan.cli.showing.said import as_json, chinese, console, note, say
from gongdan.cli.showing.terminal.fitting import Fit, fitted
from gongdan.failures import Failure
from gongdan.settings import Settings, load_settings
from projections.sheets.files import write
from projections.sheets.sheet import Reader, Sheet
from projections.sql.columns import Moment
from projections.sql.counting import Counted
from projections.sql.rows import Row

Form = Literal["table", "csv", "xlsx", "pdf", "json"]
FILES: Final = ("csv", "xlsx", "pdf")
"""What the service makes."""

_FORMS: Final[dict[str, Form]] = {".csv": "csv", ".xlsx": "xlsx", ".pdf": "pdf", ".json": "json"}
_SCREENFUL: Final = 50
_PAGE: Final = 1000
_HINTED: Final = 5
"""Pairs that the remark on repeated reports names; --json holds them all."""


@dataclass(frozen=True, slots=True)
class Shape:
    """One of the department's tables, how it gives way on a narrow screen, and what is said of one without rows."""

    path: str
    sheet: Sheet
    table: Table
    fit: Fit
    empty: str | None = None


@dataclass(frozen=True, slots=True)
class Wish:
    """How the answer is wanted."""

    form: Form
    output: Path | None
    limit: int | None


def show(shape: Shape, asked: dict[str, Any], as_of: str | None, known: bool, wish: Wish, acting: str | None) -> None:
    wish = agreed(wish)
    require_output(wish)
    if known and as_of is None:
        raise Failure("as-of-needed")
    settings = load_settings()
    at = moment(as_of, settings.time_zone) if as_of is not None else None
    past = {"as_of": at.isoformat(), "known": str(known).lower()} if at else {}
    with Client(settings, acting) as client:
        if wish.form == "pdf" or (wish.form in FILES and wish.limit is None):
            written(wish.output, _waited(client, shape.path, {**asked, **past, "format": wish.form}).content)
            return
        rows, count, columns = _rows(client, shape.path, {**asked, **past}, wish)
    empty = shape.empty or _empty(at, known=known, narrowed=any(asked.values()))
    _shown(_narrowed(shape, columns), rows, count, at, wish, settings, empty=empty)


def require_output(wish: Wish) -> None:
    """Raises Failure for what no screen shows, and for a part of what is printed whole."""
    if wish.form in ("xlsx", "pdf") and wish.output is None:
        raise Failure("output-needed")
    if wish.form == "pdf" and wish.limit is not None:
        raise Failure("printed-whole")


def agreed(wish: Wish) -> Wish:
    """The form that the file's name says, where none is asked for. Raises Failure where they contradict."""
    if wish.output is None:
        return wish
    named = _FORMS.get(wish.output.suffix.lower())
    if wish.form == "table":
        if named is None:
            raise Failure("form-needed", path=wish.output)
        return replace(wish, form=named)
    if named not in (None, wish.form):
        raise Failure("other-form", path=wish.output, form=wish.form)
    return wish


def _narrowed(shape: Shape, columns: list[str] | None) -> Shape:
    """With the columns that were asked for, or that a view has, alone."""
    if not columns:
        return shape
    known = {column.heading: column for column in shape.sheet.columns}
    wanted = tuple(known[heading] for heading in columns if heading in known)
    fit = replace(shape.fit, importance=(*columns,))
    return replace(shape, sheet=replace(shape.sheet, columns=wanted), fit=fit)


def _rows(client: Client, path: str, asked: dict[str, Any], wish: Wish) -> tuple[list[Row], Counted, list[str] | None]:
    """All rows, or as many as are wanted, how many there are, and the columns that are wanted."""
    most = wish.limit or (_SCREENFUL if wish.form == "table" else sys.maxsize)
    answer = _waited(client, path, {**asked, "limit": min(most, _PAGE)}).json()
    rows, columns = answer["items"], answer.get("columns")
    while answer["next"] and len(rows) < most:
        following = {**asked, "limit": min(most - len(rows), _PAGE), "page": answer["next"]}
        answer = client.get(path, **following).json()
        rows += answer["items"]
    return rows, Counted(max(answer["count"], len(rows)), answer.get("more", False)), columns


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


def _shown(
    shape: Shape,
    rows: list[Row],
    count: Counted,
    at: datetime | None,
    wish: Wish,
    settings: Settings,
    *,
    empty: str,
) -> None:
    if wish.form == "json":
        _json(rows, wish.output)
        return
    reader = Reader(settings.time_zone, chinese())
    typed = [_typed(shape.table, row) for row in rows]
    if wish.form in ("csv", "xlsx"):
        _file(shape.sheet, typed, reader, wish)
    elif rows:
        _table(shape, list(shape.sheet.texts(typed, reader)), count, at)
        _hint(rows)
    else:
        typer.echo(empty)


def _table(shape: Shape, texts: Sequence[Sequence[str]], count: Counted, at: datetime | None) -> None:
    screen = console()
    when = say(f"（{at:%Y-%m-%d %H:%M:%S} 时）", f" (as of {at:%Y-%m-%d %H:%M:%S})") if at else ""
    table, hidden = fitted(screen, f"{shape.sheet.title}{when}", shape.sheet.headings, texts, shape.fit)
    screen.print(table)
    if count.more:
        note(
            say(
                f"至少 {count.rows} 行，显示了 {len(texts)} 行；请缩小范围（见 --help）或加大 --limit。",
                f"At least {count.rows} rows, {len(texts)} shown: ask for fewer (see --help), or raise --limit.",
            )
        )
    elif count.rows > len(texts):
        more = count.rows - len(texts)
        note(
            say(
                f"共 {count.rows} 行，另有 {more} 行未显示（--limit）。",
                f"{count.rows} rows; {more} more: raise --limit.",
            )
        )
    if hidden:
        names = say("、", ", ").join(hidden)
        note(say(f"屏幕较窄，未显示：{names}。", f"Left out on this narrow screen: {names}."))


def _hint(rows: Sequence[Row]) -> None:
    """Which tickets of the register may be the same report as an earlier one, or its repair again."""
    flagged = [
        say(f"{row['number']}（见 {hint['number']}）", f"{row['number']} (see {hint['number']})")
        for row in rows
        for hint in row.get("hints", ())
        if hint["code"] != "same-customer-open"
    ]
    if flagged:
        named, more = say("、", ", ").join(flagged[:_HINTED]), len(flagged) - _HINTED
        chinese_more, english_more = (
            (f"，另有 {more} 处（见 --json）", f", and {more} more (see --json)") if more > 0 else ("", "")
        )
        note(
            say(
                f"可能重复报修或返修，请核对：{named}{chinese_more}。",
                f"May be reported or repaired before: {named}{english_more}.",
            )
        )


def _empty(at: datetime | None, *, known: bool, narrowed: bool) -> str:
    if known:
        return say(
            "当时所知中没有符合条件的工单。后来才记录的（如导入、写入运行中服务的演示），去掉 --known 可见当时实际。",
            "Nothing fits that was known at that moment. What was recorded later, as imports and made-up months in a "
            "running service are, shows as it was without --known.",
        )
    if at:
        return say("当时没有符合条件的工单。", "Nothing fits, as of that moment.")
    if narrowed:
        return say("没有符合条件的工单。", "Nothing fits.")
    return say(
        "还没有工单。登记工单：gongdan ticket open channel=phone summary=… --as a-001；"
        "导入：gongdan import 文件 --map 映射.toml",
        "There are no tickets yet. Open one: gongdan ticket open channel=phone summary=… --as a-001; "
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
    written(output, json.dumps(rows, ensure_ascii=False, indent=2).encode() + b"\n")


def _file(sheet: Sheet, rows: list[Row], reader: Reader, wish: Wish) -> None:
    stream = BytesIO()
    write(stream, sheet, rows, reader, "csv" if wish.form == "csv" else "xlsx")
    written(wish.output, stream.getvalue())


def written(output: Path | None, content: bytes) -> None:
    if output is None:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    exported(output, content)
