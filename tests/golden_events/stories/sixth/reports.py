"""A report that was warned of and came out late."""

from datetime import UTC, datetime, timedelta
from typing import Final

from domain.record.envelope import Actor
from domain.reports.events import ReportPublished
from domain.ticket.events import DeadlineMissed, DeadlineWarned
from tests.golden_events.stories.story import Happened, Story

PROGRAM: Final = Actor(id="gongdan", role="system", channel="system")
_BEGINS: Final = datetime(2026, 12, 4, 16, tzinfo=UTC)
_DUE: Final = datetime(2026, 12, 5, 15, 59, 59, 999_999, tzinfo=UTC)
_RUN: Final = {"clock": "monthly-analysis", "started": "2026-11-ended", "period": 1, "due": _DUE}

STORIES: Final[tuple[Story, ...]] = (
    Story(
        "report-2026-11",
        _BEGINS,
        PROGRAM,
        (
            Happened(DeadlineWarned.model_validate(_RUN)),
            Happened(DeadlineMissed.model_validate(_RUN), after=timedelta(days=1)),
            Happened(
                ReportPublished(
                    period="2026-11",
                    span="month",
                    edition=1,
                    through=91_004,
                    due=datetime(2026, 12, 5, 16, tzinfo=UTC),
                    figures=(),
                    flagged=(),
                    improvements=(),
                ),
                after=timedelta(hours=2),
            ),
        ),
    ),
)
