"""Notices that went in one letter, one that was taken out of another, and a letter whose notices were parted."""

from datetime import UTC, datetime, timedelta
from typing import Final

from domain.notices.events import (
    NoticeDigested,
    NoticeLapsed,
    NoticeParted,
    NoticeRequested,
    NoticeSent,
    NoticeTaken,
)
from domain.notices.identity import digest_key, notice_key
from domain.notices.vocabulary import DIGEST
from domain.record.envelope import Actor
from tests.golden_events.stories.story import Happened, Story

BEGINS: Final = datetime(2026, 11, 26, 15, 40, tzinfo=UTC)
PROGRAM: Final = Actor(id="gongdan", role="system", channel="system")
WHO: Final = "staff-s-007"
_CAUSES: Final = ("3d1f60b8-92ae-5c07-8d4b-60e2a7c9f115", "a84c2e77-1b05-5f93-b6d8-0c3e95f7d226")
_ITEMS: Final = tuple(sorted(notice_key(cause, "service-restored", WHO, "email") for cause in _CAUSES))
_PARTED: Final = digest_key(WHO, "email", _ITEMS)
_MORNING: Final = timedelta(hours=9, minutes=20)


def _requested(kind: str, cause: str, items: tuple[str, ...] | None = None) -> Happened:
    about = WHO if items else "incident-JJ202611-00004"
    said = {"kind": kind, "about": about, "cause": cause, "at": BEGINS, "recipient": WHO, "channel": "email"}
    return Happened(NoticeRequested.model_validate({**said, "language": "zh", "urgent": False, "items": items}))


_ALONE: Final = Story(
    _ITEMS[0],
    BEGINS,
    PROGRAM,
    (
        _requested("service-restored", _CAUSES[0]),
        Happened(NoticeDigested(digest=_PARTED), after=_MORNING),
        Happened(NoticeParted(digest=_PARTED), after=timedelta(minutes=2)),
        Happened(NoticeTaken(tries=1, by="5c0e91d7a2b4")),
        Happened(NoticeSent(tries=1, message=f"<{_ITEMS[0].removeprefix('notice-')}@desk.example>")),
    ),
)
_LETTER: Final = Story(
    _PARTED,
    BEGINS + _MORNING,
    PROGRAM,
    (_requested(DIGEST, _CAUSES[1], _ITEMS), Happened(NoticeLapsed(why="parted"), after=timedelta(minutes=1))),
)
STORIES: Final[tuple[Story, ...]] = (_ALONE, _LETTER)
