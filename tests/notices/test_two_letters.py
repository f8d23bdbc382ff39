"""Two processes and letters that hold several notices: none is lost where a letter is parted, none is told in two."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from consumers.notices.channels.email import EmailChannel, MailServer
from consumers.notices.outbox.deliveries import Delivery
from consumers.notices.outbox.succeeding import take_in_missing, under_way
from consumers.notices.planning.recording import NoticeRecorder
from domain.notices.catalogue import KINDS
from domain.notices.commands import LetLapse
from domain.notices.events import NoticeLapsed
from domain.staff.vocabulary import Role
from gongdan.notices.samples.about import sample
from gongdan.storing.store import NatsEventStore
from projections.store import ReadStore
from tests.notices.mailbox import Mailbox
from tests.notices.office import Clock, Office, member, office
from tests.notices.showing import shown, under_way_in
from tests.notices.test_addresses import OTHER, now, of_another
from tests.notices.test_delivering import CUSTOMER, key_of
from tests.notices.test_digests import another
from tests.notices.test_holding_back import MORNING, NIGHT

MANAGER = "m-001@desk.example"


@pytest.fixture
def second(store: NatsEventStore, tmp_path: Path, clock: Clock, mail_server: MailServer) -> Iterator[Office]:
    """Of another home."""
    with closing(ReadStore.open(tmp_path / "second.db")) as read:
        yield office(store, read, clock, {EmailChannel.name: EmailChannel(mail_server)})


@pytest.fixture
def view(tmp_path: Path) -> Iterator[ReadStore]:
    with closing(ReadStore.open(tmp_path / "view.db")) as read:
        yield read


async def restored(first: Office, second: Office, events: int) -> list[str]:
    """So many restorations happened, both know of each, and the first was to tell the manager; the notices' keys."""
    abouts = [another(sample(KINDS["service-restored"]), number) for number in range(events)]
    for each in (first, second):
        each.employ(member("m-001", Role.MANAGER, digest="09:00"))
        each.told.abouts |= {about.cause.envelope.id: about for about in abouts}
    for about in abouts:
        await first.tell(about)
    return [each.notice for each in held(first)]


def held(office: Office) -> list[Delivery]:
    return office.deliveries.held_for("staff-m-001", "email", office.clock.now.replace(year=2030))


async def takes_over(second: Office, store: NatsEventStore, view: ReadStore) -> None:
    await shown(store, view)
    second.deliveries.begin(await under_way(second.desk, under_way_in(view), second.clock))


async def begun(office: Office) -> Delivery:
    """The letter that holds all that is due, as far as this outbox knows."""
    [letter] = await office.notifying._digests.gathered(held(office))  # pyright: ignore[reportPrivateUsage]
    return letter


async def test_what_a_parted_letter_was_to_hold_is_sent_by_who_takes_over(
    desk_office: Office, second: Office, store: NatsEventStore, view: ReadStore, box: Mailbox
):
    desk_office.clock.now, box.mood = NIGHT, "busy"
    for code in ("received", "closed"):
        await desk_office.tell(sample(KINDS[code]))
    desk_office.clock.now = MORNING
    await desk_office.settle()
    now(desk_office, of_another(sample(KINDS["closed"])))
    desk_office.clock.pass_by(hours=1)
    await desk_office.settle()
    second.told.abouts |= desk_office.told.abouts

    await takes_over(second, store, view)
    box.mood = "takes"
    second.clock.pass_by(hours=1)
    await second.settle()

    assert sorted(to for to, _ in box.taken) == sorted([CUSTOMER, OTHER])
    rows = await shown(store, view)
    assert {rows[key_of(code, "customer-x")]["status"] for code in ("received", "closed")} == {"sent"}


async def test_a_letter_parted_before_that_was_said_of_its_notices_is_no_end_of_theirs(
    desk_office: Office, second: Office, store: NatsEventStore, view: ReadStore, box: Mailbox
):
    keys = await restored(desk_office, second, 2)
    desk_office.clock.pass_by(hours=24)
    letter = await begun(desk_office)
    await desk_office.notifying._digests.require_requested(letter)  # pyright: ignore[reportPrivateUsage]
    await NoticeRecorder(desk_office.desk).note(letter.notice, 1, LetLapse(why="not-theirs"))

    await takes_over(second, store, view)
    await second.settle()

    assert [rows["status"] for key, rows in (await shown(store, view)).items() if key in keys] == ["sent", "sent"]
    assert len(box.to(MANAGER)) == 2


async def test_who_stood_still_before_requesting_a_letter_sends_nothing_of_what_the_other_sent(
    desk_office: Office, second: Office, store: NatsEventStore, view: ReadStore, box: Mailbox
):
    await restored(desk_office, second, 2)
    desk_office.clock.pass_by(hours=24)
    letter = await begun(desk_office)

    await takes_over(second, store, view)
    desk_office.clock.pass_by(hours=-23)
    third = another(sample(KINDS["service-restored"]), 7)
    await second.tell(third)
    desk_office.clock.pass_by(hours=23)
    await second.settle()
    assert len(box.to(MANAGER)) == 1

    await desk_office.sender.deliver(letter)
    await desk_office.settle()

    assert len(box.to(MANAGER)) == 1
    assert desk_office.deliveries.counts() == {}


async def test_who_stood_still_once_a_letter_was_requested_sends_nothing_of_what_the_other_sent(
    desk_office: Office, second: Office, store: NatsEventStore, view: ReadStore, box: Mailbox
):
    keys = await restored(desk_office, second, 2)
    await takes_over(second, store, view)
    desk_office.clock.pass_by(hours=24)
    letter = await begun(desk_office)
    await desk_office.notifying._digests.require_requested(letter)  # pyright: ignore[reportPrivateUsage]
    third = another(sample(KINDS["service-restored"]), 7)
    desk_office.clock.pass_by(hours=-23)
    await second.tell(third)
    desk_office.clock.pass_by(hours=23)
    await second.settle()

    await desk_office.settle()

    assert len(box.to(MANAGER)) == 1
    assert (await second.notice(letter.notice)).ended == NoticeLapsed(why="parted")
    rows = await shown(store, view)
    [wider] = {rows[key]["digest"] for key in keys}
    assert (rows[f"notice-{wider}"]["status"], wider == letter.notice.removeprefix("notice-")) == ("sent", False)


async def test_a_letter_that_another_had_put_together_is_sent_as_it_is(
    desk_office: Office, second: Office, store: NatsEventStore, view: ReadStore, box: Mailbox
):
    keys = await restored(desk_office, second, 2)
    await takes_over(second, store, view)
    desk_office.clock.pass_by(hours=24)
    letter = await begun(desk_office)
    await desk_office.notifying._digests.require_requested(letter)  # pyright: ignore[reportPrivateUsage]
    bound = await desk_office.sender._binding.bound(letter.notice, keys)  # pyright: ignore[reportPrivateUsage]

    await second.settle()

    assert bound
    assert len(box.to(MANAGER)) == 1
    assert (await second.notice(letter.notice)).status == "sent"


async def test_what_the_outbox_does_not_know_and_the_log_does_is_found(
    desk_office: Office, second: Office, store: NatsEventStore, view: ReadStore, box: Mailbox
):
    await restored(desk_office, second, 2)
    second.clock.pass_by(hours=24)
    await shown(store, view)

    first = await take_in_missing(second.desk, under_way_in(view), second.deliveries, second.clock)
    again = await take_in_missing(second.desk, under_way_in(view), second.deliveries, second.clock)
    await second.settle()

    assert (first, again) == (2, 0)
    assert len(box.to(MANAGER)) == 1
