"""The tenth set: accounts that are linked with an identity provider."""

from typing import Final

from tests.golden_events.stories.story import Story
from tests.golden_events.stories.tenth import accounts

STORIES: Final[tuple[Story, ...]] = (*accounts.STORIES,)
