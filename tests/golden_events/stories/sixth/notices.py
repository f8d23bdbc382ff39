"""Notices that were taken before they were handed over, put back, and left by a process that stood still."""

from datetime import UTC, datetime, timedelta
from typing import Final

from domain.notices.events import (
    NoticeOutcomeUnknown,
    NoticePutBack,
    NoticeRequested,
    NoticeSent,
    NoticeTaken,
)
from domain.notices.identity import notice_key
from domain.record.envelope import Actor
from tests.golden_events.stories.story import Happened, Story

BEGINS: Final = datetime(2026, 11, 26, 15, 20, tzinfo=UTC)
PROGRAM: Final = Actor(id="gongdan", role="system", channel="system")
TICKET: Final = "ticket-202611-00088"
_CAUSE: Final = "7e0b9a52-3c41-5d68-9f27-1b8d5e6c4a03"
_KEY: Final = notice_key(_CAUSE, "new-ticket", "staff-s-004", "email")

STORIES: Final[tuple[Story, ...]] = (
    Story(
        _KEY,
        BEGINS,
        PROGRAM,
        (
            Happened(
                NoticeRequested(
                    kind="new-ticket",
                    about=TICKET,
                    cause=_CAUSE,
                    at=BEGINS,
                    recipient="staff-s-004",
                    channel="email",
                    language="zh",
                    urgent=False,
                )
            ),
            Happened(NoticeTaken(tries=1, by="5c0e91d7a2b4")),
            Happened(NoticePutBack(tries=1, by="5c0e91d7a2b4", answer=451)),
            Happened(NoticeTaken(tries=2, by="5c0e91d7a2b4"), after=timedelta(minutes=1)),
            Happened(NoticeOutcomeUnknown(tries=2, why="interrupted"), after=timedelta(minutes=1)),
            Happened(NoticeSent(tries=2, message=f"<{_KEY.removeprefix('notice-')}@desk.example>")),
        ),
        besides={"ticket": TICKET},
    ),
)
