"""A ticket as a whole from the command line: its service record (服务记录), and the complete dossier (案卷)."""

from collections.abc import Iterator
from typing import Any, Final

from rich.table import Table

from domain.matters.kinds import MATTERS
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
from projections.wording.codes import LACKS

TITLES: Final[Words] = {
    "request": ("受理", "Request"),
    "communication": ("沟通", "Communication"),
    "grading": ("分级", "Grading"),
    "diagnosis": ("诊断", "Diagnosis"),
    "collaboration": ("协作、会议、升级", "Collaboration, meetings, escalation"),
    "plan": ("处理方案", "Plan"),
    "dispatch": ("派单、上门约定", "Dispatch, visits agreed"),
    "work": ("处理、备件、等待", "Work, parts, waiting"),
    "confirmation": ("客户确认", "Confirmation"),
    "survey": ("满意度调查、回访", "Survey, follow-up"),
    "money": ("费用、补偿", "Fees, compensation"),
    "closing": ("解决、结案、归档", "Solution, closing, archive"),
    "record": ("备注、更正、时限", "Notes, corrections, clocks"),
    "looks": ("查看个人信息", "Looks at personal data"),
}
_MATTERS: Final[tuple[str, str]] = ("关联事项", "Matters that belong to it")
_FILES: Final[tuple[str, str]] = ("附件与凭证", "Files and evidence")
_LACKS: Final[tuple[str, str]] = ("案卷缺项", "What the dossier lacks")
_KEEPING: Final[Words] = {
    "closed": ("结案时间", "closed"),
    "archived": ("归档时间", "archived"),
    "kept_until": ("保存至", "kept until"),
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
        found = client.get(place_of(number).replace("/tickets/", "/dossiers/", 1)).json()
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
    _list(_MATTERS, [_matter(each) for each in found["matters"]])
    _list(_FILES, [line for each in found["files"] for line in _file(each)])
    _list(_LACKS, [_word(LACKS[lack]) for lack in found["lacks"]])
    _show_keeping(found["keeping"])


def _tell_severities(severities: Severities, found: dict[str, Any]) -> None:
    policy = found["ticket"].get("policy")
    severities.told(found["ticket"], policy)
    for heading in HEADINGS:
        for event in found[heading]:
            severities.told(event["data"], policy)


def _show_under(heading: Heading, events: list[dict[str, Any]]) -> None:
    if events:
        console().print()
        show_history({"number": _word(TITLES[heading]), "events": events})
    else:
        _headline(TITLES[heading])
        console().print(_word(_NONE))


def _list(title: tuple[str, str], lines: list[str]) -> None:
    _headline(title)
    for line in lines or [_word(_NONE)]:
        console().print(plain(line), soft_wrap=True)


def _matter(matter: dict[str, Any]) -> str:
    """TS202405-00001 投诉 处理中 2024-05-01 13:00"""
    kind = MATTERS[matter["kind"]]
    words = (kind.called, kind.statuses[matter["status"]])
    return " ".join((matter["number"], *(each.say(chinese=chinese()) for each in words), time(matter["opened"])))


def _file(file: dict[str, Any]) -> Iterator[str]:
    """The file, its hash below it, and what it proves."""
    size = "" if file["size"] is None else say(f" {file['size']:,} 字节", f" {file['size']:,} bytes")
    yield f"{time(file['added'])} {file['name'] or file['media_type'] or ''}{size} {file['added_by']}"
    yield f"  SHA-256 {file['sha256'] or say('（已按要求删除）', '(erased on request)')}"
    if file["evidence_of"]:
        yield say("  作为凭证：", "  evidence of: ") + " ".join(file["evidence_of"])


def _show_keeping(kept: dict[str, Any]) -> None:
    said = {name: at for name, at in kept.items() if at}
    if said:
        console().print()
    for name, at in said.items():
        console().print(f"{_word(_KEEPING[name])} {at if name == 'kept_until' else time(at)}")


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
