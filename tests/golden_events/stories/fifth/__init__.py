"""The fifth set: what was found to be missing once others used the fourth."""

from typing import Final

from tests.golden_events.stories.fifth import incidents, notices, reports
from tests.golden_events.stories.story import Story

STORIES: Final[tuple[Story, ...]] = (*notices.STORIES, *reports.STORIES, *incidents.STORIES)
