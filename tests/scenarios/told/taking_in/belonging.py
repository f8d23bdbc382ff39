"""Which tickets belong together, and to whom they go (关联、合并、分流): R8, R8a."""

from domain.policy.choice import Choice, Rule
from domain.routing.rules import Rule as RoutingRule
from domain.ticket.commands import (
    AcknowledgeReceipt,
    CancelTicket,
    CloseTicket,
    ConfirmResolution,
    GradeTicket,
    LinkTicket,
    MergeTicket,
    OpenTicket,
    ResolveTicket,
    RouteTicket,
)
from domain.ticket.events import (
    Product,
    TicketAbsorbed,
    TicketGraded,
    TicketLinked,
    TicketMerged,
    TicketRouted,
)
from domain.ticket.vocabulary import Channel, Kind
from tests.scenarios.desk.hinting import hints
from tests.scenarios.grammar import Story, given, opens, scenario
from tests.scenarios.people import agent, customer, other_customer, supervisor
from tests.scenarios.told.taking_in.intake import CALL, FIRST, OPENED, SECOND, numbers


@scenario(
    "R8", zh="同一故障再次报修：两张工单互相关联，各有记载", en="A repeated report is linked, and both tickets tell it"
)
def a_repeated_report_is_linked_and_both_tickets_tell_it() -> Story:
    link = LinkTicket(other=FIRST, relation="repeat", note="同一故障")
    return (
        given(opens(agent, CALL), opens(agent, CALL))
        .when(agent(link).on(2))
        .then(TicketLinked(other=FIRST, relation="repeat", note="同一故障"))
        .then(TicketLinked(other=SECOND, relation="repeated"), on=1)
        .when(agent(LinkTicket(other=SECOND, relation="repeat")))
        .then_refused("linked-the-other-way")
    )


@scenario("R8", zh="一次来电报修两件产品：登记两张工单并关联")
def two_products_of_one_call_are_two_linked_tickets() -> Story:
    return (
        given(opens(agent, CALL), opens(agent, CALL))
        .when(agent(LinkTicket(other=FIRST, relation="same-call")).on(2))
        .then(TicketLinked(other=FIRST, relation="same-call"))
        .then(TicketLinked(other=SECOND, relation="same-call"), on=1)
    )


@scenario(
    "R8", zh="合并后的工单保留全部历史，由另一张继续处理", en="A merged ticket keeps its history, and the other goes on"
)
def a_merged_ticket_keeps_its_history_and_the_other_goes_on() -> Story:
    return (
        given(opens(agent, CALL), opens(agent, CALL), agent(AcknowledgeReceipt()).on(2))
        .when(agent(MergeTicket(into=FIRST, reason="重复报修")).on(2))
        .then(OPENED, _acknowledged(), TicketMerged(into=FIRST, reason="重复报修"), on=2)
        .then(TicketAbsorbed(other=SECOND), on=1)
        .when(agent(AcknowledgeReceipt()))
        .then(_acknowledged())
        .when(agent(GradeTicket(severity="urgent", reason="停产")).on(2))
        .then_refused("wrong-stage")
        .when(agent(LinkTicket(other=FIRST, relation="related")).on(2))
        .then_refused("wrong-stage")
    )


@scenario(
    "R8",
    zh="不同客户的工单不能合并，可以关联",
    en="Tickets of two customers are not merged; they may be linked",
)
def tickets_of_two_customers_are_not_merged_but_may_be_linked() -> Story:
    own = OpenTicket(channel=Channel.WEB, kind=Kind.FAULT, summary="设备无法启动")
    return (
        given(opens(agent, CALL), opens(other_customer, own))
        .when(agent(MergeTicket(into=FIRST, reason="同一故障")).on(2))
        .then_refused("merged-across-customers")
        .when(agent(LinkTicket(other=FIRST, relation="related")).on(2))
        .then_recorded()
    )


@scenario(
    "R8",
    zh="已并入或已记为重复的工单，不能反过来作为原工单，两张不会都丢",
    en="Of two tickets one lives on: what was merged, or is linked as the duplicate, is not the original",
)
def of_two_tickets_one_lives_on() -> Story:
    third = "202405-00003"
    return (
        given(opens(agent, CALL), opens(agent, CALL), opens(agent, CALL), agent(MergeTicket(into=FIRST)).on(2))
        .when(agent(_duplicate_of(SECOND)).on(1))
        .then_refused("original-repeats-it")
        .when(agent(LinkTicket(other=SECOND, relation="related")).on(1))
        .then_refused("linked-to-merged")
        .when(agent(LinkTicket(other=FIRST, relation="duplicate")).on(3))
        .then(TicketLinked(other=FIRST, relation="duplicate"))
        .when(agent(_duplicate_of(third)).on(1))
        .then_refused("linked-the-other-way")
        .when(agent(_duplicate_of(FIRST)).on(3))
        .then_recorded()
    )


