"""Two processes on one log, each with an outbox of its own: no letter twice, none lost, whichever of them stands still."""

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from consumers.notices.channels.email import EmailChannel, MailServer
from consumers.notices.delivering.taking import Taking
from consumers.notices.outbox.succeeding import under_way
from consumers.notices.planning.recording import NoticeRecorder
from domain.notices.catalogue import KINDS
from domain.notices.commands import LetLapse, RecordFailure, RecordSent, RecordUnknown
from domain.notices.events import NoticeOutcomeUnknown
from domain.refusals import NotAllowed
from domain.staff.vocabulary import Role
from gongdan.notices.samples.about import sample
from gongdan.storing.store import NatsEventStore
from projections.store import ReadStore
from tests.notices.mailbox import Mailbox
from tests.notices.office import Clock, Office, member, office
from tests.notices.test_delivering import CUSTOMER, RECEIVED, TO_CUSTOMER, key_of, taken
from tests.notices.test_digests import another


@pytest.fixture
def second(store: NatsEventStore, tmp_path: Path, clock: Clock, mail_server: MailServer) -> Iterator[Office]:
    """Of another home."""
    with closing(ReadStore.open(tmp_path / "second.db")) as read:
        yield office(store, read, clock, {EmailChannel.name: EmailChannel(mail_server)})


async def takes_over(second: Office, *notices: str) -> None:
    about = sample(RECEIVED)
    second.told.abouts[about.cause.envelope.id] = about
    second.deliveries.begin(await under_way(second.desk, notices, second.clock))


async def test_both_have_it_in_their_outbox_and_one_sends_it(desk_office: Office, second: Office, box: Mailbox):
    for each in (desk_office, second):
        await each.tell(sample(RECEIVED))
    for each in (second, desk_office):
        await each.settle()

    assert len(box.to(CUSTOMER)) == 1
    assert await second.types_of(TO_CUSTOMER) == ["notice-requested", "notice-taken", "notice-sent"]
    assert desk_office.deliveries.counts() == {}


async def test_what_the_other_had_not_handed_over_is_sent(desk_office: Office, second: Office, box: Mailbox):
    await desk_office.tell(sample(RECEIVED))

    await takes_over(second, TO_CUSTOMER)
    await second.settle()
    await desk_office.settle()

    assert len(box.to(CUSTOMER)) == 1


async def test_what_the_other_was_handing_over_is_left_to_it_for_a_minute_and_then_unknown(
    desk_office: Office, second: Office, box: Mailbox
):
    await desk_office.tell(sample(RECEIVED))
    await taken(desk_office, TO_CUSTOMER, "0a1b2c")

    await takes_over(second, TO_CUSTOMER)
    await second.settle()
    assert (await second.notice(TO_CUSTOMER)).waits
    second.clock.pass_by(seconds=61)
    await second.settle()

    assert (await second.notice(TO_CUSTOMER)).ended == NoticeOutcomeUnknown(tries=1, why="interrupted")
    assert box.taken == []


@pytest.mark.parametrize("difference", [timedelta(hours=3), timedelta(hours=-3), timedelta(seconds=90)])
async def test_the_minute_is_of_our_own_clock_whatever_that_of_the_other_says(
    desk_office: Office,
    store: NatsEventStore,
    tmp_path: Path,
    mail_server: MailServer,
    box: Mailbox,
    difference: timedelta,
):
    key, about = key_of("alarm", "staff-s-002"), sample(KINDS["alarm"])
    with closing(ReadStore.open(tmp_path / "second.db")) as read:
        theirs = Clock(desk_office.clock.now + difference)
        second = office(store, read, theirs, {EmailChannel.name: EmailChannel(mail_server)})
        for each in (desk_office, second):
            each.employ(member("s-002", Role.SUPERVISOR))
        second.told.abouts[about.cause.envelope.id] = about
        await desk_office.tell(about)
        await taken(desk_office, key, "0a1b2c")
        second.deliveries.begin(await under_way(second.desk, [key], second.clock))

        theirs.pass_by(seconds=1)
        await second.settle()
        assert (await second.types_of(key))[-1] == "notice-taken"
        theirs.pass_by(seconds=61)
        await second.settle()
        assert (await second.types_of(key))[-2:] == ["notice-outcome-unknown", "notice-resent"]


async def test_what_became_of_a_letter_is_for_who_has_it_in_hand_to_say(desk_office: Office):
    await desk_office.tell(sample(RECEIVED))
    await taken(desk_office, TO_CUSTOMER, "0a1b2c")
    recorder = NoticeRecorder(desk_office.desk)

    for said in (
        RecordFailure(tries=1, why="refused", answer=550, by="9f9f"),
        RecordUnknown(tries=1, why="connection-lost"),
        LetLapse(why="too-old"),
    ):
        with pytest.raises(NotAllowed, match="is handing this notice over"):
            await recorder.note(TO_CUSTOMER, 1, said, "9f9f")
    await recorder.note(TO_CUSTOMER, 2, RecordSent(tries=1, message="<1@desk.example>"), "0a1b2c")

    assert (await desk_office.notice(TO_CUSTOMER)).status == "sent"


