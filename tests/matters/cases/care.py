"""Periodic care (R46): each command's cases."""

from datetime import date

from domain.matters.care import commands as c
from domain.ticket.vocabulary import Channel
from tests.matters.case import Case, No
from tests.scenarios.people import agent, clerk, engineer, other_engineer, supervisor

PLANNED = agent(
    c.PlanCare(care="maintenance", first=date(2024, 6, 10), months=6, staff="e-003", model="KFR-35", note="先电话联系")
)
ONCE = agent(c.PlanCare(care="return-visit", first=date(2024, 6, 10), staff="e-003"))
SURVEY = agent(c.PlanCare(care="survey", first=date(2024, 6, 10), months=3, staff="a-001"))
DONE = engineer(c.GiveCare(outcome="done", channel=Channel.WALK_IN, words="清洗滤网")).at("2024-06-10 10:00")
NOT_REACHED = agent(c.GiveCare(outcome="not-reached", channel=Channel.PHONE))
ANSWERED = agent(c.GiveCare(outcome="done", channel=Channel.PHONE, satisfaction=5))
MOVED = engineer(c.MoveCare(due=date(2024, 6, 17), reason="客户出差"))
ASSIGNED = supervisor(c.AssignCare(staff="e-004"))
ENDED = agent(c.EndCare(reason="服务合同到期"))

CASES = (
    Case(
        PLANNED,
        status="planned",
        refused=(
            No("forbidden", step=engineer(PLANNED.command)),
            No("care-in-the-past", step=agent(PLANNED.command.model_copy(update={"first": date(2024, 5, 11)}))),
        ),
    ),
    Case(
        DONE,
        (PLANNED,),
        status="under-way",
        besides={"due": date(2024, 6, 10)},
        refused=(
            No("matter-status", (PLANNED, ENDED)),
            No("matter-status", (ONCE, DONE)),
            No("forbidden", step=other_engineer(DONE.command)),
            No("no-survey-planned", step=ANSWERED),
            No("care-too-early", step=DONE.at("2024-05-26 10:00")),
            No("survey-unanswered", (SURVEY,), step=agent(DONE.command)),
            No("named-not-there", step=agent(c.GiveCare(outcome="done", opened="202405-00009")).at("2024-06-10 10:00")),
        ),
    ),
    Case(
        MOVED,
        (PLANNED,),
        status="planned",
        refused=(
            No("matter-status", (PLANNED, ENDED)),
            No("care-in-the-past", step=engineer(c.MoveCare(due=date(2024, 5, 11), reason="x"))),
            No("forbidden", step=clerk(MOVED.command)),
        ),
    ),
    Case(
        ASSIGNED,
        (PLANNED,),
        status="planned",
        refused=(No("matter-status", (PLANNED, ENDED)), No("forbidden", step=engineer(ASSIGNED.command))),
    ),
    Case(
        ENDED,
        (PLANNED,),
        status="ended",
        refused=(No("matter-status", (ONCE, DONE)), No("forbidden", step=engineer(ENDED.command))),
    ),
)
ALSO = (NOT_REACHED,)
