"""After a solution: rejected and mended again, scored low and called back about, and never answered at all."""

from datetime import datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from domain.ticket.dossier import HEADINGS
from tests.stories.people import NORTH
from tests.stories.telling import PAPER, Person, Step, Telling
from tests.whole.service import Service

AGENT, SUPERVISOR, CLERK = Person("a-001:agent"), Person("s-001:supervisor"), Person("c-001:clerk")
CUSTOMER = Person("customer-C20034:customer")
SHOWN: Final = {"given": "signature", "evidence": PAPER}
GOOD = [{"question": key, "score": 5} for key in ("timeliness", "skill", "attitude", "effect")]
LOW = [*GOOD[:3], {"question": "effect", "score": 2}]

SOLVED = (
    AGENT(
        "open",
        "opened",
        channel="phone",
        kind="consultation",
        summary="空调遥控器失灵",
        customer="customer-C20034",
        customer_name="李娜",
        contact={"name": "李娜", "phone": "13900005678"},
        product={"name": "智能空调", "model": "KFR-35", "serial": "202403A0034", "purchased": "2024-03"},
    ),
    AGENT("acknowledge", "acknowledged", channel="phone"),
    AGENT("route", team=NORTH),
    AGENT("diagnose", "diagnosed", finding="遥控器电池接触不良", fault_type="hardware"),
    AGENT("start", "in-progress", where="remote"),
    AGENT("resolve", "resolved", cause="触点氧化", handling="指导客户清洁触点"),
)

SECOND_REMEDY = (
    AGENT("send-survey", channel="sms"),
    AGENT.is_refused("reject", "how-given-needed", reason="按键仍不灵"),
    AGENT.is_refused("reject", "evidence-needed", reason="按键仍不灵", given="message"),
    AGENT.is_refused("reject", "no-such-attachment", reason="按键仍不灵", **SHOWN),
    AGENT("attach", name="短信截图.png", purpose="confirmation"),
    AGENT("reject", "reopened", reason="按键仍不灵", given="message", evidence=PAPER),
    AGENT.is_refused("confirm", "wrong-stage", signature="李娜"),
    AGENT("resolve", "resolved", cause="按键磨损", handling="寄送新遥控器"),
    AGENT("send-survey", channel="email"),
    CUSTOMER.is_refused("answer-survey", "not-newest-survey", survey=1, scores=GOOD),
    CUSTOMER("answer-survey", survey=2, scores=GOOD, recommend=9, comment="换新后好用"),
    CUSTOMER.is_refused("answer-survey", "answered-already", survey=2, scores=LOW),
    CUSTOMER("confirm", "confirmed", signature="李娜", note="谢谢"),
    AGENT("write-report", cause="按键磨损", handling="寄送新遥控器", lessons="先问遥控器使用年限"),
    AGENT("close", "closed"),
    CUSTOMER("object", "reopened", reason="新遥控器也失灵"),
    AGENT("resolve", "resolved", cause="接收器故障", handling="更换接收器"),
    SUPERVISOR.is_refused(
        "follow-up", "words-needed", channel="phone", solved=True, professional=True, satisfied=False
    ),
    SUPERVISOR("follow-up", channel="phone", solved=True, professional=True, satisfied=True),
    AGENT("close", "closed"),
    CLERK.is_refused("archive", "archived-too-early"),
)

CALLED_BACK = (
    CUSTOMER("confirm", "confirmed", signature="李娜"),
    AGENT("send-survey", channel="sms"),
    CUSTOMER.is_refused("answer-survey", "other-questions", survey=1, scores=LOW[:3]),
    CUSTOMER("answer-survey", survey=1, scores=LOW, recommend=4, comment="等了三天"),
    AGENT.is_refused("close", "call-back-owed"),
    SUPERVISOR("call-back", survey=1, category="timeliness", reason="等了三天才有人回复", agreed="以后当天回复"),
    AGENT("close", "closed"),
    SUPERVISOR("follow-up", channel="sms", solved=True, professional=True, satisfied=True),
)


def late(step: Step, days_ago: int) -> Step:
    """Recorded only now, so many days after it happened."""
    happened = datetime.now(ZoneInfo("Asia/Shanghai")) - timedelta(days=days_ago)
    said: dict[str, Any] = {**step.said, "occurred": happened.isoformat(), "late": "系统停机期间的纸质记录"}
    return Step(step.who, step.action, said, step.leaving, step.refused)


