"""``gongdan sales``: bring in units sold by model, batch and month, and look at them."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Final

import typer
from rich.progress import track
from rich.table import Table

from domain.sales.events import Sold
from domain.sales.month import MOST
from gongdan.cli.asking.client import Client
from gongdan.cli.asking.options import As, Json
from gongdan.cli.showing.said import as_json, console, plain, say
from gongdan.importing import quarantine
from gongdan.importing.texts import BadInput
from gongdan.importing.units_sold import Understood, understood
from gongdan.language import language
from gongdan.settings import load_settings

app: Final = typer.Typer(
    no_args_is_help=True, add_completion=False, help=say("销量：导入、查看", "Units sold: bring in, look at")
)
_PART: Final = 500


@app.command(
    "import",
    help=say(
        "从 CSV 或 XLSX 导入每月各型号、批次的销量；表头：月份、型号、批次（可无）、数量。再次导入只更改不同的数量。"
        "\n\n例：gongdan sales import 出库.csv --as c-001:clerk",
        "Bring in how many of each model and batch were sold a month, from CSV or XLSX with the headings month, model, "
        "batch (may be missing), units. Running it again changes only what differs."
        "\n\nExample: gongdan sales import shipped.csv --as c-001:clerk",
    ),
)
def bring_in(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=say("CSV 或 XLSX", "CSV or XLSX"))],
    listed: Annotated[
        Path | None,
        typer.Option("--quarantine", help=say("不能导入的行列在何处", "where rows that can't be imported are listed")),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=say("只说明将会怎样，不记录", "tell what would happen, store nothing"))
    ] = False,
    acting: As = None,
    in_json: Json = False,
) -> None:
    try:
        found = understood(file, datetime.now(load_settings().time_zone).date())
        place = quarantine.place(listed, file)
        named = quarantine.write(place, found.rejected, language())
    except BadInput as wrong:
        typer.echo(wrong.say(language()), err=True)
        raise typer.Exit(2) from None
    changed = 0 if dry_run else _recorded(found, file, acting)
    told = {
        "read": found.read,
        "figures": found.figures,
        "recorded": changed,
        "already": 0 if dry_run else found.figures - changed,
        "quarantined": len(found.rejected),
        "quarantine": str(place) if named else None,
    }
    as_json(told) if in_json else typer.echo(_summary(told, dry_run=dry_run))


def _recorded(found: Understood, file: Path, acting: str | None) -> int:
    """How many figures were recorded; those of a part that stood there already are none."""
    recorded = 0
    parts = list(_parts(found))
    with Client(load_settings(), acting) as client:
        for month, sold in track(
            parts, description=say("登记", "recording"), console=console(), disable=len(parts) < 3
        ):
            body = {"month": month, "sold": [each.model_dump(exclude_none=True) for each in sold]}
            answer = client.post("/sales", {**body, "source": file.name[:100]})
            recorded += len(sold) if answer["events"] else 0
    return recorded


def _parts(found: Understood) -> Iterator[tuple[str, list[Sold]]]:
    for month in sorted(found.months):
        sold = found.months[month]
        for start in range(0, len(sold), min(_PART, MOST)):
            yield month, sold[start : start + _PART]


def _summary(told: dict[str, Any], *, dry_run: bool) -> str:
    done = say("将登记", "to be recorded") if dry_run else say("登记", "recorded")
    count = told["figures"] if dry_run else told["recorded"]
    text = say(
        f"读取 {told['read']} 行：{done} {count} 个数量，已有 {told['already']} 个，隔离 {told['quarantined']} 行。",
        f"Rows read: {told['read']}. Figures {done}: {count}, already there: {told['already']}, "
        f"quarantined: {told['quarantined']}.",
    )
    where = say(f"原因见 {told['quarantine']}", f" The reasons are in {told['quarantine']}")
    return f"{text}{where}" if told["quarantine"] else text


@app.command(
    "list",
    help=say(
        "列出销量。\n\n例：gongdan sales list --month 2024-05",
        "List units sold.\n\nExample: gongdan sales list --month 2024-05",
    ),
)
def listing(
    month: Annotated[str | None, typer.Option(help=say("只看某月", "one month's only"))] = None,
    model: Annotated[str | None, typer.Option(help=say("只看某型号", "one model's only"))] = None,
    acting: As = None,
    in_json: Json = False,
) -> None:
    with Client(load_settings(), acting) as client:
        found = client.get("/sales", after="now", month=month, model=model).json()
    as_json(found) if in_json else _show(found)


def _show(found: list[dict[str, Any]]) -> None:
    if not found:
        console().print(
            say("没有销量；返修率和故障率将显示为不详。", "There are none; rates that need them are unknown.")
        )
        return
    table = Table(box=None, header_style="bold", pad_edge=False)
    for heading in say("月份 型号 批次 数量 更新", "month model batch units updated").split():
        table.add_column(heading, justify="right" if heading in ("数量", "units") else "left")
    for each in found:
        updated = datetime.fromisoformat(each["updated"]).strftime("%Y-%m-%d %H:%M")
        cells = (each["month"], each["model"], each["batch"] or "", f"{each['units']:,}", updated)
        table.add_row(*(plain(cell) for cell in cells))
    console().print(table)
