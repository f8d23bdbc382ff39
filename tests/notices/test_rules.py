"""The rules of a notice: each command works, is refused, is harmless twice."""

from datetime import UTC, datetime

import pytest

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
from domain.notices.decide import decide
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
from domain.notices.identity import digest_key, notice_key
from domain.notices.state import Notice, after
from domain.refusals import NotAllowed

CAUSE = "5f3c1a9e-0b7d-5c42-9e11-6a2d84c7f301"
REQUEST = RequestNotice(
    kind="received",
    about="ticket-202405-00123",
    cause=CAUSE,
    at=datetime(2024, 5, 1, tzinfo=UTC),
    recipient="customer-x",
    channel="email",
    language="zh",
    urgent=False,
)
REQUESTED = NoticeRequested.model_validate(REQUEST.model_dump())
IN_THE_INBOX = REQUESTED.model_copy(update={"channel": "inbox", "recipient": "staff-003"})
SENT = NoticeSent(tries=1, message="<1@desk.example>")
FAILED = NoticeFailed(tries=9, why="retries-exhausted")
TAKEN = NoticeTaken(tries=1, by="0a1b")
OTHERS = NoticeTaken(tries=1, by="9f9f")
PUT_BACK = NoticePutBack(tries=1, by="0a1b")
UNKNOWN = NoticeOutcomeUnknown(tries=1, why="connection-lost")
LETTER, OTHER_LETTER = "notice-" + "1" * 32, "notice-" + "2" * 32
IN_THE_LETTER = NoticeDigested(digest=LETTER)


def standing(*events: NoticeEvent) -> Notice | None:
    notice = None
    for event in events:
        notice = after(notice, event)
    return notice


@pytest.mark.parametrize(
    ("given", "command", "then"),
    [
        ((), REQUEST, [REQUESTED]),
        ((REQUESTED,), REQUEST, []),
        ((REQUESTED,), RecordSent(tries=1, message="<1@desk.example>"), [SENT]),
        ((REQUESTED, SENT), RecordSent(tries=1, message="<1@desk.example>"), []),
        ((REQUESTED,), RecordFailure(tries=9, why="retries-exhausted"), [FAILED]),
        ((REQUESTED,), RecordUnknown(tries=1, why="connection-lost"), [UNKNOWN]),
        ((REQUESTED,), LetLapse(why="too-old"), [NoticeLapsed(why="too-old")]),
        ((REQUESTED,), TakeNotice(tries=1, by="0a1b"), [TAKEN]),
        ((REQUESTED, TAKEN), TakeNotice(tries=1, by="0a1b"), []),
        ((REQUESTED, TAKEN, PUT_BACK), TakeNotice(tries=1, by="0a1b"), [TAKEN]),
        ((REQUESTED, TAKEN), PutNoticeBack(tries=1, by="0a1b"), [PUT_BACK]),
        ((REQUESTED, TAKEN), PutNoticeBack(tries=1, by="9f9f"), []),
        ((REQUESTED, TAKEN, UNKNOWN), PutNoticeBack(tries=1, by="0a1b"), []),
        ((REQUESTED, TAKEN, UNKNOWN), RecordSent(tries=1, message="<1@desk.example>"), [SENT]),
        ((REQUESTED, TAKEN, FAILED, NoticeResent()), TakeNotice(tries=1, by="9f9f"), [OTHERS]),
        ((REQUESTED, TAKEN), RecordFailure(tries=9, why="retries-exhausted", by="0a1b"), [FAILED]),
        ((REQUESTED, TAKEN), RecordUnknown(tries=1, why="connection-lost", by="0a1b"), [UNKNOWN]),
        ((REQUESTED, OTHERS), RecordSent(tries=1, message="<1@desk.example>"), [SENT]),
        ((REQUESTED, FAILED), RecordSent(tries=1, message="<1@desk.example>"), [SENT]),
        ((REQUESTED, SENT), RecordSent(tries=2, message="<1@desk.example>"), []),
        ((REQUESTED,), PutInDigest(digest=LETTER), [IN_THE_LETTER]),
        ((REQUESTED, IN_THE_LETTER), PutInDigest(digest=LETTER), []),
        ((REQUESTED, IN_THE_LETTER), TakeOutOfDigest(digest=LETTER), [NoticeParted(digest=LETTER)]),
        ((REQUESTED, IN_THE_LETTER), TakeOutOfDigest(digest=OTHER_LETTER), []),
        ((REQUESTED, IN_THE_LETTER, NoticeParted(digest=LETTER)), TakeNotice(tries=1, by="0a1b"), [TAKEN]),
        ((REQUESTED,), ResendNotice(), []),
        ((REQUESTED, FAILED), ResendNotice(reason="再试"), [NoticeResent(reason="再试")]),
        ((REQUESTED, UNKNOWN), ResendNotice(), [NoticeResent()]),
        ((REQUESTED, FAILED, NoticeResent()), RecordSent(tries=1, message="<1@desk.example>"), [SENT]),
        ((IN_THE_INBOX,), MarkRead(), [NoticeRead()]),
        ((IN_THE_INBOX, NoticeRead()), MarkRead(), []),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, NoticeCommand) else None,
)
def test_a_command_brings_its_event_once(
    given: tuple[NoticeEvent, ...], command: NoticeCommand, then: list[NoticeEvent]
):
    assert decide(standing(*given), command) == then


