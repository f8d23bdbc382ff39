"""What a person reads of an evidence bundle: which events it proves, by whom and when; personal values stay sealed."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from api.documents.paper import Paper, Section
from domain.refusals import Language
from gongdan.cli.showing.labels import happening
from gongdan.documents.typesetting import set_as_pdf
from gongdan.language import pick
from gongdan.notices.wording import frame
from trust.verifier import Checkpoint, Note, Report

_HEADINGS: Final = (
    ("序号", "事件", "发生时间", "记录时间", "经办人", "角色", "事件编号"),
    ("no.", "event", "occurred", "recorded", "by", "role", "event id"),
)
_WIDTHS: Final = [6, 26, 17, 17, 14, 14, 36]
_LANGUAGES: Final[tuple[Language, ...]] = ("zh", "en")


async def summaries(parts: Mapping[str, bytes], report: Report, zone: ZoneInfo, now: datetime) -> dict[str, bytes]:
    """The same paper in Chinese and English."""
    papers = {f"summary-{each}.pdf": _paper(parts, report, zone, now, each) for each in _LANGUAGES}
    return {name: await set_as_pdf(paper, {}) for name, paper in papers.items()}


def _paper(parts: Mapping[str, bytes], report: Report, zone: ZoneInfo, now: datetime, language: Language) -> Paper:
    bodies = [json.loads(part) for name, part in sorted(parts.items()) if name.endswith(".json") and "/" in name]
    return Paper(
        kind="table",
        language=language,
        title=pick(("证据包摘要", "Evidence summary"), language),
        number=f"EV-{report.aggregate}-{report.events}",
        about=report.aggregate,
        department=frame("sender", "name", language),
        stands=datetime.fromisoformat(bodies[-1]["recorded"]).astimezone(UTC),
        printed=now.astimezone(zone),
        printed_by="gongdan audit bundle",
        draft=False,
        masked=True,
        sections=[_events(bodies, report, parts["checkpoint"], zone, language)],
        signatures=[],
    )


def _events(bodies: list[Any], report: Report, note: bytes, zone: ZoneInfo, language: Language) -> Section:
    checkpoint = Checkpoint.parsed(Note.parsed(note).text)
    names = ", ".join(report.witnesses) or pick(("无", "none"), language)
    zh = f"检查点：日志 {checkpoint.size} 项，根 {checkpoint.root.hex()[:16]}…；见证人：{names}"
    en = f"checkpoint: {checkpoint.size} entries, root {checkpoint.root.hex()[:16]}…; witnesses: {names}"
    return Section(
        key="rows",
        title=pick((zh, en), language),
        headings=list(_HEADINGS[0 if language == "zh" else 1]),
        rows=[_row(body, zone, language) for body in bodies],
        widths=_WIDTHS,
        aligned=["left"] * len(_WIDTHS),
    )


def _row(body: dict[str, Any], zone: ZoneInfo, language: Language) -> list[str]:
    times = [
        f"{datetime.fromisoformat(body[name]).astimezone(zone):%Y-%m-%d %H:%M}" for name in ("occurred", "recorded")
    ]
    actor = body["actor"]
    return [str(body["version"]), happening(body["type"], language), *times, actor["id"], actor["role"], body["id"]]
