"""What is shown of a notice: its kind in words, what it is about, where it stands; nothing that it says."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from api.tickets.views import Shown
from domain.notices.catalogue import KINDS
from domain.refusals import Language
from projections.sql.rows import Row

Status = Literal["requested", "digested", "sent", "failed", "unknown", "lapsed"]


class InboxItem(BaseModel):
    """A notice of one's own. ``about`` is the key of what it is about, ``ticket`` the number of its ticket."""

    notice: str
    kind: str
    title: Annotated[str, Field(description="The kind in the reader's language.")]
    about: str
    ticket: str | None
    urgent: bool
    happened: datetime
    read: datetime | None


class NoticeView(InboxItem):
    """A notice as who looks after them sees it: to whom, by what, how it ended; its words and address are not shown."""

    recipient: str
    channel: str
    status: Status
    held: str | None
    until: datetime | None
    digest: str | None
    requested: datetime
    ended: datetime | None
    tries: int
    why: str | None


class InboxPage(BaseModel):
    """One's own notices, the newest first; ``unread`` counts all that were not read."""

    items: list[InboxItem]
    next: str | None
    unread: int


class NoticePage(BaseModel):
    items: list[NoticeView]
    next: str | None
    count: int


class LetterView(BaseModel):
    """How a notice of a ticket would read now, with masked names."""

    subject: str
    text: str
    html: str


def inbox_item(shown: Shown, row: Row, language: Language) -> InboxItem:
    return InboxItem(**_said(shown, row, language))


def notice_view(shown: Shown, row: Row, language: Language) -> NoticeView:
    return NoticeView(**_said(shown, row, language))


def _said(shown: Shown, row: Row, language: Language) -> dict[str, Any]:
    kind = KINDS.get(row["kind"])
    return {**shown.row(row), "title": kind.say(chinese=language == "zh") if kind else row["kind"]}