def test_a_rejected_solution_is_mended_again_until_the_customer_is_satisfied(running: Service):
    telling = Telling(running)
    ticket = telling.tell(*SOLVED, *SECOND_REMEDY)
    assert (ticket["rejections"], ticket["reopenings"], ticket["status"]) == (1, 2, "closed")
    assert [(survey["survey"], survey["answered"]) for survey in ticket["surveys"]] == [(1, False), (2, True)]
    assert telling.refusals > 150
    record = telling.fetched("service-record", "auditor-1:auditor")
    assert (record["serial"], record["contact_detail"]) == ("202403*****", "139****5678")
    assert record["gaps_at_closing"] == record["gaps"] == ["plan", "steps"]
    _the_dossier_is_complete_and_the_customers_lacks_what_staff_learnt(telling)
    _both_are_read_on_the_command_line(running, telling.number)


def _the_dossier_is_complete_and_the_customers_lacks_what_staff_learnt(telling: Telling) -> None:
    dossier = telling.fetched("dossier", "auditor-1:auditor")
    history = telling.fetched("history", "auditor-1:auditor")["events"]
    told = [event["version"] for heading in HEADINGS for event in dossier[heading]]
    assert sorted(told) == [event["version"] for event in history]
    assert [event["type"] for event in dossier["confirmation"]] == [
        "resolution-rejected",
        "resolution-confirmed",
        "objection-raised",
    ]
    own = telling.fetched("dossier", CUSTOMER.acts_as)
    assert "closing-report-written" in {event["type"] for event in dossier["closing"]}
    assert "closing-report-written" not in {event["type"] for event in own["closing"]}


def _both_are_read_on_the_command_line(running: Service, number: str) -> None:
    for lang, words in (
        ("zh", {"服务记录", "缺项", "维修方案、维修步骤", "满意度调查、回访", "客户异议", "结案"}),
        ("en", {"Service record", "gaps", "repair plan, repair steps", "Survey, follow-up", "objection raised"}),
    ):
        shown = running.command("ticket", "dossier", number, "--as", "auditor-1:auditor", lang=lang).stdout
        assert {word for word in words if word not in shown} == set()
        record = running.command("ticket", "service-record", number, "--as", "auditor-1:auditor", lang=lang).stdout
        assert "202403*****" in record
        assert "13900005678" not in shown + record


def test_a_low_score_is_called_back_about_before_the_case_is_closed(running: Service):
    ticket = Telling(running).tell(*SOLVED, *CALLED_BACK)
    assert ticket["call_backs_owed"] == []
    [survey] = ticket["surveys"]
    assert (survey["low"], survey["recommend"], survey["call_back"]["category"]) == (True, 4, "timeliness")
    assert (ticket["follow_up"]["satisfied"], ticket["status"]) == (True, "closed")


def test_a_customer_who_never_answers_is_reminded_thrice_before_the_case_is_closed_and_has_a_day_to_object(
    running: Service,
):
    telling = Telling(running)
    remind = AGENT("remind", channel="sms")
    close: dict[str, Any] = {"closed_as": "unanswered"}
    ticket = telling.tell(
        late(SOLVED[0], 22),
        *SOLVED[1:3],
        late(SOLVED[-1], 14),
        late(AGENT.is_refused("remind", "time-to-answer", channel="sms"), 13),
        late(remind, 11),
        SUPERVISOR.is_refused("close", "reminders-missing", **close),
        late(remind, 8),
        late(remind, 5),
        AGENT.is_refused("close", "forbidden", **close),
        late(SUPERVISOR("close", "closed", **close), 2),
        CLERK.is_refused("archive", "archived-too-early"),
    )
    assert (ticket["status"], ticket["reminders"], ticket["surveys"]) == ("closed", 3, [])
    closing = telling.fetched("dossier", "auditor-1:auditor")["closing"]
    assert [each["data"] for each in closing if each["type"] == "ticket-closed"] == [{"closed_as": "unanswered"}]
    shown = running.command("ticket", "dossier", telling.number, "--as", "auditor-1:auditor", lang="zh").stdout
    assert "结案" in shown
    assert telling.tell(CUSTOMER("object", "reopened", reason="又失灵"))["reopenings"] == 1