def _duplicate_of(number: str) -> CancelTicket:
    return CancelTicket(cancelled_as="duplicate", duplicate_of=number, reason="同一故障")


def _acknowledged() -> object:
    return AcknowledgeReceipt.causes()


@scenario("R8", zh="登记后即提示未结束的工单和三个月内的维修")
def who_takes_it_in_is_told_of_open_tickets_and_of_repairs_within_three_months() -> Story:
    call = CALL.model_copy(update={"product": Product(name="智能空调", serial="202403A0001")})
    opened = OPENED.model_copy(update={"product": Product(name="智能空调", serial="202403A0001")})
    return (
        given(
            opens(agent, call).at("2024-02-01 09:00"),
            agent(AcknowledgeReceipt()),
            agent(ResolveTicket(handling="重启控制器")).at("2024-02-01 10:00"),
            customer(ConfirmResolution(signature="张伟")),
            agent(CloseTicket()),
            opens(agent, call).at("2024-04-30 09:00"),
        )
        .when(opens(agent, call).at("2024-05-01 09:30"))
        .then(opened)
        .then_seen(hints, "same-product-open 202404-00001", "repeat 202402-00001")
        .when(opens(agent, call).at("2024-05-02 09:30"))
        .then(opened)
        .then_seen(hints, "same-product-open 202405-00001", "same-product-open 202404-00001")
    )


@scenario("R8", zh="受理时提示同一客户未结束的工单", en="Who takes it in is told that the customer has an open ticket")
def who_takes_it_in_is_told_that_the_customer_has_an_open_ticket() -> Story:
    cooling = CALL.model_copy(update={"product": Product(name="智能空调", serial="202403A0001")})
    phone = CALL.model_copy(update={"product": Product(name="智能手机", serial="202404B0002")})
    return (
        given(opens(agent, cooling))
        .when(opens(agent, phone))
        .then(OPENED.model_copy(update={"product": phone.product}))
        .then_seen(hints, f"same-customer-open {FIRST}")
    )


@scenario(
    "R8",
    zh="客户自行从网页报修，同样提示",
    en="What a customer enters by web is flagged as well",
)
def what_a_customer_enters_by_web_is_flagged_as_well() -> Story:
    call = CALL.model_copy(update={"product": Product(name="智能空调", serial="202403A0001")})
    own = OpenTicket(channel=Channel.WEB, kind=Kind.FAULT, summary="不制冷", product=Product(serial="2024 03-a0001"))
    return (
        given(opens(agent, call))
        .when(opens(other_customer, own))
        .then_recorded()
        .then_seen(hints, f"same-product-open {FIRST}")
    )


@scenario(
    "R8a",
    zh="按规则自动分流，登记时和分级时各一次；由人分流之后不再自动分流",
    en="Rules route a ticket as it comes and as it is graded, until a person does",
)
def rules_route_a_ticket_as_it_comes_and_as_it_is_graded_until_a_person_does() -> Story:
    cooling = RoutingRule(name="air-conditioning", team="north", product=("*空调*",))
    pressing = RoutingRule(name="urgent", team="special", severity=("urgent",))
    bought = Product(name="智能空调")
    return (
        given()
        .routed_by(pressing, cooling)
        .when(opens(agent, CALL.model_copy(update={"product": bought})))
        .then(
            OPENED.model_copy(update={"product": bought}),
            TicketRouted(team="north", rule="air-conditioning", rules="desk@1"),
        )
        .when(agent(GradeTicket(severity="urgent", reason="机房停机")))
        .then(
            TicketGraded(severity="urgent", reason="机房停机"),
            TicketRouted(team="special", rule="urgent", rules="desk@1"),
        )
        .when(supervisor(RouteTicket(team="east", reason="特勤组已满")))
        .then(TicketRouted(team="east", reason="特勤组已满"))
        .when(agent(GradeTicket(severity="important", reason="已切换备机")))
        .then(TicketGraded(severity="important", reason="已切换备机"))
    )


@scenario("R8a", zh="由人分流")
def a_ticket_is_routed_by_hand() -> Story:
    return (
        given(opens(agent, CALL))
        .when(supervisor(RouteTicket(staff="h-001", reason="客户情绪激动")))
        .then(TicketRouted(staff="h-001", reason="客户情绪激动"))
        .when(agent(RouteTicket(reason="忙")))
        .then_refused("nowhere-to-route")
    )


@scenario("R8a", zh="按产品选用政策包")
def the_product_decides_which_policy_judges_the_ticket() -> Story:
    choice = Choice(rules=(Rule(pack="appliance", product=("*空调*",)),))
    air_conditioner = CALL.model_copy(update={"product": Product(name="智能空调")})
    return (
        given()
        .chosen_by(choice)
        .when(opens(agent, CALL))
        .then(OPENED)
        .when(opens(agent, air_conditioner))
        .then(OPENED.model_copy(update={"product": Product(name="智能空调")}))
        .then_seen(numbers, FIRST, "202405010001")
    )
