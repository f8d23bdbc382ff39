"""The rules of a notice: what a command causes, or why it is refused. Pure; asking twice is harmless."""

from typing import cast

from domain.notices.commands import (
    MarkRead,
    NoticeCommand,
    PutNoticeBack,
    RecordSent,
    RequestNotice,
    ResendNotice,
    TakeNotice,
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
        case _:
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
    if notice.taken is None:
        return [_caused(command)]
    if notice.taken.by == command.by:
        return []
    raise NotAllowed("notice-taken")


def _ended(notice: Notice, command: NoticeCommand) -> list[NoticeEvent]:
    """How a try came out: known once for each. That it arrived may turn out after it was given up for unknown."""
    event = _caused(command)
    if notice.waits or (notice.status == "unknown" and isinstance(command, RecordSent)):
        return [event]
    if notice.ended == event:
        return []
    raise NotAllowed("notice-ended")


def _caused(command: NoticeCommand) -> NoticeEvent:
    said = {name: getattr(command, name) for name in type(command).model_fields}
    return cast("NoticeEvent", command.causes.model_validate(said))
