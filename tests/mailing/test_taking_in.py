"""A letter opens a ticket or continues one, once, with all that was sent, and what is doubtful waits for a person."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from api.service import Service
from domain.record.event import Event
from domain.refusals import StoreUnavailable
from domain.ticket.events import AttachmentAdded, CommunicationLogged, TicketOpened
from gongdan.mailing.keeping.store import LetterStore
from gongdan.mailing.taking.intake import MailIn, Taken
from tests.mailing.conftest import Clock
from tests.mailing.test_tokens import REPLIES
from tests.mailing.writing import bare, letter, raw, with_files

PNG = b"\x89PNG\r\n\x1a\n123"


async def events(service: Service, number: str | None) -> Sequence[Event]:
    assert number
    return [each.event for each in await service.desk.history(number)]


async def bytes_of(service: Service, number: str, sha256: str) -> bytes:
    first = (await service.desk.history(number))[0].envelope
    pieces = service.attachments.open(sha256, ticket=first.aggregate, customer=first.customer or "")
    return b"".join([piece async for piece in pieces])


def is_of(kind: type[Event], said: Sequence[Event]) -> list[Any]:
    return [each for each in said if isinstance(each, kind)]


async def test_a_letter_opens_a_ticket_with_its_channel_and_is_kept_to_the_byte(service: Service, open_mail_in: MailIn):
    came = letter("空调不制冷\n-- \n张伟", subject="空调故障")
    taken = await open_mail_in.take(came)
    assert taken.outcome == "opened"
    opened, file = await events(service, taken.ticket)
    assert isinstance(opened, TicketOpened)
    assert isinstance(file, AttachmentAdded)
    assert (opened.channel, opened.summary, opened.description) == ("email", "空调故障", "空调不制冷")
    assert opened.contact is not None
    assert (opened.contact.name, opened.contact.email) == ("张伟", "zhang@customer.example")
    assert (file.name, file.media_type) == ("空调故障.eml", "text/plain")
    assert await bytes_of(service, taken.ticket or "", file.sha256 or "") == came


async def test_two_people_who_say_the_same_without_a_message_id_are_two(open_mail_in: MailIn):
    said = [bare(b"From: %b@x.example" % who, b"Subject: broken") for who in (b"li", b"wu")]
    first, second = [await open_mail_in.take(each) for each in said]
    assert (first.outcome, second.outcome) == ("opened", "opened")
    assert first.ticket != second.ticket
    assert await open_mail_in.take(said[0]) == Taken("again")


async def test_twice_delivered_is_once(service: Service, open_mail_in: MailIn, letters: LetterStore):
    first = await open_mail_in.take(letter())
    before = await events(service, first.ticket)
    assert await open_mail_in.take(b"Received: from mx2\r\n" + letter()) == Taken("again")
    with letters._writing() as database:  # as after a crash between the ticket and the note that it came
        database.execute("DELETE FROM arrivals")
    assert await open_mail_in.take(letter()) == first
    assert await events(service, first.ticket) == before


async def test_an_answer_continues_its_ticket_and_a_forged_one_does_not(
    service: Service, open_mail_in: MailIn, letters: LetterStore
):
    opened = await open_mail_in.take(letter())
    number = opened.ticket or ""
    answer = letter("现在漏水\n\n> 已受理", message="<2@customer.example>", to=REPLIES.address_of(number))
    assert await open_mail_in.take(answer) == Taken("continued", number)
    [said] = is_of(CommunicationLogged, await events(service, number))
    assert (said.direction, said.channel, said.text) == ("from-customer", "email", "现在漏水")

    elsewhere = letter("+1", sender="liu@customer.example", message="<3@x.example>", to=REPLIES.address_of(number))
    await open_mail_in.take(elsewhere)
    assert is_of(CommunicationLogged, await events(service, number))[-1].text == "<liu@customer.example>\n+1"

    forged = REPLIES.address_of(number).replace(number, "202405-00099")
    assert (await open_mail_in.take(letter("x", message="<4@x.example>", to=forged))).outcome == "forged-token"
    unknown = letter("x", message="<5@x.example>", to=REPLIES.address_of("202405-00099"))
    assert (await open_mail_in.take(unknown)).outcome == "forged-token"
    assert letters.counts()["waiting"] == 2


async def test_a_letter_of_a_known_customer_is_theirs_and_a_strangers_waits(
    service: Service, mail_in: MailIn, open_mail_in: MailIn, letters: LetterStore
):
    first = await open_mail_in.take(letter())
    position = (await service.desk.history(first.ticket or ""))[-1].sequence
    assert await service.runner.wait_for(position, 10, "customers")
    again = await mail_in.take(letter("又坏了", message="<2@customer.example>"))
    assert again.outcome == "opened"
    ours = [(await service.desk.history(each.ticket or ""))[0].envelope.customer for each in (first, again)]
    assert ours[0] == ours[1]
    assert await mail_in.take(letter(sender="nobody@x.example", message="<3@x.example>")) == Taken("stranger")
    assert letters.counts() == {"waiting": 1, "kept": 0}


async def test_files_go_by_the_rules_of_files_and_nothing_is_lost(service: Service, open_mail_in: MailIn):
    came = with_files(("铭牌.png", "image/png", PNG), ("run.exe", "application/x-dosexec", b"MZ\0\0"))
    taken = await open_mail_in.take(came)
    said = await events(service, taken.ticket)
    assert [each.name for each in is_of(AttachmentAdded, said)] == ["铭牌.png", "照片.eml"]
    [left_out] = is_of(CommunicationLogged, said)
    assert "run.exe" in left_out.text


async def test_a_letter_that_files_do_not_take_is_kept_beside_its_ticket(
    service: Service, open_mail_in: MailIn, letters: LetterStore
):
    odd = raw(b"Subject: x\r\n", b"\0\1\2 it is broken")
    taken = await open_mail_in.take(odd)
    assert taken.outcome == "opened"
    [kept], _, _ = letters.listed("kept", None, 10)
    assert (kept.why, kept.ticket) == ("not-whole", taken.ticket)
    assert letters.raw(kept.id) == odd


@pytest.mark.parametrize(
    ("came", "why"),
    [
        (letter(Auto_Submitted="auto-replied"), "auto-reply"),
        (letter(sender="service@desk.example"), "loop"),
        (letter(sender="nobody"), "no-sender"),
        (letter(X_Spam_Flag="YES"), "spam"),
    ],
)
async def test_what_is_doubtful_waits_and_changes_nothing(
    open_mail_in: MailIn, letters: LetterStore, came: bytes, why: str
):
    assert (await open_mail_in.take(came)).outcome == why
    [waiting], _, count = letters.listed("waiting", None, 10)
    assert (waiting.why, count) == (why, 1)
    assert letters.raw(waiting.id) == came


async def test_one_sender_fills_no_register(open_mail_in: MailIn, clock: Clock):
    said = [await open_mail_in.take(letter(str(at), message=f"<{at}@customer.example>")) for at in range(22)]
    assert [each.outcome for each in said] == ["opened"] * 20 + ["too-many"] * 2
    clock.pass_by(hours=1.1)
    assert (await open_mail_in.take(letter("later", message="<l@customer.example>"))).outcome == "opened"


async def test_what_can_not_be_stored_now_is_not_answered_for(
    service: Service, letters: LetterStore, open_mail_in: MailIn, monkeypatch: pytest.MonkeyPatch
):
    class Away:
        def __getattr__(self, name: str) -> Any:
            raise StoreUnavailable("away")

    away = replace(service, desk=Away())  # type: ignore[arg-type]
    monkeypatch.setattr(open_mail_in, "_service", away)
    with pytest.raises(StoreUnavailable):
        await open_mail_in.take(letter())
    assert letters.counts()["waiting"] == 0
    monkeypatch.setattr(open_mail_in, "_service", service)
    assert (await open_mail_in.take(letter())).outcome == "opened"


async def test_a_full_room_takes_no_more(mail_in: MailIn, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("gongdan.mailing.taking.intake.MOST_WAITING", 1)
    await mail_in.take(letter())
    from gongdan.mailing.taking.intake import Full

    with pytest.raises(Full):
        await mail_in.take(letter(message="<2@x.example>", sender="b@x.example"))


async def test_what_waits_too_long_goes(mail_in: MailIn, letters: LetterStore, clock: Clock):
    await mail_in.take(letter())
    clock.pass_by(days=29)
    await mail_in.forget()
    assert letters.counts()["waiting"] == 1
    clock.pass_by(days=2)
    await mail_in.forget()
    assert letters.counts()["waiting"] == 0


async def test_nothing_of_a_letter_stands_in_the_clear(mail_in: MailIn, letters: LetterStore, tmp_path: Any):
    await mail_in.take(letter("机密内容", subject="机密主题"))
    letters.close()
    stored = b"".join(path.read_bytes() for path in tmp_path.glob("letters.db*"))
    for secret in ("zhang@customer.example", "机密内容", "机密主题", "张伟"):
        assert secret.encode() not in stored
