"""An improvement that ended before all of it was done, and why."""

from datetime import UTC, date, datetime, timedelta
from typing import Final

from domain.matters.improvements.events import (
    ImprovementAssigned,
    ImprovementClosed,
    ImprovementProposed,
    ImprovementReported,
)
from domain.record.envelope import Actor
from tests.golden_events.stories.story import Happened, Story

QUALITY: Final = Actor(id="061", role="quality", channel="api")
MANAGER: Final = Actor(id="002", role="manager", channel="api")
CONTACT: Final = Actor(id="041", role="department-contact", channel="cli", entered_by="operator")

STORIES: Final[tuple[Story, ...]] = (
    Story(
        "improvement-GJ202611-00004",
        datetime(2026, 11, 9, 2, 20, tzinfo=UTC),
        QUALITY,
        (
            Happened(ImprovementProposed(measure="逐台登记滤网批次", origin="other", quarter="2026-Q4")),
            Happened(ImprovementAssigned(department="product", staff="041", due=date(2026, 12, 18)), by=MANAGER),
            Happened(ImprovementReported(words="两个仓库已登记", percent=60), by=CONTACT, after=timedelta(days=8)),
            Happened(
                ImprovementClosed(
                    result="partly-effective",
                    measured_by="滤网退回由 14 件降至 5 件",
                    reason="供应商已换,余下的仓库无须再登记",
                ),
                by=MANAGER,
                after=timedelta(days=2),
            ),
        ),
        besides={"policy": "handbook@1"},
    ),
)
