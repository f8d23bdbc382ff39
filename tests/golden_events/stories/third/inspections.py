"""Samples that quality took: upheld against an answer, answered well, passed at once, and left unscored."""

from datetime import UTC, date, datetime, timedelta
from typing import Final

from domain.matters.inspections.events import (
    AnswerAccepted,
    FindingAnswered,
    FindingUpheld,
    InspectionClosed,
    InspectionDropped,
    TicketSampled,
    TicketScored,
    Weight,
)
from domain.matters.inspections.scoring import Score
from domain.record.envelope import Actor
from tests.golden_events.stories.story import Happened, Story

BEGINS: Final = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
QUALITY: Final = Actor(id="051", role="quality", channel="api", address="198.51.100.51")
AGENT: Final = Actor(id="001", role="agent", channel="api")
ENGINEER: Final = Actor(id="003", role="engineer", channel="api")
_DAY: Final = timedelta(days=1)
_ABOUT: Final = {"ticket": "ticket-202602-00307", "customer": "customer-0307", "policy": "handbook@1"}
_WEIGHTS: Final = (
    Weight(item="punctual", most=100, weight=2),
    Weight(item="workmanship", most=100, weight=3),
    Weight(item="tidy", most=5, weight=1),
)


def _scored(punctual: int, workmanship: int, tidy: int, total: int, *, answer_by: date | None = None) -> TicketScored:
    return TicketScored(
        form="visit@1",
        weights=_WEIGHTS,
        scores=(
            Score(item="punctual", points=punctual, words="比约定晚到，宋女士在门口等"),
            Score(item="workmanship", points=workmanship),
            Score(item="tidy", points=tidy),
        ),
        total=total,
        pass_mark=80,
        passed=answer_by is None,
        answer_by=answer_by,
        words="以现场照片为据",
    )


UPHELD: Final = Story(
    "inspection-ZJ202603-00001",
    BEGINS,
    QUALITY,
    (
        Happened(TicketSampled(form="visit", about="003", reason="三月随机抽检")),
        Happened(_scored(20, 70, 4, 55, answer_by=date(2026, 3, 7)), after=_DAY),
        Happened(FindingAnswered(agrees=False, words="堵车，已提前电话告知"), by=ENGINEER, after=_DAY),
        Happened(FindingUpheld(measure="晚到须改约并登记")),
        Happened(InspectionClosed(note="已面谈")),
    ),
    besides=_ABOUT,
)
ACCEPTED: Final = Story(
    "inspection-ZJ202603-00002",
    BEGINS + _DAY,
    QUALITY,
    (
        Happened(TicketSampled(form="visit", about="001")),
        Happened(_scored(60, 80, 3, 70, answer_by=date(2026, 3, 9))),
        Happened(FindingAnswered(agrees=True, words="登记时间写错，已更正"), by=AGENT, after=_DAY),
        Happened(AnswerAccepted(words="更正属实")),
        Happened(InspectionClosed()),
    ),
    besides=_ABOUT,
)
PASSED: Final = Story(
    "inspection-ZJ202603-00003",
    BEGINS + 2 * _DAY,
    QUALITY,
    (
        Happened(TicketSampled(form="visit", about="003")),
        Happened(_scored(100, 90, 5, 95)),
        Happened(InspectionClosed()),
    ),
    besides=_ABOUT,
)
LEFT: Final = Story(
    "inspection-ZJ202603-00004",
    BEGINS + 3 * _DAY,
    QUALITY,
    (
        Happened(TicketSampled(form="visit", about="003", reason="客户来信")),
        Happened(InspectionDropped(reason="与 ZJ202603-00001 重复")),
    ),
    besides=_ABOUT,
)
