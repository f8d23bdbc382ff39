"""What a person sees of an import: progress on stderr while it runs, and what became of the rows."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from domain.refusals import Language
from gongdan.importing.files.table import Progress as Report
from gongdan.importing.run import ImportResult

_PHASES: Final[dict[str, tuple[str, str]]] = {
    "reading": ("读取", "reading"),
    "checking": ("检查", "checking"),
    "importing": ("导入", "importing"),
    "making": ("生成", "making"),
}


def summary(result: ImportResult, language: Language, *, dry_run: bool) -> str:
    """What became of the rows, for a person."""
    if language == "zh":
        text = "读取 {} 行（{} 张工单）：{} {} 行，已有 {} 行，隔离 {} 行。{}"
        imported, reasons = "将导入" if dry_run else "导入", "隔离原因见"
    else:
        text = "Rows read: {} (tickets: {}). {}: {}, already there: {}, quarantined: {}. {}"
        imported, reasons = "To be imported" if dry_run else "Imported", "The reasons are in"
    listed = f"{reasons} {result.quarantine}" if result.quarantine else ""
    counts = (result.read, result.tickets, imported, result.imported, result.already, result.quarantined)
    return text.format(*counts, listed).rstrip()


class _Rate(ProgressColumn):
    """Rows a second."""

    def render(self, task: Task) -> Text:
        return Text(f"{task.speed:,.0f}/s" if task.speed else "")


@contextmanager
def shown_progress(language: Language) -> Iterator[Report]:
    """A bar with rate and time left, on stderr, where a person looks on."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), _Rate(), TimeRemainingColumn())
    with Progress(*columns, console=Console(file=sys.stderr), disable=not sys.stderr.isatty()) as bar:
        tasks: dict[str, TaskID] = {}

        def report(phase: str, done: int, total: int | None) -> None:
            if phase not in tasks:
                tasks[phase] = bar.add_task(_PHASES[phase][0 if language == "zh" else 1], total=total)
            bar.update(tasks[phase], completed=done, total=total)

        yield report


def again(language: Language) -> str:
    """To be put behind a sentence."""
    return "再次运行同一命令即可继续。" if language == "zh" else " Run the same command again to go on."
