"""The golden sets as stories: what record.py wrote down, set by set."""

from typing import Final

from tests.golden_events.stories import (
    eighth,
    eleventh,
    fifth,
    first,
    fourth,
    ninth,
    second,
    seventh,
    sixth,
    tenth,
    third,
)
from tests.golden_events.stories.story import Story

SETS: Final[dict[str, tuple[Story, ...]]] = {
    "v1": first.STORIES,
    "v2": second.STORIES,
    "v3": third.STORIES,
    "v4": fourth.STORIES,
    "v5": fifth.STORIES,
    "v6": sixth.STORIES,
    "v7": seventh.STORIES,
    "v8": eighth.STORIES,
    "v9": ninth.STORIES,
    "v10": tenth.STORIES,
    "v11": eleventh.STORIES,
}
