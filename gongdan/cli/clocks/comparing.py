"""All tickets' clocks under their own packs and under another: fetched by pages, counted, shown side by side."""

from collections import Counter
from typing import Any, Final

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from domain.wording import Words
from gongdan.cli.asking.client import Client
from gongdan.cli.showing.said import as_json, chinese, console, note, say

_PAGE: Final = 200
_OUTCOMES: Final[Words] = {
    "met": ("达成", "met"),
    "missed": ("超时", "missed"),
    "open": ("未结", "open"),
    "ended": ("已失效", "ended"),
    "unknown": ("未知", "unknown"),
}
Counts = dict[str, dict[str, Counter[str]]]
"""By ``own`` or ``other``, and the clock."""


def compare(client: Client, policy: str, at: str | None, *, in_json: bool) -> None:
    """Raises Refused, Failure."""
    counts: Counts = {"own": {}, "other": {}}
    last, left_out, tickets = _gathered(client, {"policy": policy, "at": at}, counts)
    runs = {side: {clock: dict(found) for clock, found in sorted(clocks.items())} for side, clocks in counts.items()}
    if in_json:
        told = {"policy": last["policy"], "at": last["at"], "tickets": tickets, "left_out": left_out}
        as_json({**told, "runs": runs})
        return
    console().print(_table(last["policy"], counts))
    note(say(f"工单 {tickets} 件", f"{tickets} tickets"))
    if left_out:
        note(say(f"另有 {left_out} 件的政策包未知", f"{left_out} more are under a pack that is not known here"))


def _gathered(client: Client, asked: dict[str, Any], counts: Counts) -> tuple[dict[str, Any], int, int]:
    """The last page, and how many tickets were left out and judged in all; ``counts`` are added to."""
    left_out = tickets = 0
    page: dict[str, Any] = client.get("/clocks", **asked, limit=_PAGE, after="now").json()
    with _bar() as bar:
        task = bar.add_task("", total=page["count"])
        while True:
            left_out, tickets = left_out + page["left_out"], tickets + page["tickets"]
            _add(counts, page["runs"])
            bar.update(task, completed=tickets + left_out, total=page["count"])
            if page["next"] is None:
                return page, left_out, tickets
            page = client.get("/clocks", **asked, limit=_PAGE, ticket=page["next"]).json()


def _bar() -> Progress:
    screen = Console(stderr=True)
    columns = TextColumn(say("试算", "judging")), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    return Progress(*columns, console=screen, disable=not screen.is_terminal, transient=True)


def _add(counts: Counts, runs: dict[str, Any]) -> None:
    for side, clocks in runs.items():
        for clock, found in clocks.items():
            counts[side].setdefault(clock, Counter[str]()).update(found)


def _table(policy: str, counts: Counts) -> Table:
    """A line a clock; under the own packs first."""
    table = Table(box=None, pad_edge=False)
    table.add_column(say("时限", "clock"))
    for side in (say("原政策包", "own pack"), policy):
        for words in _OUTCOMES.values():
            table.add_column(f"{side} {words[0 if chinese() else 1]}", justify="right")
    for clock in sorted({*counts["own"], *counts["other"]}):
        found = [counts[side].get(clock, Counter[str]()) for side in ("own", "other")]
        table.add_row(clock, *(str(each[name]) for each in found for name in _OUTCOMES))
    return table
