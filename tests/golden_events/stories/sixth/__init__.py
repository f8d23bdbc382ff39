"""The sixth set: what fresh eyes found to be missing in the fifth."""

from typing import Final

from tests.golden_events.stories.sixth import improvements, notices, reports, returns
from tests.golden_events.stories.story import Story

STORIES: Final[tuple[Story, ...]] = (*improvements.STORIES, *returns.STORIES, *reports.STORIES, *notices.STORIES)
