"""A report of so many batches that not all their figures had room."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Final

from domain.record.envelope import Actor
from domain.reports.events import ReportPublished
from domain.reports.figure import Figure
from tests.golden_events.stories.story import Happened, Story

PROGRAM: Final = Actor(id="gongdan", role="system", channel="system")

STORIES: Final[tuple[Story, ...]] = (
    Story(
        "report-2026-10",
        datetime(2026, 11, 2, 16, 4, tzinfo=UTC),
        PROGRAM,
        (
            Happened(
                ReportPublished(
                    period="2026-10",
                    span="month",
                    edition=1,
                    through=88_412,
                    due=datetime(2026, 11, 5, 16, tzinfo=UTC),
                    figures=(
                        Figure(measure="tickets", value=Decimal(1893), base=1893),
                        Figure(measure="failure", by="batch", of="B2026-0417", value=Decimal("0.0312"), base=1250),
                    ),
                    flagged=(),
                    improvements=(),
                    left_out=2_716,
                )
            ),
        ),
    ),
)
