"""Events replayed for analysis, as analysts get them (重放): R51."""

import asyncio
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Final

from pydantic_core import to_json

from domain.store import Pending
from domain.ticket.commands import AcknowledgeReceipt, DiagnoseFault, GradeTicket
from domain.ticket.vocabulary import Channel
from gongdan.storing.keys import KeyStore
from projections.replaying.rows import Row
from tests.replaying.logged import Asked, Logged, logged
from tests.scenarios.grammar import Story, given, opens, scenario
from tests.scenarios.parts import Seen
from tests.scenarios.people import agent, auditor, manager
from tests.scenarios.told.tables.registers import AGENT, COOLING, Told

_MASTER: Final = bytes(32)


def the_replay(seen: Seen) -> Told:
    """The ticket's rows, masked."""
    return [_told(row) for row in asyncio.run(_rows(seen, clear=False))]


def the_replay_in_the_clear(seen: Seen) -> Told:
    return [_told(row) for row in asyncio.run(_rows(seen, clear=True))]


async def _rows(seen: Seen, *, clear: bool) -> list[Row]:
    """Sealed as they are stored, and opened again as a replay does it."""
    stored = [event async for batch in seen.store.follow() for event in batch]
    with tempfile.TemporaryDirectory() as place, closing(KeyStore.open(Path(place) / "keys.db", _MASTER)) as keys:
        source = Logged(logged([Pending(each.envelope, each.event) for each in stored], keys), keys)
        return await Asked(source, clear=clear).only(tickets=[seen.numbers[-1]]).rows()


def _told(row: Row) -> tuple[str, str, str]:
    line = f"{row.position} ｜ {row.type} ｜ {row.actor} ｜ {to_json(row.body).decode()}"
    return row.type, line, line


@scenario(
    "R51",
    zh="事件可按条件重放为分析用的文件，个人信息遮盖，所说的话略去；指明工单和原因时为明文",
    en="Events are replayed for analysis, masked and without what was said; in the clear for named tickets and a reason",
)
def events_are_replayed_for_analysis() -> Story:
    return (
        given(
            *AGENT,
            opens(agent, COOLING).at("2024-05-12 09:30"),
            agent(AcknowledgeReceipt(channel=Channel.PHONE)),
            agent(GradeTicket(severity="2", reason="主要功能下降")),
            agent(DiagnoseFault(finding="判断为制冷剂泄漏,需上门维修")),
        )
        .under("appliance")
        .when(manager.looks("重放该工单的事件", "replays the ticket's events"))
        .then_seen(the_replay, "ticket-opened", "receipt-acknowledged", "ticket-graded", "fault-diagnosed")
        .when(auditor.looks("说明原因后以明文重放", "replays them in the clear, for a reason on record"))
        .then_seen(the_replay_in_the_clear, "ticket-opened", "receipt-acknowledged", "ticket-graded", "fault-diagnosed")
    )
