"""Missed periods in a row are told as one, up to what changes something."""

from datetime import date

from domain.clocks.run import Run
from domain.clocks.telling.sentence import sentence_of_many
from domain.clocks.telling.spoken import Voice
from domain.clocks.together import Stretch, together
from domain.ticket import events as e
from domain.ticket.vocabulary import Channel
from tests.domain.clocks.history import GENERAL, SHANGHAI, URGENT, Story, reported

STARTED = e.HandlingStarted(where="remote")
SHARED = e.ProgressShared(channel=Channel.PHONE, text="在修")


def told(story: Story, now: str) -> list[tuple[int, int, str]]:
    return [
        (each.first.period, each.last.period, each.last.state)
        for each in together(story.judged(now, "handbook@2"))
        if each.first.clock == "progress-sync"
    ]


def test_a_year_of_silence_is_one_stretch_and_the_period_that_runs():
    story = reported().then("05-01 10:00", GENERAL).then("05-01 10:00", STARTED)
    assert told(story, "2025-05-01 09:00") == [(1, 364, "missed"), (365, 365, "running")]


def test_a_sync_in_between_begins_another():
    story = reported().then("05-01 10:00", GENERAL).then("05-01 10:00", STARTED).then("05-05 12:00", SHARED)
    assert told(story, "05-08 13:00") == [(1, 4, "missed"), (5, 5, "met"), (1, 3, "missed"), (4, 4, "running")]


def test_another_grade_is_told_apart():
    story = reported().then("05-01 10:00", GENERAL).then("05-01 10:00", STARTED).then("05-03 11:00", URGENT)
    assert told(story, "05-03 16:30") == [(1, 2, "missed"), (3, 5, "missed"), (6, 6, "running")]


def test_what_does_not_repeat_is_told_by_itself():
    runs = reported().then("05-01 10:40", e.ReceiptAcknowledged()).judged("05-01 11:00", "handbook@2")
    assert together(runs) == [Stretch(run, run) for run in runs]


def said(first: Run, last: Run) -> list[str]:
    return [sentence_of_many(first, last, Voice(SHANGHAI, chinese, date(2024, 5, 1))) for chinese in (True, False)]


def test_many_periods_in_one_sentence():
    story = reported().then("05-01 10:00", GENERAL).then("05-01 10:00", STARTED)
    silent = together(story.judged("05-04 11:00", "handbook@2"))[1]
    assert said(silent.first, silent.last) == [
        "进度同步：10:00 开始处理，第 1 至 3 期自 10:00 至 2024-05-04 10:00，限 24 小时（24×7），尚无“同步进度”，3 期均超时，其后计下一期。",
        "Progress sync: 10:00 handling started, periods 1 to 3 from 10:00 to 2024-05-04 10:00, limit 24 h (24×7), "
        "still without a progress sync, 3 missed in a row, and the next period follows.",
    ]
