"""The eleventh set: a customer known by tickets alone, one of which has had its time."""

from datetime import UTC, datetime
from typing import Final

from domain.customer.events import TermsEnded
from domain.record.envelope import Actor
from tests.golden_events.stories.story import Happened, Story

CUSTOMER: Final = "customer-c90428"
SYSTEM: Final = Actor(id="gongdan", role="system", channel="system")

STORIES: Final[tuple[Story, ...]] = (
    Story(
        CUSTOMER,
        datetime(2030, 2, 19, 2, 0, tzinfo=UTC),
        SYSTEM,
        (Happened(TermsEnded(tickets=("202702-00017",), data_keys=6)),),
        besides={"customer": CUSTOMER},
    ),
)
