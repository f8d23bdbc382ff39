"""An auditor's sample that was drawn, and drawn again by another after a ticket was entered late."""

from datetime import UTC, date, datetime, timedelta
from typing import Final

from domain.record.envelope import Actor
from domain.samples.events import SampleDrawn
from domain.samples.sample import sample_key
from tests.golden_events.stories.story import Happened, Story

AUDITOR: Final = Actor(id="x-001", role="auditor", channel="api", address="198.51.100.90")
ANOTHER: Final = Actor(id="x-002", role="auditor", channel="cli", entered_by="operator")
_FIRST, _LAST = date(2026, 10, 1), date(2026, 12, 31)
_SAID: Final = {"first_day": _FIRST, "last_day": _LAST, "size": 3, "seed": "2026-Q4"}

STORIES: Final[tuple[Story, ...]] = (
    Story(
        sample_key(_FIRST, _LAST, 3, "2026-Q4"),
        datetime(2027, 1, 6, 2, 15, tzinfo=UTC),
        AUDITOR,
        (
            Happened(
                SampleDrawn.model_validate(
                    {
                        **_SAID,
                        "of": 412,
                        "through": 118_250,
                        "tickets": ["202611-00412", "202610-00007", "202612-00120"],
                    }
                )
            ),
            Happened(
                SampleDrawn.model_validate(
                    {
                        **_SAID,
                        "of": 413,
                        "through": 118_319,
                        "tickets": ["202611-00412", "202610-00031", "202610-00007"],
                    }
                ),
                by=ANOTHER,
                after=timedelta(days=2),
            ),
        ),
    ),
)
