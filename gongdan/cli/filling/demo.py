"""``gongdan demo``: made-up months of a busy desk, for looking at and for measuring."""

import asyncio
import re
from datetime import UTC, date, datetime
from typing import Annotated, Final

import typer

from gongdan.cli.showing.said import as_json, note, say
from gongdan.demo.connecting import connected
from gongdan.demo.making import Wanted
from gongdan.demo.refusals import CannotMake
from gongdan.demo.run import Made, run
from gongdan.failures import NOT_REACHABLE, REFUSED, WRONG_USAGE
from gongdan.importing.showing import shown_progress
from gongdan.language import language
from gongdan.service import logs
from gongdan.settings import load_settings

HELP: Final = say(
    "生成若干个月的演示数据：同一种子总是得到同样的工单。说明见 docs/demo.zh.md。"
    "\n\n例：gongdan demo --months 12 --seed 7",
    "Make up months of a busy desk: the same seed always makes the same tickets. docs/demo.md says more."
    "\n\nExample: gongdan demo --months 12 --seed 7",
)
_EXITS: Final = {
    **dict.fromkeys(("months-taken", "made-otherwise", "story-refused"), REFUSED),
    "store-silent": NOT_REACHABLE,
}
_PER_DAY: Final = 240.0
_MONTH: Final = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")


def demo(
    months: Annotated[int, typer.Option(min=1, max=60, help=say("几个月", "how many months"))] = 1,
    seed: Annotated[
        int, typer.Option(min=0, help=say("种子：不同的种子，不同的工单", "another seed, other tickets"))
    ] = 1,
    tickets_per_day: Annotated[
        float, typer.Option(min=0.5, max=5_000, help=say("平均每天的工单数", "tickets on a mean day"))
    ] = _PER_DAY,
    start: Annotated[str, typer.Option(metavar="YYYY-MM", help=say("从哪个月开始", "the first month"))] = "2024-01",
    in_json: Annotated[bool, typer.Option("--json", help=say("输出 JSON", "print JSON"))] = False,
) -> None:
    """Makes them, and says what was made."""
    logs.set_up(console=False)
    try:
        made = asyncio.run(_made(Wanted(_first(start), months, seed, tickets_per_day)))
    except CannotMake as refusal:
        note(refusal.say(language()))
        raise typer.Exit(_EXITS.get(refusal.code, WRONG_USAGE)) from None
    if in_json:
        as_json(made.as_json())
    else:
        typer.echo(_summary(made))


async def _made(wanted: Wanted) -> Made:
    settings = load_settings()
    async with connected(settings) as store:
        with shown_progress(language()) as report:
            return await run(wanted, store, settings.time_zone, datetime.now(UTC), report)


def _first(start: str) -> date:
    found = _MONTH.fullmatch(start)
    if found is None:
        raise CannotMake("bad-month", start=start)
    return date(int(found[1]), int(found[2]), 1)


def _summary(made: Made) -> str:
    tally, wanted = made.tally, made.wanted
    rate = round(tally.events / made.seconds)
    months = "1 month" if wanted.months == 1 else f"{wanted.months} months"
    return say(
        f"已生成 {wanted.first:%Y-%m} 起 {wanted.months} 个月：工单 {tally.tickets:,} 张，事件 {tally.events:,} 个，"
        f"用时 {made.seconds:,.0f} 秒（每秒 {rate:,} 个）。\n摘要 {tally.digest}",
        f"Made {months} from {wanted.first:%Y-%m} on: {tally.tickets:,} tickets, "
        f"{tally.events:,} events, in {made.seconds:,.0f} s ({rate:,} a second).\nDigest {tally.digest}",
    )
