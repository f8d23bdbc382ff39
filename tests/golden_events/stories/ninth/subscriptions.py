"""A webhook that was opened, changed, failed, resumed and ended, and a subscriber that began in the past."""

from datetime import UTC, date, datetime, timedelta
from typing import Final

from domain.record.envelope import Actor
from domain.subscriptions.events import (
    ReplayAsked,
    SecretRotated,
    SubscriptionChanged,
    SubscriptionDisabled,
    SubscriptionEnded,
    SubscriptionOpened,
    SubscriptionPaused,
    SubscriptionResumed,
)
from domain.subscriptions.grant import Grant
from domain.subscriptions.terms import Terms
from tests.golden_events.stories.story import Happened, Story

_BEGINS: Final = datetime(2026, 12, 1, 1, 30, tzinfo=UTC)
ADMINISTRATOR: Final = Actor(id="900", role="administrator", channel="api", address="198.51.100.90")
SYSTEM: Final = Actor(id="gongdan", role="system", channel="system")
_DAY: Final = timedelta(days=1)
_WIDE: Final = Grant(
    types=("ticket-closed", "ticket-opened"),
    products=("柜式空调",),
    severities=("urgent",),
    regions=("华东",),
    details=("contact", "name"),
)

STORIES: Final[tuple[Story, ...]] = (
    Story(
        "subscription-erp",
        _BEGINS,
        ADMINISTRATOR,
        (
            Happened(
                SubscriptionOpened(
                    way="webhook",
                    terms=Terms(
                        owner="900",
                        purpose="ERP 结算",
                        grant=_WIDE,
                        until=date(2027, 11, 30),
                        endpoint="https://erp.example.com/events",
                        ordered=True,
                    ),
                )
            ),
            Happened(SecretRotated(secret="5f1c0e9a7b3d2468")),
            Happened(
                SubscriptionChanged(
                    terms=Terms(
                        owner="901",
                        purpose="ERP",
                        grant=_WIDE,
                        until=date(2027, 10, 31),
                        endpoint="https://erp.example.com/e",
                        ordered=False,
                    )
                ),
                after=_DAY,
            ),
            Happened(SecretRotated(secret="a81b2c3d4e5f6071", overlap=_BEGINS + 3 * _DAY), after=_DAY),
            Happened(SubscriptionDisabled(why="failing"), by=SYSTEM, after=_DAY),
            Happened(SubscriptionResumed(), after=_DAY),
            Happened(ReplayAsked(after=118_250, through=118_319)),
            Happened(SubscriptionPaused(), after=_DAY),
            Happened(SubscriptionEnded(), after=_DAY),
        ),
    ),
    Story(
        "subscription-warehouse-2",
        _BEGINS + _DAY,
        ADMINISTRATOR,
        (
            Happened(
                SubscriptionOpened(
                    way="http",
                    terms=Terms(owner="900", purpose="数据仓库", grant=Grant()),
                    since=datetime(2026, 1, 1, tzinfo=UTC),
                )
            ),
        ),
    ),
    Story(
        "subscription-crm",
        _BEGINS + _DAY,
        ADMINISTRATOR,
        (
            Happened(
                SubscriptionOpened(way="nats", terms=Terms(owner="900", purpose="CRM", grant=Grant()), after=118_250)
            ),
            Happened(SubscriptionDisabled(why="suspected")),
        ),
    ),
)
