"""The command itself: of one ticket, or of all under another pack."""

from typing import Annotated, Final

import typer

from gongdan.cli.asking.client import Client
from gongdan.cli.asking.moments import moment
from gongdan.cli.asking.options import As, Json
from gongdan.cli.clocks.showing import show_clocks
from gongdan.cli.showing.said import as_json, say
from gongdan.cli.tickets.options import place_of
from gongdan.settings import load_settings

HELP: Final = say(
    "时限：每项由哪个事件起算、限多久、是否达成，逐项说明。\n\n例：gongdan clocks 202405-00123；"
    "gongdan clocks 202405-00123 --at 2024-05-01T12:00 --policy service-plan --as m-001:manager",
    "Clocks: from which event each counts, its limit, met or missed, each explained.\n\n"
    "Examples: gongdan clocks 202405-00123; "
    "gongdan clocks 202405-00123 --at 2024-05-01T12:00 --policy service-plan --as m-001:manager",
)
Number = Annotated[str, typer.Argument(metavar="NUMBER", help=say("工单号", "ticket number"))]
At = Annotated[
    str | None,
    typer.Option("--at", metavar="TIME", help=say("当时的情况（默认现在）", "as they stood then, if not now")),
]
Policy = Annotated[
    str | None,
    typer.Option(
        "--policy",
        metavar="NAME[@VERSION]",
        help=say("并列按另一政策包试算，不改变任何内容", "beside, under another pack, which changes nothing"),
    ),
]


def clocks(number: Number, at: At = None, policy: Policy = None, acting: As = None, in_json: Json = False) -> None:
    """The command ``gongdan clocks``."""
    settings = load_settings()
    when = moment(at, settings.time_zone).isoformat() if at is not None else None
    with Client(settings, acting) as client:
        found = client.get(f"{place_of(number)}/clocks", at=when, policy=policy).json()
    as_json(found) if in_json else show_clocks(found)
