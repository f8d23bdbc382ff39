"""What came of a replay: one sentence for people, or a summary for programs."""

from pathlib import Path

import typer

from gongdan.cli.replaying.journal import Journal
from gongdan.cli.replaying.making import Made
from gongdan.cli.showing.said import as_json, note, say


def tell(target: Path, form: str, journal: Journal, file: Made, *, in_json: bool) -> None:
    if in_json:
        _summary(target, form, journal, file)
        return
    typer.echo(
        say(
            f"已写入 {target}：{file.events:,} 个事件，{file.bytes:,} 字节，SHA-256 {file.sha256}。",
            f"Written to {target}: {file.events:,} events, {file.bytes:,} bytes, SHA-256 {file.sha256}.",
        )
    )
    if aside := journal.events - file.events:
        note(
            say(
                f"另有 {aside:,} 个不是工单自己的事件，XES 不含这些；可用 OCEL。",
                f"{aside:,} more are no ticket's own, which XES does not hold: take OCEL for these.",
            )
        )
    if journal.left_out:
        left = f"{journal.left_out:,}"
        note(say(f"有 {left} 个无法读取，未导出；见日志。", f"{left} can't be read and were left out: see the log."))


def _summary(target: Path, form: str, journal: Journal, file: Made) -> None:
    as_json(
        {
            "path": str(target),
            "format": form,
            "masked": "reason" not in journal.asked,
            "events": file.events,
            "left_out": journal.left_out,
            "bytes": file.bytes,
            "sha256": file.sha256,
            "first": journal.first,
            "last": journal.last,
            "through": journal.through,
        }
    )
