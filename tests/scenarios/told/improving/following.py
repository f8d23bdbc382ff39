"""Following a ticket without signing in, and being told of each step (进度查询、通知): R37a."""

import asyncio
from typing import Final

from api.following.views import followed
from api.tickets.views import Shown
from domain.customer.commands import ChooseNotices, RegisterCustomer
from domain.ticket.commands import AcknowledgeReceipt, AddNote, DiagnoseFault, ResolveTicket, ShareProgress
from domain.ticket.events import Contact
from domain.ticket.vocabulary import Channel, Kind
from tests.domain.specification import SHANGHAI
from tests.scenarios.desk.letters import letters
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


def mail(seen: Seen) -> list[tuple[str, str, str]]:
    """What came by e-mail, a letter a step."""
    both = zip(letters(seen, "zh"), letters(seen, "en"), strict=True)
    found = [(zh.subject, f"邮件：{zh.subject}", f"e-mail: {en.subject}") for zh, en in both]
    return found or [("none", "没有邮件", "no e-mail")]


STEPS = (
    opens(agent, CALL.model_copy(update={"kind": Kind.CONSULTATION})),
    agent(AcknowledgeReceipt(channel=Channel.PHONE)),
    agent(ShareProgress(channel=Channel.EMAIL, text="正在核对设置")),
    agent(ResolveTicket(handling="已说明设置方法")),
)
REGISTERED = agent(RegisterCustomer(name="远山科技有限公司", contact=Contact(name="张伟", email="zhang@example.com")))


@scenario(
    "R37a",
    zh="选择邮件的客户，每一步都有邮件告知",
    en="A customer who chose e-mail is told of each step by a letter",
)
def a_customer_who_chose_e_mail_is_told_of_each_step() -> Story:
    return (
        given(REGISTERED.on_record(CUSTOMER), customer(ChooseNotices(notices="email")).on_record(CUSTOMER), *STEPS)
        .when(customer.looks("查看邮箱", "looks into the mailbox"))
        .then_seen(
            mail,
            "已收到您的诉求，工单号 202405-00001",
            "工单 202405-00001：已受理",
            "进度同步：工单 202405-00001",
            "请您确认：工单 202405-00001 已给出解决办法",
        )
    )


@scenario(
    "R37a",
    zh="客户选择通知方式，不能改别人的；选择短信或微信的不发邮件，由客服以短信或微信告知",
    en="A customer chooses how to be told, for nobody else; who chose SMS or WeChat gets no e-mail, an agent tells them",
)
def the_customer_chooses_how_to_be_told() -> Story:
    choice, other = ChooseNotices(notices="sms"), ChooseNotices(notices="wechat")
    return (
        given(REGISTERED.on_record(CUSTOMER), *STEPS[:2])
        .when(other_customer(choice).on_record(CUSTOMER))
        .then_refused()
        .when(customer(choice).on_record(CUSTOMER))
        .then_recorded()
        .when(agent(ShareProgress(channel=Channel.SMS, text="正在核对设置")))
        .then_recorded()
        .when(customer(other).on_record(CUSTOMER))
        .then_recorded()
        .when(agent(ShareProgress(channel=Channel.WECHAT, text="设置已核对,稍后致电")))
        .then_recorded()
        .when(customer.looks("查看邮箱", "looks into the mailbox"))
        .then_seen(mail, "none")
    )
