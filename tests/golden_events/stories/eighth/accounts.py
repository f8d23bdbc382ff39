"""An account that was opened, used, reset for a lost phone, closed, and opened again."""

from datetime import UTC, date, datetime, timedelta
from typing import Final

from domain.accounts.events import (
    AccountClosed,
    AccountOpened,
    AccountReset,
    KeyIssued,
    KeyRevoked,
    PasswordChanged,
    SecondFactorRemoved,
    SecondFactorSet,
    SessionsEnded,
)
from domain.record.envelope import Actor
from domain.staff.vocabulary import Role
from tests.golden_events.stories.story import Happened, Story

_BEGINS: Final = datetime(2026, 11, 27, 1, 40, tzinfo=UTC)
ADMINISTRATOR: Final = Actor(id="900", role="administrator", channel="api")
OPERATOR: Final = Actor(id="operator", role="administrator", channel="api")
SUPERVISOR: Final = Actor(id="021", role="supervisor", channel="api", address="198.51.100.71")
_DAY: Final = timedelta(days=1)

STORIES: Final[tuple[Story, ...]] = (
    Story(
        "account-021",
        _BEGINS,
        ADMINISTRATOR,
        (
            Happened(AccountOpened(), by=OPERATOR),
            Happened(PasswordChanged(), by=SUPERVISOR),
            Happened(SecondFactorSet(), by=SUPERVISOR),
            Happened(
                KeyIssued(
                    key="5f1c0e9a7b3d2468",
                    purpose="排班系统",
                    roles=(Role.AGENT, Role.SUPERVISOR),
                    reads_only=True,
                    until=date(2027, 2, 28),
                ),
                by=SUPERVISOR,
            ),
            Happened(SessionsEnded(sessions="others"), by=SUPERVISOR, after=_DAY),
            Happened(KeyRevoked(key="5f1c0e9a7b3d2468"), after=_DAY),
            Happened(SecondFactorRemoved(), by=SUPERVISOR, after=_DAY),
            Happened(SessionsEnded(sessions="one"), by=SUPERVISOR),
            Happened(AccountReset(), after=_DAY),
            Happened(PasswordChanged(), by=SUPERVISOR),
            Happened(SessionsEnded(sessions="all")),
            Happened(AccountClosed(), after=_DAY),
            Happened(AccountOpened(), after=_DAY),
        ),
    ),
)
