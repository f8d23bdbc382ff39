"""Notices of every end: sent, given up and sent by hand, not known, lapsed, read, several in one; and how staff want it."""

from datetime import UTC, datetime, timedelta
from typing import Final

from domain.customer.events import CustomerRegistered, NoticesChosen
from domain.notices.events import (
    NoticeFailed,
    NoticeLapsed,
    NoticeOutcomeUnknown,
    NoticeRead,
    NoticeRequested,
    NoticeResent,
    NoticeSent,
)
from domain.notices.identity import digest_key, notice_key
from domain.record.envelope import Actor
from domain.staff.events import NoticePreferencesSet, StaffJoined
from tests.golden_events.stories.story import Happened, Story

BEGINS: Final = datetime(2026, 11, 24, 14, 20, tzinfo=UTC)
PROGRAM: Final = Actor(id="gongdan", role="system", channel="system")
ADMINISTRATOR: Final = Actor(id="070", role="administrator", channel="api", address="198.51.100.71")
ENGINEER: Final = Actor(id="071", role="engineer", channel="api")
AGENT: Final = Actor(id="001", role="agent", channel="api")
CUSTOMER: Final = "customer-4d0f3c5e6a1b4c8da7e92b8f5d7c1e23"
TICKET: Final = "ticket-202611-00042"
_CAUSE: Final = "5f3c1a9e-0b7d-5c42-9e11-6a2d84c7f301"
_OURS: Final = {"ticket": TICKET, "customer": CUSTOMER}
_STAFFS: Final = {"ticket": TICKET}
_MESSAGE: Final = "<5d1f0c3a9b7e5e6c8f2a4d6b8c0e1f35@service.example.com>"


def _requested(kind: str, recipient: str, channel: str, **besides: object) -> NoticeRequested:
    said = {
        "kind": kind,
        "about": TICKET,
        "cause": _CAUSE,
        "at": BEGINS,
        "recipient": recipient,
        "channel": channel,
        "language": "zh",
        "urgent": False,
    }
    return NoticeRequested.model_validate({**said, **besides})


_AT_NIGHT: Final = _requested(
    "resolved",
    CUSTOMER,
    "email",
    address="he.qinglan@example.com",
    held="quiet-hours",
    until=BEGINS + timedelta(hours=9, minutes=40),
)
_STEP: Final = _requested("step", CUSTOMER, "email", address="he.qinglan@example.com", language="en")
_ITEMS: Final = tuple(
    sorted(notice_key(_CAUSE, kind, "staff-071", "email") for kind in ("plan-approved", "department-answered"))
)

STORIES: Final[tuple[Story, ...]] = (
    Story(
        "staff-071",
        BEGINS,
        ADMINISTRATOR,
        (
            Happened(StaffJoined(name="何晴岚", office="技术员", since=BEGINS.date())),
            Happened(
                NoticePreferencesSet(
                    email="071@example.com",
                    language="zh",
                    channels=("inbox", "email"),
                    quiet_from="21:30",
                    quiet_until="06:30",
                    digest="08:15",
                ),
                by=ENGINEER,
            ),
        ),
    ),
    Story(
        CUSTOMER,
        BEGINS,
        AGENT,
        (
            Happened(CustomerRegistered(name="何晴岚")),
            Happened(NoticesChosen(notices="email", language="en")),
        ),
        besides={"customer": CUSTOMER},
    ),
    Story(
        notice_key(_CAUSE, "resolved", CUSTOMER, "email"),
        BEGINS,
        PROGRAM,
        (
            Happened(_AT_NIGHT),
            Happened(NoticeFailed(tries=9, why="retries-exhausted", answer=451), after=timedelta(hours=20)),
            Happened(NoticeResent(reason="何女士来电说没有收到"), by=ADMINISTRATOR),
            Happened(NoticeSent(tries=1, message=_MESSAGE)),
        ),
        besides=_OURS,
    ),
    Story(
        notice_key(_CAUSE, "step", CUSTOMER, "email"),
        BEGINS,
        PROGRAM,
        (
            Happened(_STEP),
            Happened(NoticeOutcomeUnknown(tries=1, why="connection-lost")),
        ),
        besides=_OURS,
    ),
    Story(
        notice_key(_CAUSE, "dispatched", "staff-071", "inbox"),
        BEGINS,
        PROGRAM,
        (
            Happened(_requested("dispatched", "staff-071", "inbox", urgent=True)),
            Happened(NoticeRead(), by=ENGINEER),
        ),
        besides=_STAFFS,
    ),
    Story(
        digest_key("staff-071", "email", _ITEMS),
        BEGINS,
        PROGRAM,
        (
            Happened(_requested("digest", "staff-071", "email", about="staff-071", items=_ITEMS)),
            Happened(NoticeLapsed(why="not-theirs"), after=timedelta(hours=10)),
        ),
    ),
)
