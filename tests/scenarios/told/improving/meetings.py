"""Meetings of the department (会议): R36a."""

from datetime import date

from domain.matters.meetings.commands import CloseMeeting, ConveneMeeting, CorrectMinutes, RecordDecision, RecordMeeting
from tests.scenarios.grammar import Story, given, scenario
from tests.scenarios.people import agent, manager, quality

CALL = ConveneMeeting(
    meeting="monthly-review",
    day=date(2024, 6, 5),
    start="14:00",
    subject="五月售后服务评议",
    period="2024-05",
    invited=("m-001", "q-001"),
)
MINUTES = RecordMeeting(attendees=("m-001", "q-001"), minutes="响应达标,B7 批次返修偏高")


@scenario(
    "R36a",
    zh="月度评议：与会人、纪要和决定都有记录，纪要由记录人以外的与会者确认",
    en="A monthly review: attendees, minutes and decisions are on record, and another who was there calls them final",
)
def a_review_has_attendees_minutes_and_decisions() -> Story:
    decision = RecordDecision(words="产品部复核 B7 批次", owner="p-001", due=date(2024, 6, 30))
    return (
        given()
        .when(manager(CALL).begin("meeting"))
        .then_recorded()
        .when(quality(decision).on_matter())
        .then_refused("matter-status")
        .when(quality(MINUTES).on_matter())
        .then_refused("meeting-ahead")
        .when(quality(MINUTES).on_matter().at("2024-06-05 13:59"))
        .then_refused("meeting-ahead")
        .when(quality(MINUTES).on_matter().at("2024-06-05 16:00"))
        .then_recorded()
        .when(quality(decision).on_matter())
        .then_recorded(decision=1)
        .when(quality(CorrectMinutes(minutes="B6、B7 批次返修偏高", reason="漏记 B6 批次")).on_matter())
        .then_recorded()
        .when(quality(CloseMeeting()).on_matter())
        .then_refused("own-minutes")
        .when(manager(CloseMeeting()).on_matter())
        .then_recorded()
    )


@scenario(
    "R36a",
    zh="季度优化会议须说明季度；客服不召集会议",
    en="A quarterly optimisation meeting names its quarter; an agent calls none",
)
def a_quarterly_meeting_names_its_quarter() -> Story:
    quarterly = CALL.model_copy(update={"meeting": "quarterly-optimisation"})
    return (
        given()
        .when(manager(quarterly).begin("meeting"))
        .then_refused("review-of-no-quarter")
        .when(agent(CALL).begin("meeting"))
        .then_refused("forbidden")
        .when(manager(quarterly.model_copy(update={"period": "2024-Q2"})).begin("meeting"))
        .then_recorded()
    )
