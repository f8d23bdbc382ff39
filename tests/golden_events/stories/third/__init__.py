"""The third set: what came to be told of tickets after their solution."""

from typing import Final

from tests.golden_events.stories.story import Story
from tests.golden_events.stories.third import ending

STORIES: Final[tuple[Story, ...]] = (ending.STORY,)
