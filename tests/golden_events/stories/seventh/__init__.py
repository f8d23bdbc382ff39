"""The seventh set: what fresh eyes found to be missing in the sixth."""

from typing import Final

from tests.golden_events.stories.seventh import articles, notices, reports, returns, views
from tests.golden_events.stories.story import Story

STORIES: Final[tuple[Story, ...]] = (
    *returns.STORIES,
    *articles.STORIES,
    *notices.STORIES,
    *reports.STORIES,
    *views.STORIES,
)
