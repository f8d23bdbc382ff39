"""``gongdan calendar``: which days are working days, whether a file says so rightly, and bringing it into force."""

from typing import Annotated

import typer

from gongdan.cli.rules.kinds import CALENDAR
from gongdan.cli.rules.looking import Text, Version, add_check, show_recorded
from gongdan.cli.rules.steps import Json, add_steps
from gongdan.cli.showing.said import say

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    help=say("工作日历：查看、检查、提出、批准、发布", "Calendars: show, check, into force"),
)


@app.command(
    help=say(
        "查看日历的全部规定；--text 输出原文，可另存后修改。\n\n"
        "例：gongdan calendar show china；gongdan calendar show china --text > china.toml",
        "Show all that a calendar says; --text prints it as it is written, to be kept and changed.\n\n"
        "Examples: gongdan calendar show china; gongdan calendar show china --text > china.toml",
    )
)
def show(
    region: Annotated[str, typer.Argument(metavar="REGION", help="china")],
    version: Version = None,
    text: Text = False,
    in_json: Json = False,
) -> None:
    show_recorded(CALENDAR, region, version, text=text, in_json=in_json)


add_check(app, CALENDAR, ("日历", "calendars"))
add_steps(app, CALENDAR)
