"""An account whose owner signs in by the company's identity provider, until an administrator ends that."""

from datetime import UTC, datetime, timedelta
from typing import Final

from domain.accounts.events import AccountOpened, IdentityLinked, IdentityUnlinked
from domain.record.envelope import Actor
from tests.golden_events.stories.story import Happened, Story

_BEGINS: Final = datetime(2026, 12, 7, 1, 40, tzinfo=UTC)
ADMINISTRATOR: Final = Actor(id="900", role="administrator", channel="api")
ENGINEER: Final = Actor(id="031", role="engineer", channel="api", address="198.51.100.72")
_DAY: Final = timedelta(days=1)

STORIES: Final[tuple[Story, ...]] = (
    Story(
        "account-031",
        _BEGINS,
        ADMINISTRATOR,
        (
            Happened(AccountOpened()),
            Happened(IdentityLinked(provider="sso.example.com"), by=ENGINEER, after=_DAY),
            Happened(IdentityUnlinked(), after=_DAY),
        ),
    ),
)
