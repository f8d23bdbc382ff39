"""Following a ticket without signing in (进度查询): R37a."""

import asyncio
from typing import Final

from api.following.views import followed
from api.tickets.views import Shown
from domain.customer.commands import ChooseNotices, RegisterCustomer
from domain.ticket.commands import AcknowledgeReceipt, AddNote, DiagnoseFault, ResolveTicket
from domain.ticket.vocabulary import Channel
from tests.domain.specification import SHANGHAI
from tests.scenarios.grammar import Story, given, opens, scenario
from tests.scenarios.parts import CUSTOMER, Seen
from tests.scenarios.people import agent, customer, other_customer
from tests.scenarios.told.taking_in.intake import CALL

SHOWN: Final = Shown(SHANGHAI, "epoch")


def progress(seen: Seen) -> list[tuple[str, str, str]]:
    """What number and code show of the first ticket."""
    events = asyncio.run(seen.desk.history(seen.numbers[0]))
    chinese = followed(SHOWN, seen.numbers[0], events, "zh")
    english = followed(SHOWN, seen.numbers[0], events, "en")
    steps = zip(chinese.steps, english.steps, strict=True)
    return [
        (chinese.status, f"处理状态：{chinese.text}", f"status: {english.text}"),
        *((zh.code, f"{zh.at:%m-%d %H:%M} {zh.text}", f"{en.at:%m-%d %H:%M} {en.text}") for zh, en in steps),
    ]


@scenario(
    "R37a",
    zh="客户凭工单号和查询码随时查看进度，看不到内部备注",
    en="By number and code the customer sees how far it is at any time, and none of the staff's remarks",
)
def the_customer_follows_by_number_and_code() -> Story:
    asks = customer.looks("凭工单号和查询码查询进度", "follows the ticket by its number and code")
    return (
        given(opens(agent, CALL), agent(AcknowledgeReceipt(channel=Channel.PHONE)), agent(AddNote(text="客户急躁")))
        .when(asks)
        .then_seen(progress, "responded", "ticket-opened", "receipt-acknowledged")
        .when(agent(DiagnoseFault(finding="滤网堵塞", fault_type="operation")))
        .then_recorded()
        .when(agent(ResolveTicket(handling="清洗滤网")))
        .then_recorded()
        .when(asks)
        .then_seen(progress, "resolved", "ticket-opened", "receipt-acknowledged", "fault-diagnosed", "ticket-resolved")
    )


@scenario("R37a", zh="客户选择以何种方式得知每一步", en="The customer chooses how to be told of each step")
def the_customer_chooses_how_to_be_told() -> Story:
    registered = agent(RegisterCustomer(name="远山科技有限公司")).on_record(CUSTOMER)
    choice = ChooseNotices(notices="wechat")
    return (
        given(registered)
        .when(other_customer(choice).on_record(CUSTOMER))
        .then_refused()
        .when(customer(choice).on_record(CUSTOMER))
        .then_recorded()
    )
