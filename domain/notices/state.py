"""A notice's state, as far as the rules need it, and how each event changes it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import assert_never, cast

from domain.notices.events import (
    NoticeDigested,
    NoticeEvent,
    NoticeFailed,
    NoticeLapsed,
    NoticeOutcomeUnknown,
    NoticeParted,
    NoticePutBack,
    NoticeRead,
    NoticeRequested,
    NoticeResent,
    NoticeSent,
    NoticeTaken,
)
from domain.notices.vocabulary import INBOX, PARTING, NoticeStatus
from domain.record.envelope import Recorded


@dataclass(frozen=True, slots=True)
class Notice:
    """``said`` is what was requested; ``ended`` the event that brought it where it stands: the same again is known.

    ``taken`` says which process is handing it over, or was when it was stopped; ``digest`` in which letter it goes.
    """

    said: NoticeRequested
    status: NoticeStatus = "requested"
    ended: NoticeEvent | None = None
    read: bool = False
    taken: NoticeTaken | None = None
    digest: str | None = None

    @property
    def recipient(self) -> str:
        """As rights name who owns something: a staff number, or a customer's key."""
        return self.said.recipient.removeprefix("staff-")

    @property
    def waits(self) -> bool:
        return self.status == "requested"

    @property
    def holder(self) -> str | None:
        """Who alone may say what becomes of it: the process that took it, or the letter that it goes in."""
        return self.taken.by if self.taken else self.digest

    @property
    def parted(self) -> bool:
        """Whether what it was to hold goes in other letters."""
        return self.said.items is not None and isinstance(self.ended, NoticeLapsed) and self.ended.why in PARTING


def evolve(notice: Notice | None, recorded: Recorded) -> Notice:
    """The state after an event. Never refuses: it has happened, in whatever order."""
    return after(notice, cast("NoticeEvent", recorded.event))


def fold(history: Iterable[Recorded]) -> Notice | None:
    """The state after a whole history; None for an empty one."""
    notice = None
    for recorded in history:
        notice = evolve(notice, recorded)
    return notice


def after(notice: Notice | None, event: NoticeEvent) -> Notice:
    """What an event makes of a notice."""
    if isinstance(event, NoticeRequested):
        return Notice(event, "sent" if event.channel == INBOX else "requested")
    if notice is None:
        raise ValueError(f"{event.stored_name} stands before the notice was requested")
    match event:
        case NoticeTaken():
            return replace(notice, taken=event)
        case NoticePutBack():
            return replace(notice, taken=None)
        case NoticeDigested(digest=digest):
            return replace(notice, digest=digest)
        case NoticeParted():
            return replace(notice, digest=None)
        case NoticeRead():
            return replace(notice, read=True)
        case _:
            return replace(notice, status=_where(event), ended=event, taken=None, digest=None)


def _where(event: NoticeSent | NoticeFailed | NoticeOutcomeUnknown | NoticeLapsed | NoticeResent) -> NoticeStatus:
    """Where it stands after one of these: nobody has it in hand any more, nor any letter."""
    match event:
        case NoticeSent():
            return "sent"
        case NoticeFailed():
            return "failed"
        case NoticeOutcomeUnknown():
            return "unknown"
        case NoticeLapsed():
            return "lapsed"
        case NoticeResent():
            return "requested"
        case _:
            assert_never(event)
