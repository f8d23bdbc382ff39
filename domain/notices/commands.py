"""Everything that can be asked of a notice: imperative, validated, and without who or when."""

from typing import Annotated, Final, get_args

from pydantic import Field, StringConstraints

from domain.notices import events
from domain.notices.vocabulary import Doubt, Held, Lapse, NoticeLanguage, Undelivered
from domain.record.command import Command, Line, Words
from domain.record.moment import Moment

Tries = Annotated[int, Field(ge=1, le=1_000)]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z]+-[A-Za-z0-9_-]{1,100}$")]
"""Of an aggregate."""
Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{0,39}$")]


Run = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{4,40}$")]
"""Of a process."""


class RequestNotice(Command):
    """Tell somebody of what happened, by one channel."""

    action = "request-notice"
    causes = events.NoticeRequested
    kind: Name
    about: Key
    cause: Annotated[str, StringConstraints(pattern=r"^[0-9a-f-]{36}$")]
    at: Moment
    recipient: Key
    channel: Name
    language: NoticeLanguage
    urgent: bool
    address: Line | None = None
    held: Held | None = None
    until: Moment | None = None
    items: tuple[Key, ...] | None = None


class TakeNotice(Command):
    """Say that this process is about to hand it over, and no other."""

    action = "take-notice"
    causes = events.NoticeTaken
    tries: Tries
    by: Run


class PutNoticeBack(Command):
    """Say that what was taken was not delivered and is tried again."""

    action = "put-notice-back"
    causes = events.NoticePutBack
    tries: Tries
    by: Run
    answer: int | None = None


class PutInDigest(Command):
    """Say that it goes in the letter of this digest, and in no other."""

    action = "put-in-digest"
    causes = events.NoticeDigested
    digest: Key


class TakeOutOfDigest(Command):
    """Say that it does not go in the letter of this digest."""

    action = "take-out-of-digest"
    causes = events.NoticeParted
    digest: Key


class RecordSent(Command):
    """Say that the channel took it."""

    action = "record-notice-sent"
    causes = events.NoticeSent
    tries: Tries
    message: Line


class RecordFailure(Command):
    """Say that it was not delivered and is tried no more: said of a taking ``by`` that run, or of what nobody took."""

    action = "record-notice-failed"
    causes = events.NoticeFailed
    tries: Tries
    why: Undelivered
    answer: int | None = None
    by: Run | None = None


class RecordUnknown(Command):
    """Say that it may have arrived or not: ``by`` as of a failure."""

    action = "record-notice-unknown"
    causes = events.NoticeOutcomeUnknown
    tries: Tries
    why: Doubt
    by: Run | None = None


class LetLapse(Command):
    """Say that it is not sent any more: ``by`` as of a failure."""

    action = "lapse-notice"
    causes = events.NoticeLapsed
    why: Lapse
    by: Run | None = None


class ResendNotice(Command):
    """Try anew to deliver a notice that failed, lapsed, or of which it is not known whether it arrived."""

    action = "resend-notice"
    causes = events.NoticeResent
    reason: Words | None = None


class MarkRead(Command):
    """Say that one has seen a notice of one's own."""

    action = "mark-read"
    causes = events.NoticeRead


NoticeCommand = (
    RequestNotice
    | TakeNotice
    | PutNoticeBack
    | PutInDigest
    | TakeOutOfDigest
    | RecordSent
    | RecordFailure
    | RecordUnknown
    | LetLapse
    | ResendNotice
    | MarkRead
)

COMMANDS: Final[dict[str, type[NoticeCommand]]] = {command.action: command for command in get_args(NoticeCommand)}
"""Every command by the word it has in the rights table."""
