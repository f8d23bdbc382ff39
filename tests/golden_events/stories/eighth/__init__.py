"""The eighth set: accounts by which staff sign in, and samples that auditors draw."""

from typing import Final

from tests.golden_events.stories.eighth import accounts, samples
from tests.golden_events.stories.story import Story

STORIES: Final[tuple[Story, ...]] = (*accounts.STORIES, *samples.STORIES)
