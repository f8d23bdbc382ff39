"""The command itself: of one ticket, or of all under another pack."""

import re
from typing import Annotated, Final

import typer

from domain.matters.complaints.decide import COMPLAINT
from gongdan.cli.asking.client import Client
from gongdan.cli.asking.moments import moment
from gongdan.cli.asking.options import As, Json
from gongdan.cli.clocks.comparing import compare
from gongdan.cli.clocks.showing import show_clocks, show_reports
from gongdan.cli.showing.said import as_json, say
from gongdan.cli.tickets.options import place_of
from gongdan.failures import Failure
from gongdan.settings import load_settings

HELP: Final = say(
    "时限：每项由哪个事件起算、限多久、是否达成，逐项说明。\n\n例：gongdan clocks 202405-00123；"
    "gongdan clocks 202405-00123 --at 2024-05-01T12:00 --policy service-plan --as m-001:manager；"
    "gongdan clocks --all --policy service-plan --as m-001:manager；gongdan clocks --reports --as m-001:manager",
    "Clocks: from which event each counts, its limit, met or missed, each explained.\n\n"
    "Examples: gongdan clocks 202405-00123; "
    "gongdan clocks 202405-00123 --at 2024-05-01T12:00 --policy service-plan --as m-001:manager; "
    "gongdan clocks --all --policy service-plan --as m-001:manager; gongdan clocks --reports --as m-001:manager",
)
_PATH: Final = "gongdan clocks"
_COMPLAINT: Final = re.compile(f"{COMPLAINT.letters}[0-9]{{6}}-[0-9]{{5,12}}")
Number = Annotated[
    str | None, typer.Argument(metavar="NUMBER", help=say("工单号或投诉编号", "number of a ticket or complaint"))
]
All = Annotated[
    bool,
    typer.Option("--all", help=say("全部工单，须写 --policy：按时限统计", "all tickets under --policy, by clock")),
]
Reports = Annotated[
    bool, typer.Option("--reports", help=say("月度、季度报告的时限", "those of monthly and quarterly reports"))
]
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


def clocks(
    number: Number = None,
    all_tickets: All = False,
    at: At = None,
    policy: Policy = None,
    reports: Reports = False,
    acting: As = None,
    in_json: Json = False,
) -> None:
    """The command ``gongdan clocks``."""
    if (all_tickets and number is not None) or (reports and (all_tickets or number or at or policy)):
        raise Failure("bad-usage", path=_PATH)
    settings = load_settings()
    when = moment(at, settings.time_zone).isoformat() if at is not None else None
    with Client(settings, acting) as client:
        if reports:
            show_reports(client.get("/clocks/reports", after="now").json(), in_json=in_json)
            return
        if all_tickets:
            compare(client, _given(policy, "--policy"), when, in_json=in_json)
            return
        missed = None if in_json else "together"
        found = client.get(f"{_place(_given(number, 'NUMBER'))}/clocks", at=when, policy=policy, missed=missed).json()
    as_json(found) if in_json else show_clocks(found)


def _place(number: str) -> str:
    """Of a ticket, or of a complaint, which is told by its number."""
    ticket = place_of(number)
    return f"/complaints/{number}" if _COMPLAINT.fullmatch(number) else ticket


def _given(value: str | None, name: str) -> str:
    """Raises Failure where it was left out."""
    if value is None:
        raise Failure("missing-argument", value=name, path=_PATH)
    return value
