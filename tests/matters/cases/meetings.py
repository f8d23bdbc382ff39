"""Meetings (R36a, R43): each command's cases."""

from datetime import date

from domain.matters.meetings import commands as c
from tests.matters.case import Case, No
from tests.scenarios.people import agent, engineer, manager, quality, supervisor

CALLED = manager(
    c.ConveneMeeting(
        meeting="monthly-review",
        day=date(2024, 6, 5),
        start="14:00",
        subject="五月售后服务评议",
        agenda="响应、返修率",
        period="2024-05",
        invited=("m-001", "s-002", "q-001"),
    )
)
HELD = quality(c.RecordMeeting(attendees=("m-001", "q-001"), minutes="响应达标,B7 批次返修偏高")).at("2024-06-05 16:00")
HELD_BY_ONE = quality(c.RecordMeeting(attendees=("q-001", "q-001"), minutes="x")).at("2024-06-05 16:00")
DECIDED = quality(c.RecordDecision(words="复核 B7 批次", owner="p-001", due=date(2024, 6, 30)))
IMPROVED = manager(c.RecordDecision(words="来料抽检", improvement="GJ202405-00001"))
CORRECTED = quality(c.CorrectMinutes(minutes="B6、B7 批次返修偏高", reason="漏记 B6 批次"))
FINAL = manager(c.CloseMeeting(note="无异议"))
CALLED_OFF = manager(c.CancelMeeting(reason="与季度会议合并"))

QUARTERLY = manager(CALLED.command.model_copy(update={"meeting": "quarterly-optimisation", "period": "2024-05"}))
NAMELESS = manager(CALLED.command.model_copy(update={"period": None}))

CASES = (
    Case(
        CALLED,
        status="called",
        refused=(
            No("forbidden", step=agent(CALLED.command)),
            No("review-of-no-month", step=NAMELESS),
            No("review-of-no-quarter", step=QUARTERLY),
            No("period-ahead", step=manager(CALLED.command.model_copy(update={"period": "2024-07"}))),
            No("period-ahead", step=manager(QUARTERLY.command.model_copy(update={"period": "2024-Q3"}))),
            No("person-named-twice", step=manager(CALLED.command.model_copy(update={"invited": ("m-001", "m-001")}))),
        ),
    ),
    Case(
        HELD,
        (CALLED,),
        status="held",
        refused=(
            No("matter-status", (CALLED, CALLED_OFF)),
            No("meeting-ahead", step=HELD.at("2024-06-04 23:59")),
            No("meeting-ahead", step=HELD.at("2024-06-05 13:59")),
            No("person-named-twice", step=HELD_BY_ONE),
            No("forbidden", step=engineer(HELD.command)),
        ),
    ),
    Case(
        DECIDED,
        (CALLED, HELD),
        status="held",
        besides={"decision": 1},
        refused=(
            No("matter-status", (CALLED,)),
            No("decision-due-before", step=quality(c.RecordDecision(words="x", due=date(1999, 1, 1)))),
            No("named-not-there", step=manager(c.RecordDecision(words="x", improvement="GJ209901-99999"))),
            No("forbidden", step=agent(DECIDED.command)),
        ),
    ),
    Case(
        CORRECTED,
        (CALLED, HELD),
        status="held",
        refused=(No("matter-status", (CALLED,)), No("forbidden", step=agent(CORRECTED.command))),
    ),
    Case(
        FINAL,
        (CALLED, HELD, DECIDED),
        status="closed",
        refused=(
            No("matter-status", (CALLED,)),
            No("own-minutes", step=quality(FINAL.command)),
            No("forbidden", step=supervisor(FINAL.command)),
        ),
    ),
    Case(
        CALLED_OFF,
        (CALLED,),
        status="cancelled",
        refused=(No("matter-status", (CALLED, HELD)), No("forbidden", step=agent(CALLED_OFF.command))),
    ),
)
ALSO = (IMPROVED,)
