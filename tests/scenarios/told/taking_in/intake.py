"""Intake (受理): R1 to R7."""

from domain.ticket.commands import (
    AcknowledgeReceipt,
    AddAttachment,
    AssessWarranty,
    ContactCustomer,
    GradeTicket,
    LogCommunication,
    OpenTicket,
    RecordCorrection,
    RouteTicket,
    VerifyInformation,
)
from domain.ticket.events import (
    AttachmentAdded,
    CommunicationLogged,
    Contact,
    CorrectionRecorded,
    CustomerContacted,
    InformationVerified,
    Problem,
    Product,
    TicketGraded,
    TicketOpened,
    WarrantyAssessed,
)
from domain.ticket.vocabulary import Channel, Kind
from tests.scenarios.grammar import Story, given, opens, scenario
from tests.scenarios.parts import Seen
from tests.scenarios.people import agent, clerk, customer, engineer, supervisor

CALL = OpenTicket(channel=Channel.PHONE, summary="设备无法启动")
OPENED = TicketOpened(channel=Channel.PHONE, kind=Kind.FAULT, summary="设备无法启动")
HASH = "7f" * 32
FIRST, SECOND = "202405-00001", "202405-00002"


def numbers(seen: Seen) -> list[tuple[str, str, str]]:
    return [
        (number, f"第 {place} 张工单的工单号：{number}", f"the number of ticket {place}: {number}")
        for place, number in enumerate(seen.numbers, 1)
    ]


@scenario("R1", zh="无论哪个渠道，都同样登记")
def every_channel_leads_to_the_same_event() -> Story:
    story = given()
    for channel in [each for each in Channel if each not in (Channel.UNKNOWN, Channel.SMS)]:  # R1 names no text message
        command = OpenTicket(channel=channel, summary="设备无法启动")
        event = TicketOpened(channel=channel, kind=Kind.FAULT, summary="设备无法启动")
        story = story.when(opens(agent, command)).then(event)
    return story


@scenario(
    "R1",
    zh="客户的邮件自行登记工单，对我方来信的回复记入该工单",
    en="A customer's e-mail opens a ticket by itself, and their answer to our letter goes on it",
)
def a_customers_letter_opens_a_ticket_and_their_answer_goes_on_it() -> Story:
    mail = OpenTicket(channel=Channel.EMAIL, summary="空调不制冷")
    answer = LogCommunication(direction="from-customer", channel=Channel.EMAIL, text="现在还漏水")
    return (
        given()
        .when(opens(customer, mail))
        .then(TicketOpened(channel=Channel.EMAIL, kind=Kind.FAULT, summary="空调不制冷"))
        .when(customer(answer))
        .then(CommunicationLogged(direction="from-customer", channel=Channel.EMAIL, text="现在还漏水"))
    )


@scenario("R2", zh="工单号当月内连续")
def numbers_follow_one_another_within_the_month() -> Story:
    return (
        given(opens(agent, CALL), opens(clerk, CALL))
        .when(opens(agent, CALL))
        .then(OPENED)
        .then_seen(numbers, FIRST, SECOND, "202405-00003")
    )


@scenario("R2", zh="另一政策包按日编号")
def another_policy_counts_by_the_day() -> Story:
    return (
        given(opens(agent, CALL))
        .under("appliance")
        .when(opens(agent, CALL))
        .then(OPENED)
        .then_seen(numbers, "202405010001", "202405010002")
    )


@scenario("R2", zh="补登的工单用登记当天的编号", en="A back-dated entry takes the number of the day of recording")
def a_back_dated_entry_takes_the_number_of_the_day_of_recording() -> Story:
    late = opens(clerk, CALL).at("2024-06-01 08:00").happened_at("2024-05-31 23:50", "夜间电话补登")
    return given(opens(agent, CALL)).when(late).then(OPENED).then_seen(numbers, FIRST, "202406-00001")


@scenario("R3", zh="核验客户信息，直到没有缺漏")
def what_the_customer_says_is_verified_until_nothing_is_missing() -> Story:
    said = OpenTicket(
        channel=Channel.PHONE,
        summary="设备无法启动",
        customer_name="远山科技有限公司",
        company=True,
        contact=Contact(name="张伟", salutation="先生", phone="13812345678"),
        order_number="D-2024-0007",
        tier="key",
        product=Product(name="智能空调", purchase_channel="官网"),
    )
    voucher = {"sha256": HASH, "size": 48_213, "media_type": "image/jpeg", "name": "发票.jpg", "purpose": "voucher"}
    serial = RecordCorrection(version=1, field="product.serial", right="202403A0001", reason="客户补报")
    return (
        given()
        .when(opens(agent, said))
        .then(TicketOpened.model_validate(said.model_dump()))
        .when(agent(VerifyInformation(missing=("voucher", "serial"))))
        .then(InformationVerified(missing=("voucher", "serial")))
        .when(agent(VerifyInformation()))
        .then_refused("information-missing")
        .when(agent(AddAttachment.model_validate(voucher)))
        .then(AttachmentAdded.model_validate(voucher))
        .when(agent(serial))
        .then(CorrectionRecorded.model_validate(serial.model_dump()))
        .when(agent(VerifyInformation()))
        .then(InformationVerified(missing=()))
    )


