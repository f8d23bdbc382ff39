"""The third set: what came to be told of tickets after their solution."""

from typing import Final

from tests.golden_events.stories.story import Story
from tests.golden_events.stories.third import care, complaints, ending, incidents, meetings, returns

STORIES: Final[tuple[Story, ...]] = (
    ending.STORY,
    care.MAINTENANCE,
    care.SURVEY,
    care.SALES,
    meetings.REVIEW,
    meetings.CALLED_OFF,
    returns.REFUNDED,
    returns.EXCHANGED,
    returns.REFUSED,
    returns.KEPT,
    complaints.UNTIL_SATISFIED,
    complaints.UNANSWERED,
    complaints.WITHDRAWN,
    incidents.OVERCOME,
    incidents.NONE_AT_ALL,
)
