"""A month's review with what it decided, and a meeting that was called off."""

from datetime import UTC, date, datetime, timedelta
from typing import Final

from domain.matters.meetings.events import (
    DecisionRecorded,
    MeetingCancelled,
    MeetingClosed,
    MeetingConvened,
    MeetingRecorded,
    MinutesCorrected,
)
from domain.record.envelope import Actor
from tests.golden_events.stories.story import Happened, Story

MANAGER: Final = Actor(id="009", role="manager", channel="api", address="198.51.100.49")
QUALITY: Final = Actor(id="008", role="quality", channel="api")
DAYS: Final = timedelta(days=3)

REVIEW: Final = Story(
    "meeting-HY202602-00001",
    datetime(2026, 2, 2, 1, 0, tzinfo=UTC),
    MANAGER,
    (
        Happened(
            MeetingConvened(
                meeting="monthly-review",
                day=date(2026, 2, 5),
                start="14:00",
                subject="一月售后服务评议",
                agenda="响应达标率;净水器滤芯灯故障",
                period="2026-01",
                invited=("009", "008", "002", "006"),
            )
        ),
        Happened(
            MeetingRecorded(attendees=("009", "008", "002"), minutes="滤芯灯故障 37 起,集中于 D03 批次,宋婉清一户三次"),
            by=QUALITY,
            after=DAYS,
        ),
        Happened(
            DecisionRecorded(
                decision=1,
                words="产品部复核 D03 批次按键板",
                owner="020",
                due=date(2026, 2, 28),
                improvement="GJ202602-00001",
            ),
            by=QUALITY,
        ),
        Happened(MinutesCorrected(minutes="滤芯灯故障 38 起,集中于 D03 批次", reason="漏计一起"), by=QUALITY),
        Happened(MeetingClosed(note="与会者无异议"), after=DAYS),
    ),
    besides={"policy": "handbook@1"},
)
CALLED_OFF: Final = Story(
    "meeting-HY202602-00002",
    datetime(2026, 2, 9, 1, 0, tzinfo=UTC),
    MANAGER,
    (
        Happened(MeetingConvened(meeting="other", day=date(2026, 2, 12), subject="班组排班", invited=("009", "002"))),
        Happened(MeetingCancelled(reason="主管出差")),
    ),
    besides={"policy": "handbook@1"},
)
