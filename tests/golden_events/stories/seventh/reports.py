"""A report whose figures say whether their targets were met, before they were rounded."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Final

from domain.record.envelope import Actor
from domain.reports.events import ReportPublished
from domain.reports.figure import Figure
from tests.golden_events.stories.story import Happened, Story

PROGRAM: Final = Actor(id="gongdan", role="system", channel="system")
_TARGET: Final = Decimal("0.85")

STORIES: Final[tuple[Story, ...]] = (
    Story(
        "report-2026-12",
        datetime(2027, 1, 3, 16, tzinfo=UTC),
        PROGRAM,
        (
            Happened(
                ReportPublished(
                    period="2026-12",
                    span="month",
                    edition=1,
                    through=118_250,
                    due=datetime(2027, 1, 5, 16, tzinfo=UTC),
                    figures=(
                        Figure(measure="satisfaction", value=_TARGET, base=6666, target=_TARGET, met=False),
                        Figure(measure="failure", value=Decimal("0.0150"), base=4000, target=Decimal("0.02"), met=True),
                    ),
                    flagged=(),
                    improvements=(),
                )
            ),
        ),
    ),
)
