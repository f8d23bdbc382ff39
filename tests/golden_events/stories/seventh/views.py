"""A view of the register that was kept, changed, shared with a team, and given up."""

from datetime import UTC, datetime, timedelta
from typing import Final

from domain.record.envelope import Actor
from domain.views.events import (
    ViewRedefined,
    ViewRemoved,
    ViewRenamed,
    ViewSaved,
    ViewShared,
    ViewUnshared,
)
from domain.views.identity import view_key
from tests.golden_events.stories.story import Happened, Story

_BEGINS: Final = datetime(2026, 11, 27, 1, 10, tzinfo=UTC)
SUPERVISOR: Final = Actor(id="021", role="supervisor", channel="api", address="198.51.100.71")
ENTERED: Final = Actor(id="021", role="supervisor", channel="cli", entered_by="operator")
_DAY: Final = timedelta(days=1)

STORIES: Final[tuple[Story, ...]] = (
    Story(
        view_key("3d0c7f2a-5b18-5c66-9e40-a1d27b9f6c05"),
        _BEGINS,
        SUPERVISOR,
        (
            Happened(ViewSaved(list="register", name="李女士的几单", query="text=%E6%9D%8E&sort=-reported")),
            Happened(ViewRedefined(query="status=paused&product=%E7%A9%BA%E8%B0%83&sort=-reported")),
            Happened(ViewRenamed(name="等备件的空调"), by=ENTERED),
            Happened(ViewShared(team="hotline"), after=_DAY),
            Happened(ViewShared(), after=_DAY),
            Happened(ViewUnshared(), after=_DAY),
            Happened(ViewRemoved(), by=ENTERED, after=_DAY),
        ),
    ),
)
