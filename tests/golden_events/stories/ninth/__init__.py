"""The ninth set: subscriptions to the public feed."""

from typing import Final

from tests.golden_events.stories.ninth import subscriptions
from tests.golden_events.stories.story import Story

STORIES: Final[tuple[Story, ...]] = (*subscriptions.STORIES,)
