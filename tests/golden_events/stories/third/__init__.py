"""The third set: what came to be told of tickets after their solution."""

from typing import Final

from tests.golden_events.stories.story import Story
from tests.golden_events.stories.third import care, ending, meetings

STORIES: Final[tuple[Story, ...]] = (
    ending.STORY,
    care.MAINTENANCE,
    care.SURVEY,
    care.SALES,
    meetings.REVIEW,
    meetings.CALLED_OFF,
)
