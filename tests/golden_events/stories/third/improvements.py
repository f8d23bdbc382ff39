"""What was to be done better: followed into the next quarter and closed, and dropped at once."""

from datetime import UTC, date, datetime, timedelta
from typing import Final

from domain.matters.improvements.events import (
    ImprovementAssigned,
    ImprovementClosed,
    ImprovementDropped,
    ImprovementFollowed,
    ImprovementProposed,
    ImprovementReported,
)
from domain.record.envelope import Actor
from tests.golden_events.stories.story import Happened, Story

BEGINS: Final = datetime(2026, 3, 9, 2, 0, tzinfo=UTC)
HANDLER: Final = Actor(id="021", role="complaint-handler", channel="api", address="198.51.100.61")
MANAGER: Final = Actor(id="009", role="manager", channel="api")
CONTACT: Final = Actor(id="041", role="department-contact", channel="api")
WAREHOUSE: Final = Actor(id="031", role="warehouse", channel="cli", entered_by="operator")
_DAY: Final = timedelta(days=1)

FOLLOWED: Final = Story(
    "improvement-GJ202603-00001",
    BEGINS,
    HANDLER,
    (
        Happened(
            ImprovementProposed(
                measure="按键板到货逐批抽检",
                origin="complaint",
                source="TS202602-00001",
                quarter="2026-Q1",
            )
        ),
        Happened(
            ImprovementAssigned(department="product", staff="041", due=date(2026, 3, 27), note="先查 11 月批次"),
            by=MANAGER,
        ),
        Happened(ImprovementReported(words="抽检标准已发布", percent=40), by=CONTACT, after=10 * _DAY),
        Happened(
            ImprovementFollowed(quarter="2026-Q2", words="供应商整改未完", due=date(2026, 5, 29)),
            by=MANAGER,
            after=15 * _DAY,
        ),
        Happened(ImprovementReported(words="整改已验收"), by=CONTACT, after=40 * _DAY),
        Happened(
            ImprovementClosed(result="partly-effective", measured_by="返修率由 6.3% 降至 4.8%"), by=MANAGER, after=_DAY
        ),
    ),
    besides={"policy": "handbook@1"},
)
DROPPED: Final = Story(
    "improvement-GJ202603-00002",
    BEGINS + _DAY,
    WAREHOUSE,
    (
        Happened(ImprovementProposed(measure="改用防震箱", origin="other", quarter="2026-Q1")),
        Happened(ImprovementDropped(reason="下季度统一换新包装"), by=MANAGER, after=_DAY),
    ),
    besides={"policy": "handbook@1"},
)
