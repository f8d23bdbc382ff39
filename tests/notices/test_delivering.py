"""How a notice ends: sent once, tried again, given up, not known, too old; and by hand again."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from consumers.notices.channels.email import EmailChannel, MailServer
from consumers.notices.outbox.causes import Cause
from consumers.notices.outbox.deliveries import Delivery
from consumers.notices.planning.recording import NoticeRecorder
from consumers.notices.rules import NoticeRules
from domain.desk.metadata import CommandMetadata
from domain.notices.catalogue import KINDS
from domain.notices.commands import NoticeCommand, ResendNotice, TakeNotice
from domain.notices.events import NoticeFailed, NoticeLapsed, NoticeOutcomeUnknown, NoticeSent
from domain.notices.identity import notice_key
from domain.record.envelope import Actor
from domain.refusals import NotAllowed
from domain.staff.vocabulary import Role
from gongdan.notices.samples.about import sample
from gongdan.storing.store import NatsEventStore
from projections.store import ReadStore
from tests.notices.certificates import contexts
from tests.notices.letters import MESSAGE
from tests.notices.mailbox import SENDER, Mailbox, Mood, free_port, serving
from tests.notices.office import Clock, Office, member, office

ADMINISTRATOR = Actor(id="a-009", role="administrator", channel="api")
RECEIVED = KINDS["received"]
CUSTOMER = "zhangwei@example.com"


def key_of(code: str, recipient: str, channel: str = "email") -> str:
    return notice_key(sample(KINDS[code]).cause.envelope.id, code, recipient, channel)


TO_CUSTOMER = key_of("received", "customer-x")


def only(office: Office) -> Delivery:
    [delivery] = office.deliveries.due(office.clock.now, 10)
    return delivery


async def taken(office: Office, key: str, run: str) -> None:
    """Some process is about to hand it over."""
    version = len(await office.desk.events_of(key))
    await NoticeRecorder(office.desk).note(key, version, TakeNotice(tries=1, by=run), run)


async def resend(office: Office, key: str) -> None:
    """By hand, as the API does; the reader of the log brings it into the outbox."""
    await office.desk.act(key, ResendNotice(reason="邮件服务器已恢复"), CommandMetadata(f"resend-{key}", ADMINISTRATOR))
    resent = (await office.desk.events_of(key))[-1]
    office.causes.take("epoch", [resent], [resent], office.clock.now)


async def test_a_letter_is_sent_once_whatever_is_planned_again(desk_office: Office, box: Mailbox):
    about = sample(RECEIVED)
    await desk_office.tell(about)
    await desk_office.settle()
    await desk_office.tell(about)
    await desk_office.settle()

    assert len(box.to(CUSTOMER)) == 1
    assert await desk_office.types_of(TO_CUSTOMER) == ["notice-requested", "notice-taken", "notice-sent"]
    [letter] = box.to(CUSTOMER)
    assert str(letter["Message-ID"]) == f"<{TO_CUSTOMER.removeprefix('notice-')}@desk.example>"


async def test_a_dead_mail_server_is_tried_given_up_and_then_by_hand_brings_one_letter(
    store: NatsEventStore, read: ReadStore, clock: Clock, box: Mailbox
):
    port = free_port()
    nobody = EmailChannel(MailServer("127.0.0.1", port, "service@desk.example", tls="none", within=2.0))
    made = office(store, read, clock, {EmailChannel.name: nobody}, NoticeRules())
    clock.pass_by(hours=-3)  # so that the last try is in the evening
    await made.tell(sample(RECEIVED))

    tries = 0
    while (await made.notice(TO_CUSTOMER)).waits:
        tries += await made.round()
        clock.pass_by(minutes=30)
    failed = (await made.notice(TO_CUSTOMER)).ended

    assert failed == NoticeFailed(tries=NoticeRules().tries, why="retries-exhausted")
    assert tries == NoticeRules().tries
    with serving(box, port=port):
        await made.settle()
        assert box.taken == []
        await resend(made, TO_CUSTOMER)
        await made.settle()
        await made.settle()
    assert len(box.to(CUSTOMER)) == 1
    assert await made.types_of(TO_CUSTOMER) == [
        "notice-requested",
        "notice-failed",
        "notice-resent",
        "notice-taken",
        "notice-sent",
    ]


async def test_a_busy_server_is_tried_again_later_and_takes_it_then(desk_office: Office, box: Mailbox):
    box.mood = "busy"
    await desk_office.tell(sample(RECEIVED))
    await desk_office.settle()
    assert await desk_office.types_of(TO_CUSTOMER) == ["notice-requested", "notice-taken", "notice-put-back"]

    box.mood = "takes"
    desk_office.clock.pass_by(minutes=1)
    await desk_office.settle()

    assert (await desk_office.notice(TO_CUSTOMER)).ended == NoticeSent(
        tries=2, message=f"<{TO_CUSTOMER.removeprefix('notice-')}@desk.example>"
    )


async def test_a_mailbox_that_is_none_is_not_tried_again(desk_office: Office, box: Mailbox):
    box.mood = "refuses"
    await desk_office.tell(sample(RECEIVED))
    await desk_office.settle()

    assert (await desk_office.notice(TO_CUSTOMER)).ended == NoticeFailed(tries=1, why="refused", answer=550)


@pytest.mark.parametrize(("mood", "answer"), [("knows-us-not", 550), ("wants-a-password", 530)])
async def test_what_the_server_has_against_us_is_no_refusal_of_the_recipient(
    desk_office: Office,
    box: Mailbox,
    mood: Mood,
    answer: int,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
):
    box.mood = mood
    desk_office.employ(member("s-002", Role.SUPERVISOR))
    for code in ("received", "alarm"):
        await desk_office.tell(sample(KINDS[code]))
    await desk_office.settle()
    told = capsys.readouterr().out + caplog.text
    assert (told.count("mail_server_refused_us"), f"{answer}" in told) == (1, True)
    assert (await desk_office.notice(TO_CUSTOMER)).waits

    box.mood = "takes"
    desk_office.clock.pass_by(minutes=1)
    await desk_office.settle()

    assert {to for to, _ in box.taken} == {CUSTOMER, "s-002@desk.example"}


async def test_a_wrong_password_is_tried_again_until_it_is_right(box: Mailbox):
    port = free_port()
    asking = Controller(
        box,
        hostname="127.0.0.1",
        port=port,
        auth_require_tls=False,
        authenticator=lambda *said: AuthResult(success=said[-1].password == b"right", handled=False),
    )
    asking.start()
    try:
        ours = MailServer("127.0.0.1", port, SENDER, tls="none", user="desk", password="wrong", within=5.0)
        outcome = await EmailChannel(ours).deliver(MESSAGE)
        assert (type(outcome).__name__, getattr(outcome, "answer", None)) == ("Deferred", 535)
        outcome = await EmailChannel(replace(ours, password="right")).deliver(MESSAGE)
        assert type(outcome).__name__ == "Delivered"
    finally:
        asking.stop()


@pytest.mark.parametrize(
    "address",
    [
        "张三@例子.中国",
        "a@desk.example\nBcc: b@desk.example",
        "a,b@desk.example",
        "a@desk.example,b@desk.example",
        "a@[desk",
        "a@desk..example",
        "<a@desk.example>",
    ],
)
async def test_what_is_no_address_for_a_letter_is_refused_before_anything_is_sent(
    box: Mailbox, mail_server: MailServer, address: str
):
    outcome = await EmailChannel(mail_server).deliver(replace(MESSAGE, to=address))

    assert type(outcome).__name__ == "Refused"
    assert (box.taken, box.tried) == ([], 0)


async def test_a_connection_lost_after_the_letter_leaves_its_end_unknown(desk_office: Office, box: Mailbox):
    box.mood = "hangs-up"
    await desk_office.tell(sample(RECEIVED))
    await desk_office.settle()
    box.mood = "takes"
    desk_office.clock.pass_by(hours=1)
    await desk_office.settle()

    assert (await desk_office.notice(TO_CUSTOMER)).ended == NoticeOutcomeUnknown(tries=1, why="connection-lost")
    assert len(box.to(CUSTOMER)) == 1


async def test_a_channel_that_breaks_leaves_the_end_unknown(desk_office: Office, monkeypatch: pytest.MonkeyPatch):
    async def broken(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(desk_office.channels["email"], "deliver", broken)
    await desk_office.tell(sample(RECEIVED))
    await desk_office.settle()

    assert (await desk_office.notice(TO_CUSTOMER)).status == "unknown"
    assert desk_office.deliveries.counts() == {}


async def test_of_what_must_not_be_missed_one_is_sent_again_and_only_once(desk_office: Office, box: Mailbox):
    desk_office.employ(member("s-002", Role.SUPERVISOR))
    key, box.mood = key_of("alarm", "staff-s-002"), "hangs-up"
    await desk_office.tell(sample(KINDS["alarm"]))
    await desk_office.settle()
    assert (await desk_office.types_of(key))[-2:] == ["notice-outcome-unknown", "notice-resent"]

    resent = (await desk_office.desk.events_of(key))[-1]
    desk_office.causes.take("epoch", [resent], [resent], desk_office.clock.now)
    await desk_office.settle()

    assert (await desk_office.notice(key)).status == "unknown"
    assert (await desk_office.types_of(key)).count("notice-resent") == 1


async def test_what_was_handed_over_when_the_program_was_killed_is_not_sent_again(desk_office: Office, box: Mailbox):
    await desk_office.tell(sample(RECEIVED))
    [delivery] = desk_office.deliveries.due(desk_office.clock.now, 10)
    desk_office.deliveries.try_now(delivery)
    await taken(desk_office, TO_CUSTOMER, "0a1b2c")

    await desk_office.sender.own_up()
    await desk_office.settle()

    assert box.taken == []
    assert (await desk_office.notice(TO_CUSTOMER)).ended == NoticeOutcomeUnknown(tries=1, why="interrupted")


async def test_what_was_on_its_way_to_the_server_when_the_program_was_killed_is_sent(desk_office: Office, box: Mailbox):
    await desk_office.tell(sample(RECEIVED))
    [delivery] = desk_office.deliveries.due(desk_office.clock.now, 10)
    desk_office.deliveries.try_now(delivery)

    await desk_office.sender.own_up()
    await desk_office.settle()

    assert len(box.to(CUSTOMER)) == 1
    assert (await desk_office.notice(TO_CUSTOMER)).status == "sent"


async def test_a_notice_that_the_log_brings_anew_before_its_end_is_noted_is_sent_anew(
    desk_office: Office, box: Mailbox, monkeypatch: pytest.MonkeyPatch
):
    """The reader of the log may be quicker than whoever recorded the end."""
    desk_office.employ(member("s-002", Role.SUPERVISOR))
    key, box.mood = key_of("alarm", "staff-s-002"), "hangs-up"
    note, noted = NoticeRecorder.note, asyncio.Event()

    async def read_at_once(
        self: NoticeRecorder, notice: str, version: int, command: NoticeCommand, run: str = "", **how: bool
    ) -> None:
        await note(self, notice, version, command, run, **how)
        if notice == key and isinstance(command, ResendNotice):
            resent = (await desk_office.desk.events_of(key))[-1]
            desk_office.causes.take("epoch", [resent], [resent], desk_office.clock.now)
            noted.set()

    monkeypatch.setattr(NoticeRecorder, "note", read_at_once)
    await desk_office.tell(sample(KINDS["alarm"]))
    await desk_office.round()
    assert noted.is_set()
    box.mood = "takes"
    await desk_office.settle()

    assert (await desk_office.notice(key)).status == "sent"


async def test_planning_that_was_cut_off_is_done_again_and_brings_one_letter(
    desk_office: Office, box: Mailbox, monkeypatch: pytest.MonkeyPatch
):
    async def cut_off(*_: object) -> None:
        raise ConnectionError

    about = sample(RECEIVED)
    with monkeypatch.context() as patched:
        patched.setattr(desk_office.planner, "_recorder", type("Cut", (), {"request": cut_off})())
        with pytest.raises(ConnectionError):
            await desk_office.tell(about)
    await desk_office.settle()
    assert box.taken == []

    await desk_office.tell(about)
    await desk_office.settle()

    assert len(box.to(CUSTOMER)) == 1


async def test_a_notice_past_its_use_lapses_and_says_so(desk_office: Office, box: Mailbox):
    box.mood = "busy"
    await desk_office.tell(sample(RECEIVED))
    await desk_office.settle()

    box.mood = "takes"
    desk_office.clock.pass_by(days=3)
    await desk_office.settle()

    assert (await desk_office.notice(TO_CUSTOMER)).ended == NoticeLapsed(why="too-old")
    assert box.taken == []


async def test_who_left_meanwhile_is_told_no_more(desk_office: Office, box: Mailbox):
    supervisor = member("s-002", Role.SUPERVISOR, digest="09:00")
    desk_office.employ(supervisor)
    await desk_office.tell(sample(KINDS["plan-to-approve"]))
    key = key_of("plan-to-approve", "staff-s-002")

    desk_office.people.known.clear()
    desk_office.clock.pass_by(days=1)
    await desk_office.settle()

    assert box.to("s-002@desk.example") == []
    assert (await desk_office.notice(key)).ended == NoticeLapsed(why="not-theirs")


async def test_what_arrived_is_not_sent_again_by_hand(desk_office: Office):
    await desk_office.tell(sample(RECEIVED))
    await desk_office.settle()

    with pytest.raises(NotAllowed, match="arrived"):
        await resend(desk_office, TO_CUSTOMER)


async def test_what_can_not_be_planned_is_left_after_some_tries_and_told(
    desk_office: Office,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
):
    async def broken(*_: object) -> None:
        raise RuntimeError("张伟")

    monkeypatch.setattr(desk_office.told, "about", broken)
    cause = Cause(
        "0" * 8 + "-0000-5000-8000-" + "0" * 12, "ticket-202405-00001", "ticket-opened", desk_office.clock.now, 0
    )
    for tries in range(5):
        await desk_office.planner.plan(replace(cause, tries=tries))

    said = capsys.readouterr().out + caplog.text
    assert "notice_not_planned" in said
    assert "张伟" not in said


async def test_a_server_that_asks_for_encryption_gets_it(box: Mailbox, tmp_path: Path):
    ours, theirs = contexts(tmp_path)
    with serving(box, tls=theirs) as server:
        channel = EmailChannel(replace(server, tls="starttls", context=ours, host="localhost"))
        outcome = await channel.deliver(MESSAGE)

    assert type(outcome).__name__ == "Delivered"
    assert len(box.taken) == 1
