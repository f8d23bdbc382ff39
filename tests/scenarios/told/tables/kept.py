"""Nothing that was recorded is changed: what was wrong or late is said by further events (事件不改): R47."""

import asyncio
from collections.abc import Sequence
from typing import Final

from domain.record.envelope import Recorded
from domain.refusals import Language
from domain.ticket.commands import AcknowledgeReceipt, GradeTicket, RecordCorrection
from domain.ticket.vocabulary import Channel
from gongdan.cli.showing import labels
from tests.domain.specification import SHANGHAI
from tests.scenarios.grammar import Story, given, opens, scenario
from tests.scenarios.parts import Seen
from tests.scenarios.people import agent, clerk, manager
from tests.scenarios.shown.wording import plain
from tests.scenarios.told.tables.registers import AGENT, REPORT, Told, the_register

RIGHT: Final = RecordCorrection(version=1, field="summary", right="设备时开时停,报警代码E-002", reason="听错")
LATE: Final = "电话占线,事后补登"


def the_history(seen: Seen, ticket: str | None = None) -> Told:
    """Every event of a ticket, of the last one where none is named."""
    return as_told(asyncio.run(seen.desk.history(ticket or seen.numbers[-1])))


def as_told(events: Sequence[Recorded]) -> Told:
    """Each with its number, when it happened and was recorded, and by whom."""
    return [(one.envelope.type, _line(one, "zh"), _line(one, "en")) for one in events]


def _line(one: Recorded, language: Language) -> str:
    envelope = one.envelope
    happened, recorded = (f"{when.astimezone(SHANGHAI):%m-%d %H:%M}" for when in (envelope.occurred, envelope.recorded))
    late = f"（{recorded} 记录）" if language == "zh" else f" (recorded {recorded})"
    when = happened if happened == recorded else f"{happened}{late}"
    said = labels.facts(plain(one.event), language, of=envelope.type)
    return (
        f"{envelope.version} ｜ {when} ｜ {envelope.actor.id} ｜ {labels.happening(envelope.type, language)} ｜ {said}"
    )


@scenario(
    "R47",
    "R38",
    "R48",
    zh="写错的以新事件更正：原事件照旧，登记表显示更正后的内容，更正之前的样子仍可查看",
    en="What is wrong is corrected by a new event: the first stays, tables show what is right, and how it stood before",
)
def what_is_wrong_is_corrected_by_a_new_event() -> Story:
    again = RIGHT.model_copy(update={"right": "设备运行中停机,报警代码E-002", "reason": "客户再次说明"})
    looks = manager.looks("查看售后服务工单登记表", "looks at the work-order register")
    return (
        given(
            *AGENT,
            opens(agent, REPORT).at("09:30"),
            agent(AcknowledgeReceipt(channel=Channel.PHONE)).at("09:40"),
        )
        .when(agent(RIGHT).at("09:50"))
        .then_recorded(wrong="设备无法启动,报警代码E-002")
        .when(agent(again).at("10:00"))
        .then_recorded(wrong="设备时开时停,报警代码E-002")
        .when(manager.looks("查看该工单的全部事件", "looks at all events of the ticket"))
        .then_seen(the_history, "ticket-opened", "receipt-acknowledged", "correction-recorded", "correction-recorded")
        .when(looks)
        .then_seen(the_register, "responded")
        .when(manager.looks("查看 09:45 时的登记表", "looks at the register as of 09:45").on("09:45"))
        .then_seen(the_register, "responded")
    )


@scenario(
    "R47",
    zh="补登的是新事件，写明何时发生、何时记录；重复提交不多记一条",
    en="What is entered late is a new event with both times; what is said twice is recorded once",
)
def what_is_entered_late_is_a_new_event_with_both_times() -> Story:
    urgent = GradeTicket(severity="urgent", reason="核心业务受影响")
    late = clerk(AcknowledgeReceipt(channel=Channel.PHONE))
    return (
        given(opens(agent, REPORT).at("09:30"))
        .when(late.at("11:00").happened_at("09:40", LATE))
        .then_recorded()
        .when(agent(urgent).at("11:10"))
        .then_recorded()
        .when(agent(urgent).at("11:11"))
        .then_nothing()
        .when(manager.looks("查看该工单的全部事件", "looks at all events of the ticket"))
        .then_seen(the_history, "ticket-opened", "receipt-acknowledged", "ticket-graded")
    )
