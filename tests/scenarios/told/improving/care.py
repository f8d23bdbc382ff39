"""Periodic care and the customer's record (定期关怀、客户档案): R46."""

from datetime import date

from domain.customer.commands import RegisterCustomer
from domain.matters.care.commands import EndCare, GiveCare, MoveCare, PlanCare
from domain.ticket.vocabulary import Channel
from tests.scenarios.grammar import Story, given, scenario
from tests.scenarios.parts import CUSTOMER
from tests.scenarios.people import agent, engineer, other_engineer

REGISTERED = agent(RegisterCustomer(name="张伟")).on_record(CUSTOMER)
PLAN = PlanCare(care="maintenance", first=date(2024, 6, 10), months=6, staff="e-003", model="KFR-35")
DONE = GiveCare(outcome="done", channel=Channel.WALK_IN, words="清洗滤网,制冷剂压力正常")


@scenario(
    "R46",
    zh="预防性维护：计划、改期、每半年一次，未到期不能登记，直到结束，不属于任何工单",
    en="Preventive maintenance: planned, moved, done every six months and not before it is due, until it ends, tied to no ticket",
)
def maintenance_is_planned_and_done_again_and_again() -> Story:
    return (
        given(REGISTERED)
        .when(agent(PLAN).begin("care"))
        .then_recorded()
        .when(other_engineer(DONE).on_matter())
        .then_refused("forbidden")
        .when(engineer(MoveCare(due=date(2024, 6, 17), reason="客户出差")).on_matter())
        .then_recorded()
        .when(engineer(DONE).on_matter().at("2024-06-17 10:00"))
        .then_recorded(due=date(2024, 6, 17))
        .when(engineer(DONE).on_matter())
        .then_refused("care-too-early")
        .when(engineer(DONE).on_matter().at("2024-12-16 10:00"))
        .then_recorded(due=date(2024, 12, 17))
        .when(agent(EndCare(reason="服务合同到期")).on_matter())
        .then_recorded()
        .when(engineer(DONE).on_matter())
        .then_refused("matter-status")
    )


@scenario(
    "R46",
    zh="定期满意度调查：未联系到客户仍须再联系，完成须记满意度",
    en="A periodic survey: who was not reached is asked again, and one that is done has a satisfaction",
)
def a_periodic_survey_is_asked_until_answered() -> Story:
    survey = PLAN.model_copy(update={"care": "survey", "staff": "a-001", "months": 3, "model": None})
    first = date(2024, 6, 10)
    return (
        given(REGISTERED, agent(survey).begin("care"))
        .when(agent(GiveCare(outcome="not-reached", channel=Channel.PHONE)).on_matter().at("2024-06-10 10:00"))
        .then_recorded(due=first)
        .when(agent(GiveCare(outcome="done", channel=Channel.PHONE)).on_matter())
        .then_refused("survey-unanswered")
        .when(agent(GiveCare(outcome="done", channel=Channel.PHONE, satisfaction=5)).on_matter())
        .then_recorded(due=first)
    )
