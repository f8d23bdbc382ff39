"""The eighth set: accounts by which staff sign in."""

from typing import Final

from tests.golden_events.stories.eighth import accounts
from tests.golden_events.stories.story import Story

STORIES: Final[tuple[Story, ...]] = (*accounts.STORIES,)
