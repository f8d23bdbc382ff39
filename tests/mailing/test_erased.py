"""Letters that wait are gone once who is named in them is erased: by sender, by text, by ticket, to the last byte."""

import zlib
from collections.abc import Sequence
from pathlib import Path

import pytest

from domain.record.envelope import Recorded
from domain.ticket.events import Contact, TicketOpened
from domain.ticket.vocabulary import Channel, Kind
from gongdan.erasing.letters import WaitingLetters
from gongdan.mailing.keeping.store import LetterStore
from gongdan.mailing.taking.intake import MailIn
from tests.customer.recording import recorded
from tests.mailing.writing import letter

OURS = Contact(phone="+86 139 0000 5678", email="Zhang@Customer.example")


async def numbers(customer: str) -> list[str]:
    return ["202405-00001"]


async def history(aggregate: str) -> Sequence[Recorded]:
    if aggregate != "ticket-202405-00001":
        return ()
    return [
        recorded(
            TicketOpened(kind=Kind.FAULT, channel=Channel.PHONE, summary="不制冷", contact=OURS), aggregate, "a-001", 1
        )
    ]


@pytest.mark.parametrize(
    "theirs",
    [
        letter(sender="ZHANG@customer.example"),
        letter("请回复 zhang@customer.example。", sender="wang@other.example"),
        letter("电话 139-0000-5678", sender="wang@other.example"),
        letter("+8613900005678", sender="wang@other.example"),
        letter(sender="wang@other.example", subject="转 zhang@customer.example"),
        letter(sender="wang@other.example", to="service@desk.example, zhang@customer.example"),
    ],
)
async def test_letters_that_name_somebody_go_with_them(mail_in: MailIn, letters: LetterStore, theirs: bytes):
    taken = await mail_in.take(theirs)
    [kept] = letters.ids()
    assert (taken.outcome, zlib.crc32(letters.raw(kept))) == ("stranger", zlib.crc32(theirs))
    await WaitingLetters(letters, history, numbers).take_out("customer-C1")
    assert letters.ids() == []


@pytest.mark.parametrize(
    "anothers",
    [
        letter(sender="wang@other.example"),
        letter("xzhang@customer.example, zhang@customer.example.org", sender="a.zhang@customer.example"),
        letter("订单 7139000056781", sender="wang@other.example"),
    ],
)
async def test_letters_of_others_stay(mail_in: MailIn, letters: LetterStore, anothers: bytes):
    await mail_in.take(anothers)
    await WaitingLetters(letters, history, numbers).take_out("customer-C1")
    assert len(letters.ids()) == 1


async def test_a_letter_that_was_let_in_goes_with_its_ticket_and_nobody_counts_its_sender(
    mail_in: MailIn, letters: LetterStore, tmp_path: Path
):
    await mail_in.take(letter(sender="wang@other.example"))
    await mail_in.take(letter("又来信", message="<2@customer.example>"))
    first = min(letters.ids(), key=lambda each: letters.find(each).sender)
    letters.see_to(first, "released", "a-001", letters.find(first).came, "202405-00001", None)
    envelope = next(iter(letters._rows("SELECT envelope FROM letters WHERE id = ?", first)))[0]
    await WaitingLetters(letters, history, numbers).take_out("customer-C1")
    assert letters.ids() == []
    senders = [row[0] for row in letters._rows("SELECT sender FROM arrivals ORDER BY sender")]
    assert senders[0] == ""
    assert len(senders[1]) == 64
    assert not _holding(tmp_path, envelope)


def _holding(folder: Path, sealed: bytes) -> list[Path]:
    return [path for path in folder.glob("letters.db*") if sealed in path.read_bytes()]


async def test_one_who_was_never_reached_takes_none_along(mail_in: MailIn, letters: LetterStore):
    async def no_history(aggregate: str) -> Sequence[Recorded]:
        return ()

    await mail_in.take(letter())
    await WaitingLetters(letters, no_history, numbers).take_out("customer-C1")
    assert len(letters.ids()) == 1
