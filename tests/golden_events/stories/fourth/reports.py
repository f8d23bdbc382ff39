"""A month's report in two editions, since something was entered late, and a quarter's that follows improvements up."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Final

from domain.record.envelope import Actor
from domain.reports.events import FollowedUp, ReportPublished
from domain.reports.figure import Figure
from tests.golden_events.stories.story import Happened, Story

SYSTEM: Final = Actor(id="gongdan", role="system", channel="system")
MANAGER: Final = Actor(id="090", role="manager", channel="api")
JULY: Final = datetime(2026, 6, 30, 16, 1, tzinfo=UTC)
_MAIN: Final = (
    Figure(measure="first-response", value=Decimal("12.5"), base=403),
    Figure(measure="tickets", by="channel", of="wechat", value=Decimal("131.0"), base=410),
    Figure(measure="satisfaction", value=Decimal("0.9127"), base=126, target=Decimal("0.85")),
    Figure(measure="compliance", by="clock", of="first-response / urgent", value=Decimal("0.975"), base=40),
    Figure(measure="failure", by="model", of="RO-600", value=Decimal("0.1167"), base=60, target=Decimal("0.02")),
    Figure(measure="repair-return", by="model", of="云打印 2.1", value=None, base=0),
)

MONTH: Final = Story(
    "report-2026-06",
    JULY,
    SYSTEM,
    (
        Happened(
            ReportPublished(
                period="2026-06",
                span="month",
                edition=1,
                through=18_204,
                due=datetime(2026, 7, 5, 16, tzinfo=UTC),
                figures=(Figure(measure="tickets", value=Decimal("410.0"), base=410), *_MAIN),
                flagged=("RO-600",),
                improvements=(),
            )
        ),
        Happened(
            ReportPublished(
                period="2026-06",
                span="month",
                edition=2,
                through=18_377,
                due=datetime(2026, 7, 5, 16, tzinfo=UTC),
                figures=(Figure(measure="tickets", value=Decimal("411.0"), base=411), *_MAIN),
                flagged=("RO-600",),
                improvements=(),
            ),
            by=MANAGER,
            after=timedelta(days=2),
        ),
    ),
)
QUARTER: Final = Story(
    "report-2026-Q2",
    JULY,
    SYSTEM,
    (
        Happened(
            ReportPublished(
                period="2026-Q2",
                span="quarter",
                edition=1,
                through=18_205,
                due=datetime(2026, 7, 15, 16, tzinfo=UTC),
                figures=(
                    Figure(measure="tickets", value=Decimal("1204.0"), base=1_204),
                    Figure(measure="nps", value=Decimal("-4.2"), base=96),
                    Figure(measure="first-time-fix", by="month", of="2026-05", value=Decimal("0.9012"), base=391),
                ),
                flagged=(),
                improvements=(
                    FollowedUp(improvement="GJ202603-00002", status="closed", department="product", due="2026-05-31"),
                    FollowedUp(improvement="GJ202606-00001", status="proposed"),
                ),
            )
        ),
    ),
)
STORIES: Final = (MONTH, QUARTER)
