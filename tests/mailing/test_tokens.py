"""Answers to our letters prove what they are about, and nobody makes up such a proof (TRUST: mail by Message-ID)."""

import hmac
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consumers.notices.channels.email import MailServer, written
from consumers.notices.channels.port import Message
from gongdan.mailing.reading.letter import read_letter
from gongdan.mailing.taking.judging import Judged, Rules, judged
from gongdan.mailing.tokens import SignedReplies
from gongdan.notices.previewing import preview
from tests.mailing.writing import DESK, letter


def sign(number: str) -> str:
    return hmac.new(b"key", number.encode(), "sha256").hexdigest()


REPLIES = SignedReplies(sign, DESK)
RULES = Rules(REPLIES, (DESK,))
NUMBER = "202405-00001"


def seen(raw: bytes, before: int = 0) -> Judged:
    return judged(read_letter(raw), RULES, before=before)


@given(st.from_regex(r"[A-Za-z0-9_-]{1,20}", fullmatch=True))
def test_every_number_comes_back_by_address_and_by_id(number: str):
    for said in (REPLIES.address_of(number), f"<{'0' * 32}.{REPLIES.mark_of(number)}@mail.example>"):
        assert REPLIES.numbers_in([said]) == ([number], False)
        assert [each.lower() for each in REPLIES.numbers_in([said.lower()])[0]] == [number.lower()]


def test_an_address_too_long_for_mail_servers_is_left_plain():
    long = SignedReplies(sign, "a-long-name-for-a-service-department@desk.example")
    assert long.address_of(NUMBER) == "a-long-name-for-a-service-department@desk.example"
    assert SignedReplies(sign, DESK, tagged=False).address_of(NUMBER) == DESK


def test_an_answer_to_the_signed_address_belongs_to_the_ticket():
    assert seen(letter(to=REPLIES.address_of(NUMBER))) == Judged(number=NUMBER)
    assert seen(letter(to=f"售后 <{REPLIES.address_of(NUMBER).upper()}>")) == Judged(number=NUMBER)


@pytest.mark.parametrize("header", ["In_Reply_To", "References"])
def test_an_answer_to_our_letter_belongs_to_the_ticket(header: str):
    ours = f"<{'ab' * 16}.{REPLIES.mark_of(NUMBER)}@desk.example>"
    assert seen(letter(**{header: f"<other@x.example> {ours}"})) == Judged(number=NUMBER)


@pytest.mark.parametrize(
    "said",
    [
        {"subject": f"Re: [#{NUMBER}]"},
        {"In_Reply_To": f"<{'ab' * 16}@desk.example>"},
        {"References": f"<{NUMBER}@desk.example>"},
        {"In_Reply_To": f"<{'ab' * 16}.{NUMBER}.{'0' * 20}@desk.example>"},
        {"to": f"{DESK}, other+{NUMBER}@desk.example"},
    ],
)
def test_a_number_or_a_bare_id_proves_nothing(said: dict[str, str]):
    assert seen(letter(**said)).number is None


def test_a_forged_signature_waits_for_a_person():
    forged = REPLIES.address_of(NUMBER).replace("00001", "00002")
    assert seen(letter(to=forged)) == Judged("forged-token")


def test_a_letter_of_ours_that_comes_back_is_a_loop():
    assert seen(letter(sender=DESK)).doubt == "loop"
    assert seen(letter(message=f"<{'ab' * 16}.{REPLIES.mark_of(NUMBER)}@desk.example>")).doubt == "loop"
    assert seen(letter(message=f"<{'ab' * 16}@desk.example>")).doubt == "loop"


def test_a_machine_never_continues_a_ticket():
    answered = letter(to=REPLIES.address_of(NUMBER), Auto_Submitted="auto-replied")
    assert seen(answered) == Judged("auto-reply")


def test_one_sender_is_taken_so_often_in_an_hour():
    assert seen(letter(), before=19) == Judged()
    assert seen(letter(), before=20) == Judged("too-many")


def test_without_a_sender_it_waits():
    assert seen(letter(sender="nobody")).doubt == "no-sender"


def test_only_our_addresses_are_ours():
    for address in (DESK, "Service@Desk.Example", REPLIES.address_of(NUMBER)):
        assert REPLIES.is_ours(address)
    for address in ("service@other.example", "servicex@desk.example", "service", "@desk.example"):
        assert not REPLIES.is_ours(address)


def test_a_letter_to_a_customer_asks_for_answers_that_prove_themselves():
    told = replace(preview("received", "zh"), ticket=NUMBER)
    server = MailServer("localhost", 25, "notices@desk.example", "售后服务")
    sent = written(Message("notice-" + "ab" * 16, "zhang@customer.example", told), server, REPLIES)
    assert str(sent["Reply-To"]).endswith(f"<{REPLIES.address_of(NUMBER)}>")
    assert str(sent["Message-ID"]) == f"<{'ab' * 16}.{REPLIES.mark_of(NUMBER)}@desk.example>"
    for way in ({"to": str(sent["Reply-To"].addresses[0].addr_spec)}, {"In_Reply_To": str(sent["Message-ID"])}):
        assert seen(letter(**way)) == Judged(number=NUMBER)


@pytest.mark.parametrize("replies", [None, REPLIES])
def test_a_letter_about_no_ticket_of_theirs_asks_for_none(replies: SignedReplies | None):
    told = preview("new-ticket", "zh") if replies else replace(preview("received", "zh"), ticket=NUMBER)
    server = MailServer("localhost", 25, "notices@desk.example")
    sent = written(Message("notice-" + "ab" * 16, "a@x.example", told), server, replies)
    assert sent["Reply-To"] is None
    assert str(sent["Message-ID"]) == f"<{'ab' * 16}@desk.example>"
