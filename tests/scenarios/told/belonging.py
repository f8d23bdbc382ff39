"""Which tickets belong together, and to whom they go (关联、合并、分流): R8, R8a."""

from datetime import date

from domain.customer.repeats import Earlier, Flag, duplicates, repeats
from domain.policy.choice import Choice, Rule
from domain.routing.rules import Rule as RoutingRule
from domain.ticket.commands import (
    AcknowledgeReceipt,
    GradeTicket,
    LinkTicket,
    MergeTicket,
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
from tests.scenarios.grammar import Seen, Story, agent, given, opens, scenario, supervisor
from tests.scenarios.told.intake import CALL, FIRST, OPENED, SECOND, numbers


@scenario("R8")
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


@scenario("R8")
def two_products_of_one_call_are_two_linked_tickets() -> Story:
    return (
        given(opens(agent, CALL), opens(agent, CALL))
        .when(agent(LinkTicket(other=FIRST, relation="same-call")).on(2))
        .then(TicketLinked(other=FIRST, relation="same-call"))
        .then(TicketLinked(other=SECOND, relation="same-call"), on=1)
    )


@scenario("R8")
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
    )


def _acknowledged() -> object:
    return AcknowledgeReceipt.causes()


def _flags(seen: Seen) -> list[tuple[str, str, str]]:
    still_open, repaired = (
        Earlier(seen.numbers[0], is_open=True, is_repair=True, same_customer=True, same_product=True),
        Earlier(
            "202402-00009",
            is_open=False,
            is_repair=True,
            same_customer=True,
            same_product=True,
            solved=date(2024, 2, 1),
        ),
    )
    found: list[Flag] = [*duplicates([still_open, repaired]), *repeats([still_open, repaired], date(2024, 5, 1))]
    return [(flag.code, flag.say("zh"), flag.say("en")) for flag in found]


@scenario("R8")
def who_takes_it_in_is_told_of_open_tickets_and_of_repairs_within_three_months() -> Story:
    return given(opens(agent, CALL)).then_seen(_flags, "same-product-open", "repeat")


@scenario("R8a")
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


@scenario("R8a")
def a_ticket_is_routed_by_hand() -> Story:
    return (
        given(opens(agent, CALL))
        .when(supervisor(RouteTicket(staff="h-001", reason="客户情绪激动")))
        .then(TicketRouted(staff="h-001", reason="客户情绪激动"))
        .when(agent(RouteTicket(reason="忙")))
        .then_refused("nowhere-to-route")
    )


@scenario("R8a")
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
