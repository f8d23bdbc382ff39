"""Letters come by LMTP and by IMAP from real servers and clients, and are acknowledged only once they are stored."""

import asyncio
import smtplib
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from dataclasses import replace

import pytest
from imap_tools.imap_utf7 import utf7_encode

from gongdan.ending import ended
from gongdan.mailing.receiving.imap import Fetching, Mailbox
from gongdan.mailing.receiving.lmtp import listening
from gongdan.mailing.taking.intake import Full, MailIn, Taken
from tests.mailing.imap_server import Inside, serving
from tests.mailing.test_tokens import REPLIES
from tests.mailing.writing import DESK, letter


class Taking:
    """Keeps what it is given; ``trouble`` is raised instead."""

    def __init__(self) -> None:
        self.taken: list[tuple[bytes, tuple[str, ...]]] = []
        self.trouble: Exception | None = None

    async def __call__(self, raw: bytes, recipients: tuple[str, ...]) -> Taken:
        if self.trouble:
            raise self.trouble
        self.taken.append((raw, recipients))
        return Taken("opened", "1")


@pytest.fixture
def taking() -> Taking:
    return Taking()


@pytest.fixture
async def port(taking: Taking) -> AsyncIterator[int]:
    async with listening("127.0.0.1", 0, taking, REPLIES.is_ours, 100_000) as port:
        yield port


async def hand_over(port: int, raw: bytes, to: str = DESK) -> object:
    def speak() -> object:
        with smtplib.LMTP("127.0.0.1", port, timeout=10) as client:
            return client.sendmail("zhang@customer.example", [to], raw)

    return await asyncio.to_thread(speak)


async def test_a_letter_handed_over_is_taken_to_the_byte(port: int, taking: Taking):
    to = REPLIES.address_of("202405-00001")
    await hand_over(port, letter("空调\n.\n..x"), to)
    assert taking.taken == [(letter("空调\n.\n..x"), (to,))]


async def test_what_is_not_stored_is_not_acknowledged(port: int, taking: Taking):
    for trouble, code in ((RuntimeError("x"), 451), (Full(), 452)):
        taking.trouble = trouble
        with pytest.raises(smtplib.SMTPDataError) as refused:
            await hand_over(port, letter())
        assert refused.value.smtp_code == code
    taking.trouble = None
    await hand_over(port, letter())
    assert len(taking.taken) == 1


async def test_another_address_and_too_large_a_letter_are_refused(port: int, taking: Taking):
    with pytest.raises(smtplib.SMTPRecipientsRefused):
        await hand_over(port, letter(), "boss@desk.example")
    with pytest.raises(smtplib.SMTPException):
        await hand_over(port, letter("x" * 200_000))
    assert not taking.taken


async def test_each_recipient_is_answered_as_lmtp_wants_it(port: int, taking: Taking):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)

    async def said(text: str) -> str:
        writer.write(text.encode())
        answer = await reader.readline()
        while answer[3:4] == b"-":
            answer = await reader.readline()
        return answer.decode()[:3]

    await reader.readline()
    assert await said("LHLO x\r\n") == "250"
    assert await said("MAIL FROM:<>\r\n") == "250"
    for to in (DESK, REPLIES.address_of("1")):
        assert await said(f"RCPT TO:<{to}>\r\n") == "250"
    assert await said("DATA\r\n") == "354"
    writer.write(letter() + b".\r\n")
    assert [(await reader.readline())[:3] for _ in range(2)] == [b"250", b"250"]
    assert await said("QUIT\r\n") == "221"
    writer.close()
    assert len(taking.taken) == 1


async def test_a_letter_by_lmtp_is_a_ticket(open_mail_in: MailIn):
    async with listening("127.0.0.1", 0, open_mail_in.take, REPLIES.is_ours, 100_000) as port:
        await hand_over(port, letter())
        assert (await open_mail_in.take(letter())).outcome == "again"


@pytest.fixture(scope="module")
def mailbox() -> Iterator[Mailbox]:
    with serving() as found:
        yield found


@pytest.fixture
def inside(mailbox: Mailbox) -> Iterator[Inside]:
    opened = Inside(mailbox)
    yield opened
    opened.close()


async def until(there: object) -> None:
    for _ in range(200):
        if there():  # type: ignore[operator]
            return
        await asyncio.sleep(0.05)
    raise AssertionError("it did not come")


async def test_the_mailbox_is_looked_into_and_a_letter_is_marked_once_it_is_stored(
    mailbox: Mailbox, inside: Inside, taking: Taking, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("gongdan.mailing.receiving.imap._PAUSES", (0.1, 0.2))
    inside.bring(letter("一"))
    taking.trouble = OSError("the disk is full")
    fetching = Fetching(mailbox, taking)
    running = asyncio.create_task(fetching.run())
    await asyncio.sleep(0.5)
    assert inside.count("INBOX", "UNSEEN") == 1
    taking.trouble = None
    await until(lambda: len(taking.taken) == 1)
    await until(lambda: inside.count("INBOX", "UNSEEN") == 0)
    inside.bring(letter("二", message="<2@x.example>"))
    await until(lambda: len(taking.taken) == 2)  # told of by IDLE, or looked for
    await ended(running)
    assert taking.taken[0][0] == letter("一")


async def test_stored_letters_are_moved_and_too_large_ones_stay_for_a_person(
    mailbox: Mailbox, inside: Inside, taking: Taking
):
    moving = replace(mailbox, done="已登记", most_bytes=5_000)
    fetching = Fetching(moving, taking)
    inside.bring(letter("小", message="<3@x.example>"))
    inside.bring(letter("x" * 6_000, message="<4@x.example>"))
    running = asyncio.create_task(fetching.run())
    await until(lambda: len(taking.taken) == 1)
    await until(lambda: inside.count("INBOX", "FLAGGED") == 1)
    await until(lambda: inside.count(utf7_encode("已登记").decode()) == 1)
    await ended(running)
    assert inside.count("INBOX", "UNSEEN") == 1
    assert len(taking.taken) == 1


async def test_a_mailbox_that_is_away_is_tried_again(taking: Taking, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("gongdan.mailing.receiving.imap._PAUSES", (0.02, 0.05))
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        nobody = Mailbox("127.0.0.1", "x", "y", taken.getsockname()[1], tls="none")
        running = asyncio.create_task(Fetching(nobody, taking).run())
        await asyncio.sleep(0.3)
        assert not running.done()
        await ended(running)
    with suppress(asyncio.CancelledError):
        await running