@pytest.mark.parametrize(
    ("given", "command", "code"),
    [
        ((), MarkRead(), "notice-not-requested"),
        ((REQUESTED, SENT), ResendNotice(), "notice-arrived"),
        ((IN_THE_INBOX,), ResendNotice(), "notice-arrived"),
        ((REQUESTED, SENT), RecordUnknown(tries=1, why="interrupted"), "notice-ended"),
        ((REQUESTED, FAILED), LetLapse(why="too-old"), "notice-ended"),
        ((REQUESTED, TAKEN), TakeNotice(tries=1, by="9f9f"), "notice-taken"),
        ((REQUESTED, TAKEN), RecordFailure(tries=1, why="refused", answer=550, by="9f9f"), "notice-taken"),
        ((REQUESTED, TAKEN), LetLapse(why="too-old"), "notice-taken"),
        ((REQUESTED, TAKEN, PUT_BACK), RecordUnknown(tries=1, why="interrupted", by="0a1b"), "notice-taken"),
        ((REQUESTED, TAKEN), PutInDigest(digest=LETTER), "notice-taken"),
        ((REQUESTED, SENT), PutInDigest(digest=LETTER), "notice-ended"),
        ((REQUESTED, IN_THE_LETTER), PutInDigest(digest=OTHER_LETTER), "notice-taken"),
        ((REQUESTED, IN_THE_LETTER), TakeNotice(tries=1, by="0a1b"), "notice-taken"),
        ((REQUESTED, IN_THE_LETTER), LetLapse(why="too-old"), "notice-taken"),
        ((REQUESTED, TAKEN, SENT), TakeNotice(tries=1, by="9f9f"), "notice-ended"),
    ],
)
def test_what_is_not_so_is_refused(given: tuple[NoticeEvent, ...], command: NoticeCommand, code: str):
    with pytest.raises(NotAllowed) as refused:
        decide(standing(*given), command)
    assert refused.value.code == code


def test_the_same_event_kind_recipient_and_channel_are_one_notice():
    key = notice_key(CAUSE, "received", "customer-x", "email")
    assert key == notice_key(CAUSE, "received", "customer-x", "email") == "notice-" + key[7:]
    assert (
        len({key, notice_key(CAUSE, "step", "customer-x", "email"), notice_key(CAUSE, "received", "staff-3", "email")})
        == 3
    )
    assert digest_key("staff-3", "email", ["notice-b", "notice-a"]) == digest_key(
        "staff-3", "email", ["notice-a", "notice-b"]
    )
