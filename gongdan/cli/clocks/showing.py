"""How the clocks of a ticket are shown: a sentence each, under the pack that it is judged by."""

from typing import Any, Final

from rich.text import Text

from domain.wording import Words
from gongdan.cli.showing.labels import time
from gongdan.cli.showing.said import as_json, chinese, console, plain, say

STATES: Final[Words] = {
    "running": ("进行中", "running"),
    "paused": ("暂停", "paused"),
    "met": ("达成", "met"),
    "missed": ("超时", "missed"),
    "ended": ("已失效", "ended"),
    "unknown": ("未知", "unknown"),
}
_COLOURS: Final = {"met": "green", "missed": "red", "running": "cyan", "paused": "yellow", "unknown": "yellow"}


def show_clocks(found: dict[str, Any]) -> None:
    """All of them, and those under another pack after them."""
    console().print(plain(f"{found['number']}  {time(found['at'])}"), style="bold")
    _show(found["own"])
    if found["beside"]:
        console().print()
        _show(found["beside"])


def show_reports(found: list[dict[str, Any]], *, in_json: bool) -> None:
    """A sentence for each report, the newest first."""
    if in_json:
        as_json(found)
        return
    runs = [(each["number"], run) for each in found for run in each["own"]["runs"]]
    if not runs:
        console().print(say("尚无报告的时限", "no report has a clock yet"))
    for period, run in runs:
        console().print(Text(" ").join((plain(period), _sentence(run))))


def _sentence(run: dict[str, Any]) -> Text:
    state = plain(STATES[run["state"]][0 if chinese() else 1])
    state.stylize(_COLOURS.get(run["state"], "dim"))
    return Text(" ").join((state, plain(run["explained"]["zh" if chinese() else "en"])))


def _show(judged: dict[str, Any]) -> None:
    title = judged["title"]["zh" if chinese() else "en"]
    console().print(plain(f"{judged['policy']} {title}"), style="dim")
    if not judged["runs"]:
        console().print(say("尚无时限", "no clock yet"))
        return
    for run in judged["runs"]:
        console().print(_sentence(run))
