"""A ticket as a whole from the command line: its service record (服务记录), and the complete dossier (案卷)."""

from typing import Any, Final

from rich.table import Table

from domain.ticket.dossier import HEADINGS, Heading
from domain.wording import Words
from gongdan.cli.asking.client import Client
from gongdan.cli.asking.options import As, Json
from gongdan.cli.showing.labels import facts, happening, label, time, value
from gongdan.cli.showing.records.history import show_history
from gongdan.cli.showing.said import as_json, chinese, console, plain, say
from gongdan.cli.showing.severities import Severities
from gongdan.cli.tickets.looking import show_ticket
from gongdan.cli.tickets.options import Number, place_of
from gongdan.language import language
from gongdan.settings import load_settings

_TITLES: Final[Words] = {
    "request": ("受理", "Request"),
    "communication": ("沟通", "Communication"),
    "plan": ("处理方案", "Plan"),
    "work": ("诊断、派单、处理", "Diagnosis, dispatch, work"),
    "money": ("费用、补偿", "Fees, compensation"),
    "confirmation": ("客户确认", "Confirmation"),
    "survey": ("满意度调查、回访", "Survey, follow-up"),
    "closing": ("解决、结案、归档", "Solution, closing, archive"),
    "record": ("备注、更正、查看个人信息", "Notes, corrections, looks at personal data"),
}
_RECORD: Final[tuple[str, str]] = ("服务记录", "Service record")
_NONE: Final[tuple[str, str]] = ("无", "none")


def service_record(number: Number, acting: As = None, in_json: Json = False) -> None:
    """The command ``gongdan ticket service-record``."""
    with Client(load_settings(), acting) as client:
        record = client.get(f"{place_of(number)}/service-record").json()
    as_json(record) if in_json else _show_record(record)


def dossier(number: Number, acting: As = None, in_json: Json = False) -> None:
    """The command ``gongdan ticket dossier``."""
    with Client(load_settings(), acting) as client:
        found = client.get(f"{place_of(number)}/dossier").json()
        if not in_json:
            _tell_severities(Severities(client), found)
    if in_json:
        as_json(found)
        return
    show_ticket(found["ticket"])
    _headline(_RECORD)
    _show_record(found["service_record"])
    for heading in HEADINGS:
        _show_under(heading, found[heading])


def _tell_severities(severities: Severities, found: dict[str, Any]) -> None:
    policy = found["ticket"].get("policy")
    severities.told(found["ticket"], policy)
    for heading in HEADINGS:
        for event in found[heading]:
            severities.told(event["data"], policy)


def _show_under(heading: Heading, events: list[dict[str, Any]]) -> None:
    if events:
        console().print()
        show_history({"number": _word(_TITLES[heading]), "events": events})
    else:
        _headline(_TITLES[heading])
        console().print(_word(_NONE))


def _headline(words: tuple[str, str]) -> None:
    console().print()
    console().print(plain(_word(words)), style="bold")


def _show_record(record: dict[str, Any]) -> None:
    grid = Table.grid(padding=(0, 2))
    grid.add_column(no_wrap=True, style="dim")
    grid.add_column(overflow="fold")
    for name, said in record.items():
        if said not in (None, []) or name == "gaps":
            grid.add_row(label(f"service-record.{name}", language()), plain(_said(name, said)))
    console().print(grid)


def _said(name: str, said: Any) -> str:
    if said == []:
        return _word(_NONE)
    if isinstance(said, list) and isinstance(said[0], dict):
        return "\n".join(_told(each) for each in said)
    return value(f"service-record.{name}", said, language())


def _told(event: dict[str, Any]) -> str:
    """2024-05-01 14:30 记录工作: 步骤：…"""
    what = happening(event["type"], language())
    colon = say("：", ": ")
    return f"{time(event['occurred'])} {what}{colon}{facts(event['data'], language(), of=event['type'])}"


def _word(words: tuple[str, str]) -> str:
    return words[0 if chinese() else 1]
