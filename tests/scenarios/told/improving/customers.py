"""What is kept of a customer, reviewed, and erased (客户档案、复核、删除): R3, R46."""

from datetime import date

from api.customers.views import CustomerView, customer_view
from domain.customer.commands import (
    AgreeContract,
    ChangeContact,
    EraseCustomer,
    RegisterCustomer,
    RegisterProduct,
    RequestMeasure,
)
from domain.matters.care.commands import GiveCare, PlanCare
from domain.ticket.commands import AcknowledgeReceipt, AnswerSurvey, CancelTicket, ResolveTicket, SendSurvey
from domain.ticket.events import Contact, Product
from domain.ticket.vocabulary import Channel, Kind
from projections.customers.finding import find
from tests.domain.specification import SHANGHAI
from tests.scenarios.desk.tables import tables
from tests.scenarios.grammar import Story, given, opens, scenario
from tests.scenarios.parts import CUSTOMER, Seen
from tests.scenarios.people import agent, customer, other_privacy_officer, privacy_officer
from tests.scenarios.told.ending.survey import scores
from tests.scenarios.told.taking_in.intake import CALL, FIRST

REGISTER = RegisterCustomer(
    name="远山科技有限公司", company=True, contact=Contact(name="张伟", salutation="先生", phone="13812345678")
)
REGISTERED = agent(REGISTER).on_record(CUSTOMER)
ERASE = RequestMeasure(measure="erase", ground="asked", reason="客户要求删除")
WITHDRAWN = CancelTicket(cancelled_as="withdrawn", reason="客户撤回")
COOLER = RegisterProduct(product=Product(name="智能空调", model="KFR-35", serial="202403A0001", purchased="2024-03"))


def record(seen: Seen) -> list[tuple[str, str, str]]:
    """The customer's record as it is shown, masked."""
    with tables(seen) as connection:
        known = find(connection, CUSTOMER)
    assert known is not None
    view = customer_view(known, seen.now.astimezone(SHANGHAI), seen.pack.warranty.months)
    if view.erased:
        return [
            ("erased", "客户资料已删除，无法读出", "the customer's data is erased and can't be read"),
            *_tickets(view),
        ]
    return [
        (f"{view.name}", f"客户：{view.name}", f"customer: {view.name}"),
        *((f"{one.reach}", f"联系人：{one.name} {one.reach}", f"contact: {one.name} {one.reach}") for one in view.contacts),
        *((f"{one.model}", f"产品：{one.name} {one.model} {one.serial}", f"product: {one.name} {one.model} {one.serial}")
          for one in view.products),
        *_tickets(view),
        *_feedback(view),
    ]  # fmt: skip


def _tickets(view: CustomerView) -> list[tuple[str, str, str]]:
    return [(number, f"工单：{number}", f"ticket: {number}") for number in view.tickets]


def _feedback(view: CustomerView) -> list[tuple[str, str, str]]:
    return [
        (
            f"{min(one.scores.values())}–{max(one.scores.values())}",
            f"反馈：{one.ticket} 评分 {'、'.join(map(str, one.scores.values()))}，推荐意愿 {one.recommend}",
            f"feedback: {one.ticket} scored {', '.join(map(str, one.scores.values()))}, would recommend {one.recommend}",
        )
        for one in view.feedback
    ]


@scenario(
    "R3",
    zh="重要客户由专人服务，其他客户没有专属人员",
    en="A key customer has dedicated staff, and nobody else has",
)
def a_key_customer_has_dedicated_staff() -> Story:
    return (
        given()
        .when(agent(REGISTER.model_copy(update={"dedicated_staff": "a-002"})).on_record(CUSTOMER))
        .then_refused("not-a-key-customer")
        .when(agent(REGISTER).on_record(CUSTOMER))
        .then_recorded()
        .when(agent(AgreeContract(tier="key", dedicated_staff="a-002")).on_record(CUSTOMER))
        .then_recorded()
    )


@scenario(
    "R46",
    zh="客户档案：联系人、名下产品、全部工单、反馈；个人信息遮盖显示",
    en="A customer's record: contacts, products owned, all tickets, feedback; what is personal is shown masked",
)
def a_record_has_contacts_products_and_all_tickets() -> Story:
    return (
        given(
            REGISTERED,
            agent(COOLER).on_record(CUSTOMER),
            opens(agent, CALL.model_copy(update={"kind": Kind.CONSULTATION})),
            agent(AcknowledgeReceipt(channel=Channel.PHONE)),
            agent(ResolveTicket(handling="已说明除霜方法")),
            agent(SendSurvey(channel=Channel.SMS)),
            customer(AnswerSurvey(survey=1, scores=scores(5, 5, 4, 5), recommend=9)),
            opens(agent, CALL),
        )
        .when(agent.looks("查看客户档案", "looks at the customer's record"))
        .then_seen(record, "远山科技有限公司", "138****5678", "KFR-35", "202405-00002", FIRST, "4–5")
    )


@scenario(
    "R46",
    zh="定期复核档案，发现有变化的以新事件更正",
    en="Records are reviewed from time to time, and what has changed is corrected by a new event",
)
def records_are_reviewed_and_corrected_by_new_events() -> Story:
    review = PlanCare(care="record-review", first=date(2024, 6, 10), months=12, staff="a-001")
    changed = ChangeContact(contact=Contact(name="李娜", salutation="女士", phone="13900005678"))
    return (
        given(REGISTERED, agent(review).begin("care"), opens(agent, CALL))
        .when(agent(changed).on_record(CUSTOMER).at("2024-06-10 10:00"))
        .then_recorded()
        .when(agent(GiveCare(outcome="done", channel=Channel.PHONE, words="联系人已更换")).on_matter())
        .then_recorded(due=date(2024, 6, 10))
        .when(agent.looks("查看客户档案", "looks at the customer's record"))
        .then_seen(record, "远山科技有限公司", "139****5678", FIRST)
    )


@scenario(
    "R46",
    zh="客户要求删除的，保存期满后经两人办理，个人信息不再显示，工单仍在",
    en="On the customer's request two people erase what is personal once its years are over: it is shown no more, and "
    "the tickets stay",
)
def what_is_personal_is_erased_on_request_and_the_tickets_stay() -> Story:
    return (
        given(
            REGISTERED,
            opens(agent, CALL),
            agent(WITHDRAWN).at("2024-05-02 10:00"),
            privacy_officer(ERASE).on_record(CUSTOMER).at("2027-05-03 09:00"),
        )
        .when(privacy_officer(EraseCustomer()).on_record(CUSTOMER))
        .then_refused("second-person-needed")
        .when(other_privacy_officer(EraseCustomer()).on_record(CUSTOMER))
        .then_recorded(requested_by="v-001")
        .when(agent(ChangeContact(contact=Contact(phone="13812345678"))).on_record(CUSTOMER))
        .then_refused("customer-erased")
        .when(agent.looks("查看客户档案", "looks at the customer's record"))
        .then_seen(record, "erased", FIRST)
    )
