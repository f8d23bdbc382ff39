"""``gongdan workload``: who has how much to do: of everybody, of one's team, or one's own."""

from datetime import datetime
from typing import Annotated, Any, Final, Literal

import typer
from rich.table import Table

from gongdan.cli.asking.client import Client
from gongdan.cli.asking.options import Columns, View
from gongdan.cli.reading.tables import As, FormOption, Json, Output
from gongdan.cli.showing.answering import FILES, Wish, agreed, require_output, written
from gongdan.cli.showing.said import as_json, chinese, console, note, plain, say
from gongdan.settings import load_settings
from projections.sheets.sheet import Reader
from projections.workload import SHEET

HELP: Final = say(
    "工作量表：每人或每班组的在办工单（按状态）、等待对象、已超时和今日到期的时限、本周工时、待上门、休假与代班。"
    "主管看本班组，总监看全部，其他人看本人，且不能按班组看。\n\n例：gongdan workload --as s-001:supervisor"
    "；gongdan workload --by team --format xlsx -o 工作量.xlsx --as m-001:manager",
    "Who has how much to do, by person or by team: open tickets by status, whom they wait for, clocks overdue and due "
    "today, work since Monday, visits ahead, leave and stand-ins. Supervisors see their team, managers all, others "
    "their own row, and no table of teams.\n\nExamples: gongdan workload --as s-001:supervisor; gongdan workload "
    "--by team --format xlsx -o workload.xlsx --as m-001:manager",
)
By = Annotated[
    Literal["person", "team"] | None, typer.Option("--by", help=say("按人员或班组", "a row a person, or a team"))
]
_WIDE: Final = frozenset({"姓名", "等待", "休假"})


def workload(
    by: By = None,
    view: View = None,
    column: Columns = None,
    form: FormOption = "table",
    in_json: Json = False,
    output: Output = None,
    acting: As = None,
) -> None:
    """The command ``gongdan workload``."""
    wish = agreed(Wish("json" if in_json else form, output, None))
    require_output(wish)
    settings, asked = load_settings(), {"by": by, "view": view, "columns": column, "after": "now"}
    with Client(settings, acting) as client:
        if wish.form in FILES:
            written(output, client.get("/workload", **asked, format=wish.form).content)
            return
        found = client.get("/workload", **asked).json()
    if wish.form == "json":
        as_json(found)
        return
    _show(found, Reader(settings.time_zone, chinese()))


def _show(found: dict[str, Any], reader: Reader) -> None:
    """Columns in which nobody has anything are left out."""
    if not found["items"]:
        typer.echo(say("没有人员，也没有在办工单。", "There is nobody on record, and no open ticket."))
        return
    wanted = found["columns"] or SHEET.headings
    rows = [list(map(str, line)) for line in SHEET.texts(map(_typed, found["items"]), reader)]
    shown = [
        place
        for place, heading in enumerate(SHEET.headings)
        if (place == 0 or any(row[place] not in ("", "0") for row in rows)) and heading in wanted
    ]
    table = Table(title=SHEET.title, box=None, header_style="bold", pad_edge=False)
    for place in shown:
        heading = SHEET.headings[place]
        table.add_column(heading, no_wrap=heading not in _WIDE, overflow="fold")
    for row in rows:
        table.add_row(*(plain(row[place] or ("–" if place == 0 else "")) for place in shown))
    console().print(table)
    note(say(f"工时自 {found['week']}（周一）起。", f"Minutes since Monday, {found['week']}."))


def _typed(row: dict[str, Any]) -> dict[str, Any]:
    """JSON's text as the moment that it is."""
    return {**row, "next_visit": datetime.fromisoformat(row["next_visit"]) if row["next_visit"] else None}
