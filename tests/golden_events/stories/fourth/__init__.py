"""The fourth set: what follows from events without anybody remembering it."""

from typing import Final

from tests.golden_events.stories.fourth import deadlines, evidence, notices, reports
from tests.golden_events.stories.story import Story

STORIES: Final[tuple[Story, ...]] = (*deadlines.STORIES, *evidence.STORIES, *notices.STORIES, *reports.STORIES)
