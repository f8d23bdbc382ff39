"""Notices whose recipient wants to be told otherwise by the time that they are due."""

from datetime import UTC, datetime, timedelta
from typing import Final

from domain.customer.events import CustomerRegistered, NoticesChosen
from domain.notices.events import NoticeLapsed, NoticeRequested
from domain.notices.identity import notice_key
from domain.record.envelope import Actor
from tests.golden_events.stories.story import Happened, Story

BEGINS: Final = datetime(2026, 11, 26, 13, 40, tzinfo=UTC)
PROGRAM: Final = Actor(id="gongdan", role="system", channel="system")
AGENT: Final = Actor(id="001", role="agent", channel="api")
CUSTOMER: Final = "customer-8c1b5e2f7a3d4f60b9d2e4c6a8f01357"
TICKET: Final = "ticket-202611-00057"
_CAUSE: Final = "0d7c2f4a-6b1e-5e93-8a5d-4c9f3b2e7d10"

STORIES: Final[tuple[Story, ...]] = (
    Story(
        CUSTOMER,
        BEGINS,
        AGENT,
        (
            Happened(CustomerRegistered(name="沈知远")),
            Happened(NoticesChosen(notices="phone"), after=timedelta(hours=1)),
        ),
        besides={"customer": CUSTOMER},
    ),
    Story(
        notice_key(_CAUSE, "closed", CUSTOMER, "email"),
        BEGINS,
        PROGRAM,
        (
            Happened(
                NoticeRequested(
                    kind="closed",
                    about=TICKET,
                    cause=_CAUSE,
                    at=BEGINS,
                    recipient=CUSTOMER,
                    channel="email",
                    language="zh",
                    urgent=False,
                    address="shen.zhiyuan@example.com",
                    held="quiet-hours",
                    until=BEGINS + timedelta(hours=10, minutes=20),
                )
            ),
            Happened(NoticeLapsed(why="not-wanted"), after=timedelta(hours=10)),
        ),
        besides={"ticket": TICKET, "customer": CUSTOMER},
    ),
)