async def test_that_it_arrived_may_turn_out_later(desk_office: Office, second: Office):
    await desk_office.tell(sample(RECEIVED))
    await taken(desk_office, TO_CUSTOMER, "0a1b2c")
    await takes_over(second, TO_CUSTOMER)
    await second.settle()
    second.clock.pass_by(seconds=61)
    await second.settle()

    await NoticeRecorder(desk_office.desk).note(TO_CUSTOMER, 2, RecordSent(tries=1, message="<1@desk.example>"))

    assert (await desk_office.notice(TO_CUSTOMER)).status == "sent"


async def test_who_stood_still_before_taking_it_does_not_send_what_the_other_sent(
    desk_office: Office, second: Office, box: Mailbox, monkeypatch: pytest.MonkeyPatch
):
    await desk_office.tell(sample(RECEIVED))
    may = Taking.may

    async def stands_still(self: Taking) -> bool:
        if self.run == desk_office.lease.run:
            await takes_over(second, TO_CUSTOMER)
            await second.settle()
        return await may(self)

    monkeypatch.setattr(Taking, "may", stands_still)
    await desk_office.settle()

    assert len(box.to(CUSTOMER)) == 1
    desk_office.clock.pass_by(seconds=3)
    await desk_office.settle()
    assert desk_office.deliveries.counts() == {}


async def test_who_stands_still_once_it_is_taken_does_not_hand_it_over(desk_office: Office, box: Mailbox):
    await desk_office.tell(sample(RECEIVED))
    ticks = iter((0.0, 30.0, 30.0, 40.0, 40.0))
    recorder = NoticeRecorder(desk_office.desk)
    slow = Taking(recorder, TO_CUSTOMER, 1, 1, "0a1b2c", lambda: next(ticks))

    assert await slow.may() is False

    assert await desk_office.types_of(TO_CUSTOMER) == ["notice-requested", "notice-taken", "notice-put-back"]
    await desk_office.settle()
    assert len(box.to(CUSTOMER)) == 1


async def test_what_was_held_for_the_morning_is_held_by_the_other_and_comes_in_one_letter(
    desk_office: Office, second: Office, box: Mailbox
):
    keys: list[str] = []
    for each in (desk_office, second):
        each.employ(member("m-001", Role.MANAGER, digest="09:00"))
    for number in range(2):
        about = another(sample(KINDS["service-restored"]), number)
        second.told.abouts[about.cause.envelope.id] = about
        await desk_office.tell(about)
    keys = [each.notice for each in _held(desk_office)]

    await takes_over(second, *keys)
    assert [(each.notice, each.due, each.held) for each in _held(second)] == [
        (each.notice, each.due, each.held) for each in _held(desk_office)
    ]
    second.clock.pass_by(hours=24)
    await second.settle()

    assert len(box.to("m-001@desk.example")) == 1


async def test_a_digest_that_was_put_together_goes_as_it_is(desk_office: Office, second: Office, box: Mailbox):
    for each in (desk_office, second):
        each.employ(member("m-001", Role.MANAGER, digest="09:00"))
    for number in range(2):
        about = another(sample(KINDS["service-restored"]), number)
        second.told.abouts[about.cause.envelope.id] = about
        await desk_office.tell(about)
    desk_office.clock.pass_by(hours=24)
    [digest] = await desk_office.notifying._digests.gathered(_held(desk_office))  # pyright: ignore[reportPrivateUsage]
    await desk_office.notifying._digests.require_requested(digest)  # pyright: ignore[reportPrivateUsage]

    await takes_over(second, digest.notice)
    assert second.deliveries.counts() == {("email", "waiting"): 1, ("email", "in-digest"): 2}
    await second.settle()

    assert len(box.to("m-001@desk.example")) == 1
    assert second.deliveries.counts() == {}


def _held(office: Office) -> list[Any]:
    return office.deliveries.held_for("staff-m-001", "email", office.clock.now + timedelta(days=2))


async def test_what_was_asked_for_anew_is_sent_by_the_other(desk_office: Office, second: Office, box: Mailbox):
    about, key = sample(KINDS["alarm"]), key_of("alarm", "staff-s-002")
    for each in (desk_office, second):
        each.employ(member("s-002", Role.SUPERVISOR))
    second.told.abouts[about.cause.envelope.id] = about
    box.mood = "hangs-up"
    await desk_office.tell(about)
    await desk_office.settle()
    assert (await desk_office.types_of(key))[-1] == "notice-resent"
    box.mood, box.taken = "takes", []

    await takes_over(second, key)
    await second.settle()

    assert len(box.to("s-002@desk.example")) == 1
