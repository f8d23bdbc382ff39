"""The third set: what came to be told of tickets after their solution."""

from typing import Final

from tests.golden_events.stories.story import Story
from tests.golden_events.stories.third import (
    articles,
    care,
    complaints,
    ending,
    improvements,
    incidents,
    inspections,
    meetings,
    returns,
)

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
    articles.GUIDED,
    articles.IN_ENGLISH,
    inspections.UPHELD,
    inspections.ACCEPTED,
    inspections.PASSED,
    inspections.LEFT,
    improvements.FOLLOWED,
    improvements.DROPPED,
)
