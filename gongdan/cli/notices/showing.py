"""Notices as tables at the command line, in words."""

from collections.abc import Sequence
from typing import Any, Final

import typer
from rich.table import Table

from gongdan.cli.showing.labels import time
from gongdan.cli.showing.said import console, plain, say
from gongdan.language import language, pick

_STATUSES: Final = {
    "requested": ("待发", "waiting"),
    "digested": ("并入汇总", "in a digest"),
    "sent": ("已送达", "sent"),
    "failed": ("失败", "failed"),
    "unknown": ("结果不明", "unknown"),
    "lapsed": ("已作废", "lapsed"),
}
_HELD: Final = {
    "quiet-hours": ("免打扰", "quiet hours"),
    "digest": ("汇总", "digest"),
    "rate": ("过多", "too many"),
}


def show_list(found: dict[str, Any]) -> None:
    heads = say("编号 时间 种类 收件人 渠道 状态 原因", "id happened kind recipient channel status why").split()
    rows = [
        (
            each["notice"],
            time(each["happened"]),
            each["title"],
            each["recipient"],
            each["channel"],
            _status(each),
            each["why"] or "",
        )
        for each in found["items"]
    ]
    table(heads, rows)
    if found["count"] > len(rows):
        typer.echo(say(f"共 {found['count']} 条，此处 {len(rows)} 条。", f"{len(rows)} of {found['count']}."))


def show_inbox(found: dict[str, Any]) -> None:
    heads = say("编号 时间 通知 关于", "id happened notice about").split()
    rows = [
        (
            each["notice"],
            time(each["happened"]),
            f"{'' if each['read'] else '● '}{each['title']}{say('（紧急）', ' (urgent)') if each['urgent'] else ''}",
            each["ticket"] or each["about"].partition("-")[2],
        )
        for each in found["items"]
    ]
    table(heads, rows)
    typer.echo(say(f"未读 {found['unread']} 条。", f"{found['unread']} not read."))


def _status(each: dict[str, Any]) -> str:
    said = pick(_STATUSES[each["status"]], language())
    if each["status"] == "requested" and each["held"]:
        held = pick(_HELD[each["held"]], language())
        return f"{said}（{held}）" if language() == "zh" else f"{said} ({held})"
    return said


def urgent(said: str) -> str:
    words = {"always": ("是", "yes"), "as-the-ticket": ("随工单", "as the ticket"), "never": ("否", "no")}
    return pick(words[said], language())


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """What comes first, an id, stands on one line, so that it can be copied."""
    drawn = Table(box=None, header_style="bold", pad_edge=False)
    for place, name in enumerate(heads):
        drawn.add_column(name, overflow="fold", no_wrap=not place)
    for row in rows:
        drawn.add_row(*map(plain, row))
    console().print(drawn)
