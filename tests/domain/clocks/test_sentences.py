"""Each run is explained from its events in one sentence, in Chinese and English."""

from datetime import date

import pytest

from domain.clocks.run import Run
from domain.clocks.telling.sentence import sentence
from domain.clocks.telling.spoken import Voice
from domain.clocks.telling.words import HAPPENED
from domain.policy.timing.occasions import EVENTS
from domain.ticket import events as e
from tests.domain.clocks.history import ACKNOWLEDGED, IMPORTANT, SHANGHAI, URGENT, moment, reported

WAITS = e.TicketPaused(waiting_for="customer")


def said(run: Run) -> tuple[str, str]:
    zh, en = (sentence(run, Voice(SHANGHAI, chinese, date(2024, 5, 1))) for chinese in (True, False))
    return zh, en


def test_the_golden_ticket_was_reported_at_09_30_and_answered_at_09_40_met_at_the_limit():
    story = reported("05-01 09:30").then("05-01 09:40", ACKNOWLEDGED).then("05-01 09:45", URGENT)
    assert said(story.one("first-response", "05-01 12:00")) == (
        "首次响应：09:30 客户反馈，09:40 已响应，用时 10 分钟，限 10 分钟（24×7），刚好在时限内达成。",
        "First response: 09:30 reported, 09:40 answered, 10 min used, limit 10 min (24×7), met at the limit.",
    )


def test_running():
    assert said(reported("05-01 09:30").one("first-response", "05-01 09:45")) == (
        "首次响应：09:30 客户反馈，已用 15 分钟，限 1 小时（24×7），尚无“首次响应”，10:30 到期，余 45 分钟。",
        "First response: 09:30 reported, 15 min used, limit 1 h (24×7), still without the first response, due 10:30, "
        "45 min left.",
    )


def test_missed_and_still_open():
    assert said(reported("05-01 09:30").one("first-response", "05-01 11:00:30")) == (
        "首次响应：09:30 客户反馈，已用 1 小时 30 分钟，限 1 小时（24×7），10:30 到期，尚无“首次响应”，已超时 30 分钟 30 秒。",
        "First response: 09:30 reported, 1 h 30 min used, limit 1 h (24×7), due 10:30, still without the first response, "
        "missed, 30 min 30 s late so far.",
    )


def test_a_promised_visit():
    story = reported("05-01 09:30").then("05-01 10:00", e.VisitPromised(at=moment("05-01 14:00")))
    assert said(story.then("05-01 14:30", e.EngineerArrived()).one("promised-visit", "05-01 15:00")) == (
        "约定上门：10:00 约定上门（约定 14:00），14:30 到达现场，超时 30 分钟。",
        "Promised visit: 10:00 visit promised (for 14:00), 14:30 arrived, missed by 30 min.",
    )


def test_a_visit_promised_for_a_span():
    promised = e.VisitPromised(at=moment("05-01 14:00"), until=moment("05-01 16:00"))
    zh, _ = said(reported("05-01 09:30").then("05-01 10:00", promised).one("promised-visit", "05-01 15:00"))
    assert zh == "约定上门：10:00 约定上门（约定 14:00–16:00），尚无“到达现场”，余 1 小时。"


def test_paused_after_a_pause():
    story = reported("05-01 09:00").then("05-01 09:00", IMPORTANT).then("05-01 10:00", WAITS)
    story.then("05-01 11:00", e.TicketResumed()).then("05-01 12:00", WAITS)
    assert said(story.one("resolution", "05-02 12:00")) == (
        "解决：09:00 客户反馈，10:00–11:00 等待客户，暂停计时，已用 2 小时，限 24 小时（24×7），12:00 起等待客户，暂停计时，余 22 小时。",
        "Resolution: 09:00 reported, standing still 10:00–11:00, waiting for the customer, 2 h used, limit 24 h (24×7), "
        "standing still since 12:00, waiting for the customer, 22 h left.",
    )


def test_many_pauses_are_counted():
    story = reported("05-01 00:00").then("05-01 00:00", IMPORTANT)
    for hour in range(1, 9, 2):
        story.then(f"05-01 {hour:02}:00", WAITS).then(f"05-01 {hour + 1:02}:00", e.TicketResumed())
    zh, en = said(story.then("05-01 12:00", e.TicketResolved()).one("resolution", "05-02 12:00"))
    assert "4 次暂停计时共 4 小时" in zh
    assert "4 pauses of 4 h in all" in en


def test_a_missed_period_and_the_next():
    story = reported("05-01 09:00").then("05-01 09:00", URGENT).then("05-01 10:00", e.FaultDiagnosed())
    first, second = story.clock("progress-sync", "05-01 13:00")
    assert said(first) == (
        "进度同步：10:00 已诊断，限 2 小时（24×7），12:00 到期，尚无“同步进度”，超时，其后计下一期。",
        "Progress sync: 10:00 diagnosed, limit 2 h (24×7), due 12:00, still without a progress sync, missed, and the next "
        "period follows.",
    )
    assert said(second)[0].startswith("进度同步：10:00 已诊断，第 2 期自 12:00 起计，已用 1 小时")


def test_in_working_time_lengths_are_hours_of_work():
    story = reported("03-04 09:00").then("03-04 10:00", e.TicketEscalated(to="g-2"))
    assert said(story.one("escalation", "03-06 10:00", "software-support@1")) == (
        "升级后解决：2024-03-04 10:00 已升级，已用 15 小时，限 7 个工作日（工作时间），尚无“解决”，2024-03-13 10:00 到期，"
        "余 37 小时 30 分钟。",
        "Escalation: 2024-03-04 10:00 escalated, 15 h used, limit 7 working days (working time), still without the "
        "solution, due 2024-03-13 10:00, 37 h 30 min left.",
    )


def test_a_year_that_is_not_announced():
    story = reported("2026-12-28 09:00").then("2026-12-29 10:00", e.TicketEscalated(to="g-2"))
    zh, en = said(story.one("escalation", "2026-12-30 10:00", "software-support@1"))
    assert zh.endswith("工作日历中没有 2027 年，到期时间未知。")
    assert en.endswith("due unknown: 2027 is not in the calendar.")


def test_what_was_ended():
    end = e.TicketCancelled(cancelled_as="withdrawn")
    zh, en = said(reported("05-01 09:30").then("05-01 09:50", end).one("first-response", "05-01 12:00"))
    assert zh == "首次响应：09:30 客户反馈，09:50 已取消，已用 20 分钟，限 1 小时（24×7），到期前不再适用，停止计时。"
    assert en.endswith("09:50 cancelled, 20 min used, limit 1 h (24×7), no longer needed before it was due.")


@pytest.mark.parametrize("name", EVENTS)
def test_every_event_that_a_pack_may_name_has_words(name: str):
    assert name in HAPPENED