@scenario("R4", zh="保修按购买时间和保修期核定")
def the_warranty_follows_from_the_purchase_and_its_period() -> Story:
    bought = Product(name="智能空调", model="KFR-35", serial="202403A0001", batch="B7", purchased="2023-05")
    out = WarrantyAssessed(warranty="out", purchased="2023-04-30", months=12, ends="2024-04-30", reason="以发票为准")
    return (
        given(opens(agent, CALL.model_copy(update={"product": bought})))
        .when(agent(AssessWarranty()))
        .then(WarrantyAssessed(warranty="in", purchased="2023-05", months=12, ends="2024-05-31"))
        .when(agent(AssessWarranty(purchased="2023-04-30")))
        .then_refused("warranty-reason-needed")
        .when(agent(AssessWarranty(purchased="2023-04-30", reason="以发票为准")))
        .then(out)
    )


@scenario(
    "R4",
    zh="购买时间不明，保修即不明，更正后重新核定",
    en="Without a purchase date the warranty is unknown, until it is corrected",
)
def without_a_purchase_date_the_warranty_is_unknown_until_it_is_corrected() -> Story:
    correct = RecordCorrection(version=1, field="product.purchased", right="2024-03", reason="客户发来凭证")
    return (
        given(opens(agent, CALL))
        .when(agent(AssessWarranty()))
        .then(WarrantyAssessed(warranty="unknown", months=12))
        .when(agent(correct))
        .then(CorrectionRecorded(version=1, field="product.purchased", right="2024-03", reason="客户发来凭证"))
        .when(agent(AssessWarranty()))
        .then(WarrantyAssessed(warranty="in", purchased="2024-03", months=12, ends="2025-03-31"))
    )


@scenario("R5", zh="描述问题并附照片")
def the_problem_is_described_and_shown_by_a_photo() -> Story:
    problem = Problem(
        phenomenon="通电后无反应",
        noticed="今天早上",
        frequency="每次",
        environment="厂房,35℃",
        tried="更换插座",
        reported_before=False,
    )
    said = OpenTicket(channel=Channel.WEB, summary="设备无法启动", error_code="E-002", problem=problem)
    photo = AddAttachment(sha256=HASH, size=48_213, media_type="image/jpeg", name="面板.jpg", purpose="photo")
    return (
        given()
        .when(opens(agent, said))
        .then(TicketOpened.model_validate(said.model_dump()))
        .when(agent(photo))
        .then(AttachmentAdded(sha256=HASH, size=48_213, media_type="image/jpeg", name="面板.jpg", purpose="photo"))
        .when(agent(photo))
        .then_nothing()
    )


@scenario("R6", zh="各类诉求同样受理")
def every_kind_of_request_is_taken_in_alike() -> Story:
    story = given()
    for kind in Kind:
        command = OpenTicket(channel=Channel.PHONE, kind=kind, summary="来电")
        story = story.when(opens(agent, command)).then(TicketOpened(channel=Channel.PHONE, kind=kind, summary="来电"))
    return story


def _urgent(acknowledged: str) -> Story:
    return (
        given(opens(agent, CALL).at("09:30"), agent(AcknowledgeReceipt(channel=Channel.PHONE)).at(acknowledged))
        .when(agent(GradeTicket(severity="urgent", reason="核心业务受影响")).at("09:45"))
        .then(TicketGraded(severity="urgent", reason="核心业务受影响"))
    )


@scenario("R7", zh="紧急报修在最后一分钟响应，仍算按时", en="An urgent report answered in the last minute is in time")
def an_urgent_report_answered_in_the_last_minute_is_in_time() -> Story:
    return _urgent("09:40").then_clock("first-response", limit="10 min", took="10 min")


@scenario("R7", zh="再晚一分钟即为超时")
def a_minute_later_it_is_not() -> Story:
    return _urgent("09:41").then_clock("first-response", limit="10 min", took="11 min", state="missed")


@scenario(
    "R7",
    zh="邮件有一天时间；紧急的另须技术支持直接联系客户",
    en="By e-mail there is a day, and an urgent customer is spoken to besides",
)
def by_e_mail_there_is_a_day_and_an_urgent_customer_is_spoken_to_besides() -> Story:
    mail = OpenTicket(channel=Channel.EMAIL, summary="设备无法启动")
    return (
        given(
            opens(agent, mail).at("09:30"),
            agent(AcknowledgeReceipt()).at("17:30"),
            agent(GradeTicket(severity="urgent", reason="停产")).at("17:31"),
            supervisor(RouteTicket(staff="e-003")).at("17:32"),
        )
        .under("service-plan")
        .when(engineer(ContactCustomer(channel=Channel.PHONE)).at("18:30"))
        .then(CustomerContacted(channel=Channel.PHONE))
        .then_clock("first-response", limit="24 h", took="8 h")
        .then_clock("direct-contact", limit="1 h", took="59 min")
    )


@scenario("R7", zh="按级别规定技术答复的时限")
def the_grade_says_how_soon_a_technical_answer_is_due() -> Story:
    return (
        given(
            opens(agent, CALL).at("09:30"),
            agent(GradeTicket(severity="2", reason="制冷效果差")).at("09:35"),
            agent(ContactCustomer(channel=Channel.PHONE)).at("09:40"),
        )
        .under("appliance")
        .when(agent(ContactCustomer(channel=Channel.PHONE, technical=True)).at("2024-05-03 09:30"))
        .then(CustomerContacted(channel=Channel.PHONE, technical=True))
        .then_clock("response", limit="48 h", took="2 days")
    )
