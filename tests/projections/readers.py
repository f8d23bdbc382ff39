"""The read models that read what events say; spans look at envelopes alone, so that nothing is unreadable for them."""

from typing import Final

from projections import spans
from projections.registry import PROJECTIONS

READERS: Final = tuple(projection for projection in PROJECTIONS if projection is not spans.PROJECTION)
