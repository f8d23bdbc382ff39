"""The rules of a notice: what a command causes, or why it is refused. Pure; asking twice is harmless."""

from typing import cast

from domain.notices.commands import (
    LetLapse,
    MarkRead,
    NoticeCommand,
    PutInDigest,
    PutNoticeBack,
    RecordFailure,
    RecordSent,
    RecordUnknown,
    RequestNotice,
    ResendNotice,
    TakeNotice,
    TakeOutOfDigest,
)
from domain.notices.events import NoticeEvent
from domain.notices.state import Notice
from domain.notices.vocabulary import INBOX
from domain.refusals import NotAllowed


def decide(notice: Notice | None, command: NoticeCommand) -> list[NoticeEvent]:
    """Answer a command with the events it causes; an empty list means already so. Raises NotAllowed."""
    if notice is None:
        if not isinstance(command, RequestNotice):
            raise NotAllowed("notice-not-requested")
        return [_caused(command)]
    match command:
        case RequestNotice():
            return []
        case MarkRead():
            return [] if notice.read else [_caused(command)]
        case ResendNotice():
            return _resent(notice, command)
        case TakeNotice():
            return _taken(notice, command)
        case PutNoticeBack():
            return [_caused(command)] if notice.taken and notice.taken.by == command.by else []
        case PutInDigest():
            return _put_in(notice, command)
        case TakeOutOfDigest():
            return [_caused(command)] if notice.digest == command.digest else []
        case RecordSent():
            return [] if notice.status == "sent" else [_caused(command)]
        case RecordFailure() | RecordUnknown() | LetLapse():
            return _ended(notice, command)


def _resent(notice: Notice, command: ResendNotice) -> list[NoticeEvent]:
    if notice.waits:
        return []
    if notice.said.channel == INBOX or notice.status == "sent":
        raise NotAllowed("notice-arrived")
    return [_caused(command)]


def _taken(notice: Notice, command: TakeNotice) -> list[NoticeEvent]:
    """By one process at a time: who is second hands nothing over."""
    if not notice.waits:
        raise NotAllowed("notice-ended")
    if notice.holder is None:
        return [_caused(command)]
    if notice.holder == command.by:
        return []
    raise NotAllowed("notice-taken")


def _put_in(notice: Notice, command: PutInDigest) -> list[NoticeEvent]:
    """Into one letter at a time, and none that is handed over by itself."""
    if not notice.waits:
        raise NotAllowed("notice-ended")
    if notice.holder is None:
        return [_caused(command)]
    if notice.digest == command.digest:
        return []
    raise NotAllowed("notice-taken")


def _ended(notice: Notice, command: RecordFailure | RecordUnknown | LetLapse) -> list[NoticeEvent]:
    """How a try came out: known once for each, and said of another's by nobody who does not name them.

    That it arrived is not for this rule: it may turn out after whatever was said of it.
    """
    event = _caused(command)
    if notice.ended == event and not notice.waits:
        return []
    if not notice.waits:
        raise NotAllowed("notice-ended")
    if notice.holder != command.by:
        raise NotAllowed("notice-taken")
    return [event]


def _caused(command: NoticeCommand) -> NoticeEvent:
    said = {name: getattr(command, name) for name in command.causes.model_fields}
    return cast("NoticeEvent", command.causes.model_validate(said))
