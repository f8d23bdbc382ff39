"""Who takes in, acknowledges, routes and grades."""

from domain.customer.commands import ChangeContact, RegisterCustomer
from domain.routing.commands import ProposeRouting
from domain.rulebook.commands import digest
from domain.ticket.commands import (
    AcknowledgeReceipt,
    AddAttachment,
    AddNote,
    GradeTicket,
    LinkTicket,
    LogCommunication,
    RouteTicket,
    VerifyInformation,
)
from domain.ticket.events import Contact
from domain.ticket.vocabulary import Channel
from tests.scenarios.grammar import Story, given, opens, right
from tests.scenarios.parts import CUSTOMER
from tests.scenarios.people import (
    agent,
    clerk,
    complaint_handler,
    customer,
    engineer,
    other_agent,
    other_customer,
    other_engineer,
    supervisor,
    warehouse,
)
from tests.scenarios.told.section_9.standing import NORTH, north_supervisor, south_supervisor
from tests.scenarios.told.taking_in.intake import CALL, HASH, OPENED

INTAKE = "intake, note, communication, attachment"
ROUTE = "acknowledge, verify, route, link"
RULES = 'version = 1\n\n[[rules]]\nname = "cooling"\nteam = "north"\nproduct = ["*空调*"]\n'


@right(
    INTAKE,
    zh="客服、客户可登记；客服、文员可在任何工单上备注；备件人员不能",
    en="Agents and customers open tickets, agents and clerks add to any; the warehouse does neither",
)
def agents_and_clerks_take_in_and_add_to_any_ticket_the_warehouse_does_not() -> Story:
    said = LogCommunication(direction="from-customer", channel=Channel.PHONE, text="客户询问何时上门")
    return (
        given()
        .when(opens(agent, CALL))
        .then(OPENED)
        .when(opens(customer, CALL))
        .then(OPENED)
        .when(clerk(AddNote(text="客户下午在家")))
        .then_recorded()
        .when(other_agent(said))
        .then_recorded()
        .when(opens(warehouse, CALL))
        .then_refused()
        .when(warehouse(AddNote(text="已查库存")))
        .then_refused()
    )


@right(
    INTAKE,
    zh="主管限本班组的工单；客户、工程师、投诉处理限本人的工单",
    en="Supervisors add to their team's tickets, and the others to their own",
)
def supervisors_add_to_their_teams_tickets_and_the_others_to_their_own() -> Story:
    photo = AddAttachment(sha256=HASH, size=48_213, media_type="image/jpeg", name="面板.jpg", purpose="photo")
    return (
        given(NORTH)
        .when(north_supervisor(AddNote(text="重点跟进")))
        .then_recorded()
        .when(south_supervisor(AddNote(text="重点跟进")))
        .then_refused()
        .when(customer(AddNote(text="请先打电话")))
        .then_recorded()
        .when(other_customer(AddNote(text="请先打电话")))
        .then_refused()
        .when(engineer(photo))
        .then_recorded()
        .when(other_engineer(photo))
        .then_refused()
        .when(complaint_handler(AddNote(text="客户不满")))
        .then_refused()
    )


@right(INTAKE, zh="客户档案由客服、文员、主管登记；客户只能更改本人的")
def customers_change_their_own_record_alone() -> Story:
    change = ChangeContact(contact=Contact(name="张伟", phone="13812345678"))
    return (
        given()
        .when(agent(RegisterCustomer(name="远山科技有限公司")).on_record(CUSTOMER))
        .then_recorded()
        .when(customer(change).on_record(CUSTOMER))
        .then_recorded()
        .when(other_customer(change).on_record(CUSTOMER))
        .then_refused()
        .when(engineer(change).on_record(CUSTOMER))
        .then_refused()
    )


@right(
    ROUTE,
    zh="客服、主管可办理任何工单；投诉处理限分给本人的；工程师不能",
    en="Agents and supervisors route any ticket, complaint handlers what is theirs",
)
def agents_and_supervisors_route_any_ticket_complaint_handlers_what_is_theirs() -> Story:
    link = LinkTicket(other="202405-00002", relation="related")
    return (
        given(opens(agent, CALL), opens(agent, CALL))
        .when(other_agent(AcknowledgeReceipt(channel=Channel.PHONE)))
        .then_recorded()
        .when(complaint_handler(VerifyInformation(missing=("voucher",))))
        .then_refused()
        .when(supervisor(RouteTicket(staff="h-001", reason="客户情绪激动")))
        .then_recorded()
        .when(complaint_handler(VerifyInformation(missing=("voucher",))))
        .then_recorded()
        .when(engineer(link))
        .then_refused()
        .when(agent(link))
        .then_recorded()
    )


@right(ROUTE, zh="分流规则由主管更改，客服不能", en="Supervisors change the rules of routing; agents do not")
def supervisors_change_the_rules_of_routing_agents_do_not() -> Story:
    propose = ProposeRouting(text=RULES)
    return (
        given()
        .when(agent(propose).on_record("routing-desk"))
        .then_refused()
        .when(supervisor(propose).on_record("routing-desk"))
        .then(ProposeRouting.causes(version=1, sha256=digest(RULES), text=RULES))
    )


@right(
    "grade, regrade",
    zh="客服、主管可分级任何工单；工程师限派给本人的；投诉处理限本人的",
    en="Agents and supervisors grade any ticket, engineers their own",
)
def agents_and_supervisors_grade_any_ticket_engineers_their_own() -> Story:
    return (
        given(NORTH)
        .when(other_agent(GradeTicket(severity="important", reason="部分停产")))
        .then_recorded()
        .when(engineer(GradeTicket(severity="urgent", reason="现场冒烟")))
        .then_recorded()
        .when(other_engineer(GradeTicket(severity="general", reason="应不严重")))
        .then_refused()
        .when(complaint_handler(GradeTicket(severity="urgent", reason="客户投诉")))
        .then_refused()
        .when(south_supervisor(GradeTicket(severity="important", reason="已切换备机")))
        .then_recorded()
    )
