"""The ninth set: subscriptions to the public feed, and what is done to a customer's data."""

from typing import Final

from tests.golden_events.stories.ninth import customers, subscriptions
from tests.golden_events.stories.story import Story

STORIES: Final[tuple[Story, ...]] = (*subscriptions.STORIES, *customers.STORIES)
