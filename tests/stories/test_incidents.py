"""Emergencies through HTTP (R37): one is raised, confirmed, acted on and reviewed, another is dismissed."""

from datetime import UTC, datetime
from typing import Any

from tests.stories.matters import AGENT, EMERGENCY, MANAGER, SUPERVISOR, MatterTelling, improvement
from tests.stories.telling import Person
from tests.whole.service import Service

AS_AGENT, AS_SUPERVISOR = Person("s-009:agent"), Person("s-009:supervisor")
"""One person, who holds both roles."""
ALARM: dict[str, Any] = {
    "signal": "ticket-spike",
    "product": "智能空调",
    "region": "上海",
    "observed": 46,
    "usual": 8,
    "minutes": 60,
    "words": "一小时内四十六张断电工单",
}
TEAM: list[dict[str, str]] = [{"staff": "r-001", "duty": "lead"}, {"staff": "r-002", "duty": "technical"}]
BEFORE = {"at": "2024-05-12T10:30:00+08:00"}
"""Any alarm of these stories."""
MEASURE = {"what": "停止该批次发货", "staff": "r-002"}
OVER = {"words": "全部更换电源板"}
LEARNT = {"cause": "批次缺陷", "lessons": "来料须抽检"}


def test_an_emergency_is_raised_confirmed_acted_on_and_reviewed(running: Service):
    telling, better = MatterTelling(running, "incident"), improvement(running)
    now = {"at": datetime.now(UTC).isoformat()}
    found = telling.tell(
        AGENT("raise-alarm", "raised", **ALARM),
        AGENT("repeat-signal", observed=71, usual=8, minutes=60, words="仍在增加"),
        EMERGENCY.is_refused("call-response-team", "matter-status", team=TEAM),
        SUPERVISOR("confirm-alarm", "confirmed", reason="均为同一批次,属实"),
        EMERGENCY.is_refused("take-measure", "matter-status", **MEASURE, **now),
        EMERGENCY.is_refused("call-response-team", "team-lead-needed", team=TEAM[1:]),
        EMERGENCY("call-response-team", "called", team=TEAM),
        EMERGENCY.is_refused("take-measure", "not-of-team", **(MEASURE | now | {"staff": "e-003"})),
        EMERGENCY.is_refused("take-measure", "not-yet-happened", **(MEASURE | {"at": "2099-01-01T00:00:00+08:00"})),
        EMERGENCY.is_refused("take-measure", "before-alarm", **MEASURE, **BEFORE),
        EMERGENCY("take-measure", "acting", **MEASURE, **now),
        EMERGENCY("inform-customers", channel="sms", words="请断电停用", customers=46),
        EMERGENCY.is_refused("restore-service", "before-alarm", **OVER, **BEFORE),
        EMERGENCY("restore-service", "restored", **OVER, **now),
        MANAGER.is_refused("close-incident", "matter-status"),
        EMERGENCY.is_refused("review-incident", "named-not-there", **LEARNT, improvement="GJ202405-00001"),
        EMERGENCY("review-incident", "reviewed", **LEARNT, improvement=better),
        MANAGER("close-incident", "closed"),
    )
    facts = found["facts"]
    assert (found["ended"], found["customer"], found["responsible"]) == (True, None, "r-001")
    assert (facts["signals"], facts["measures"], facts["informed"]) == (2, 1, 1)
    assert (facts["team"], facts["improvement"]) == (TEAM, better)
    assert telling.refusals > 100


def test_a_false_alarm_is_dismissed_by_another_than_who_raised_it(running: Service):
    telling = MatterTelling(running, "incident")
    telling.tell(
        AS_AGENT("raise-alarm", "raised", **ALARM),
        AS_SUPERVISOR.is_refused("dismiss-alarm", "own-alarm", reason="看错了"),
        MANAGER("dismiss-alarm", "dismissed", reason="重复导入所致"),
        SUPERVISOR.is_refused("confirm-alarm", "matter-status", reason="属实"),
    )
    assert telling.number in telling.listed("status=dismissed", SUPERVISOR.acts_as)
