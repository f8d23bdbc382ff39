"""The history of anything as a table: when, what, who, and what was said."""

from typing import Any

from rich.table import Table
from rich.text import Text

from domain.record.envelope import MADE_UP
from domain.wording import actor as domain_actor
from domain.wording import word as domain_word
from gongdan.cli.showing.labels import IRREGULAR, facts, happening, time
from gongdan.cli.showing.said import chinese, console, plain, say
from gongdan.language import language


def show_history(found: dict[str, Any]) -> None:
    """All events, oldest first: when, what, who, and what was said."""
    spoken = language()
    table = Table(title=f"{found['number']}", box=None, header_style="bold", title_justify="left", pad_edge=False)
    for heading in say("时间 事项 经办人 内容", "time what who details").split():
        table.add_column(heading, overflow="fold", no_wrap=heading in ("时间", "time", "事项", "what"))
    for event in found["events"]:
        table.add_row(time(event["occurred"]), happening(event["type"], spoken), plain(_who(event)), _details(event))
    console().print(table)


def _who(event: dict[str, Any]) -> str:
    actor = event["actor"]
    role = domain_word(actor["role"], chinese=chinese())
    entered = actor.get("entered_by")
    typist = domain_actor(entered, chinese=chinese()) if entered and entered != MADE_UP else ""
    by = say(f"，{typist}代录", f", entered by {typist}") if typist else ""
    who = domain_actor(actor["id"], chinese=chinese())
    if who == role:
        return who
    return say(f"{who}（{role}{by}）", f"{who} ({role}{by})")


def _details(event: dict[str, Any]) -> Text:
    text = plain(facts(event["data"], language(), of=event["type"]))
    if late := event.get("late"):
        text.append(f"{' ' if text else ''}[{say('补登', 'recorded late')}: {plain(late).plain}]", style="dim")
    if flag := event.get("irregular"):
        text.append(f"{' ' if text else ''}[{IRREGULAR[flag][0 if chinese() else 1]}]", style="yellow")
    return text
