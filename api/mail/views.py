"""What is shown of letters that wait: who sent one, of what, why it waits, and what it says."""

from datetime import datetime
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from api.mail.port import Opened, State, Waiting, Why
from domain.record.command import Id, Words

REASONS: dict[Why, tuple[str, str]] = {
    "stranger": ("不认识的发件人", "from nobody we know"),
    "auto-reply": ("自动回复", "an automatic reply"),
    "bounce": ("退信", "a delivery report"),
    "bulk": ("机器或群发邮件", "written by a machine, or sent to many"),
    "spam": ("垃圾邮件", "marked as spam"),
    "loop": ("我方发出的邮件转回", "a letter of ours that came back"),
    "forged": ("发件人未通过验证", "its sender was found forged"),
    "forged-token": ("回复地址的签名不对", "its reply address is not signed by us"),
    "too-many": ("该发件人一小时内来信过多", "too many from its sender within the hour"),
    "too-large": ("邮件过大", "too large"),
    "no-sender": ("没有可用的发件人地址", "without an address of its sender"),
    "unreadable": ("无法解析", "can't be read"),
    "refused": ("不能登记到工单", "can't be put in a ticket by itself"),
    "not-whole": ("已登记，原件未能随工单保存", "on its ticket, which can't keep all of it"),
}
"""Why a letter waits, in Chinese and English."""


class LetterItem(BaseModel):
    """A letter that waits, or waited; ``text`` says in the reader's language why."""

    letter: str
    came: datetime
    state: State
    why: Why
    text: str
    sender: str
    subject: str
    size: int
    ticket: str | None
    by: str | None
    seen_to: datetime | None
    reason: str | None


class LetterPage(BaseModel):
    """The newest first; ``count`` is of all that stand so."""

    items: list[LetterItem]
    next: str | None
    count: int


class OpenedLetter(LetterItem):
    """What it says, to whom it went, and the names of what was sent with it."""

    said: str
    to: list[str]
    files: list[str]


class Release(BaseModel):
    """Where the letter belongs: a ticket's number; one is opened where none is said."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"ticket": "202405-00123"}]})
    ticket: Annotated[Id | None, Field(description="The ticket that it belongs to; else it opens one.")] = None


class Drop(BaseModel):
    """Why it is thrown away."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"reason": "广告"}]})
    reason: Annotated[Words, StringConstraints(max_length=500)]


class Released(BaseModel):
    """The ticket that the letter is on."""

    letter: str
    ticket: str


class Dropped(BaseModel):
    """The letter that is gone."""

    letter: str


def item(about: Waiting, zone: ZoneInfo, place: int) -> dict[str, object]:
    return {
        "letter": about.id,
        "came": about.came.astimezone(zone),
        "state": about.state,
        "why": about.why,
        "text": REASONS[about.why][place],
        "sender": about.sender,
        "subject": about.subject,
        "size": about.size,
        "ticket": about.ticket,
        "by": about.by,
        "seen_to": about.seen_to.astimezone(zone) if about.seen_to else None,
        "reason": about.reason,
    }


def opened(found: Opened, zone: ZoneInfo, place: int) -> OpenedLetter:
    said = {"said": found.text, "to": [*found.to], "files": [*found.files]}
    return OpenedLetter.model_validate({**item(found.about, zone, place), **said})
