"""``gongdan visits``: the diary of a day or a week, on screen, as a file, or for a calendar."""

from datetime import date, timedelta
from pathlib import Path
from typing import Annotated, Final

import typer

from gongdan.cli.asking.client import Client
from gongdan.cli.asking.options import Columns, View
from gongdan.cli.reading.tables import As, FormOption, Json, Limit, Output
from gongdan.cli.showing.answering import Shape, Wish, show, written
from gongdan.cli.showing.said import plain, say
from gongdan.cli.showing.terminal.fitting import Fit
from gongdan.failures import Failure
from gongdan.settings import load_settings
from projections import visits as diary
from projections.visits import STATES

HELP: Final = say(
    "上门日程：谁、何时、哪张工单、产品、地区、状态；默认今日起七天，只列可读的工单，不含地址。"
    "\n\n例：gongdan visits --day 2024-05-02 --as e-003:engineer；gongdan visits --week 2024-05-02 --team north"
    "；gongdan visits --state missed --ics 上门.ics",
    "The diary of visits: who, when, which ticket, product, district and state; seven days from today if nothing else "
    "is said, of the tickets that one reads, without addresses.\n\nExamples: gongdan visits --day 2024-05-02 "
    "--as e-003:engineer; gongdan visits --week 2024-05-02 --team north; "
    "gongdan visits --state missed --ics visits.ics",
)
_SHAPE: Final = Shape(
    "/visits",
    diary.SHEET,
    diary.VISITS,
    Fit(
        (
            "约定时间",
            "工程师",
            "工单号",
            "状态",
            "产品名称",
            "地区",
            "到达时间",
            "迟到(分钟)",
            "型号",
            "改约次数",
            "班组",
            "完成时间",
            "至",
            "问题分级",
        ),
        elastic="产品名称",
    ),
    say("没有这样的上门。", "There is no such visit."),
)
Day = Annotated[str | None, typer.Option("--day", metavar="DAY", help=say("这一天", "this day: 2024-05-02"))]
Week = Annotated[str | None, typer.Option("--week", metavar="DAY", help=say("这一天所在的周", "the week of this day"))]
Staff = Annotated[list[str] | None, typer.Option("--staff", help=say("只看此工程师", "of this engineer only"))]
Team = Annotated[list[str] | None, typer.Option("--team", help=say("只看此班组", "of this team only"))]
State = Annotated[list[str] | None, typer.Option("--state", help=say(f"状态：{'、'.join(STATES)}", ", ".join(STATES)))]
Ticket = Annotated[str | None, typer.Option("--ticket", metavar="NUMBER", help=say("只看此工单", "this ticket only"))]
Ics = Annotated[
    Path | None, typer.Option("--ics", metavar="FILE", help=say("写成日历文件", "write a calendar (iCalendar)"))
]


def visits(
    day: Day = None,
    week: Week = None,
    staff: Staff = None,
    team: Team = None,
    state: State = None,
    ticket: Ticket = None,
    view: View = None,
    column: Columns = None,
    ics: Ics = None,
    limit: Limit = None,
    form: FormOption = "table",
    in_json: Json = False,
    output: Output = None,
    acting: As = None,
) -> None:
    """The command ``gongdan visits``. Raises Failure for a state that there is none."""
    for each in state or ():
        if each not in STATES:
            raise Failure("bad-status", value=plain(each[:40]).plain, hint="", allowed=", ".join(STATES))
    asked = {"staff": staff, "team": team, "state": state, "ticket": ticket, **_days(day, week)}
    asked |= {"view": view, "columns": column}
    if ics is None:
        show(_SHAPE, asked, None, False, Wish("json" if in_json else form, output, limit), acting)
        return
    with Client(load_settings(), acting) as client:
        written(ics, client.get("/visits", **asked, format="ics", after="now").content)


def _days(day: str | None, week: str | None) -> dict[str, str]:
    """What is no day is left to the answer to say."""
    if day is not None:
        return {"from": day, "to": day}
    if week is None:
        return {}
    try:
        first = date.fromisoformat(week)
        first -= timedelta(days=first.weekday())
        return {"from": first.isoformat(), "to": (first + timedelta(days=6)).isoformat()}
    except (ValueError, OverflowError):
        return {"from": week, "to": week}
