"""When somebody is told: not at night, several at once in the morning, and never too many in an hour; urgent ones at once."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from consumers.notices.channels.email import EmailChannel, MailServer
from consumers.notices.planning.about import About
from consumers.notices.rules import NoticeRules
from domain.notices.catalogue import KINDS
from domain.notices.events import NoticeRequested
from domain.notices.preferences import Preferences, for_roles, held_back
from domain.notices.state import Notice
from domain.staff.vocabulary import Role
from domain.ticket.state import Ticket
from gongdan.notices.samples.about import sample
from gongdan.storing.store import NatsEventStore
from projections.store import ReadStore
from tests.notices.mailbox import Mailbox, text_of
from tests.notices.office import ZONE, Clock, Office, member, office
from tests.notices.test_delivering import CUSTOMER, TO_CUSTOMER, key_of

NIGHT = datetime(2024, 5, 1, 15, 30, tzinfo=UTC)
"""23:30 in Shanghai."""
LATE = datetime(2024, 5, 1, 20, 58, tzinfo=ZONE)
"""Two minutes before customers are left in peace."""
MORNING = datetime(2024, 5, 2, 8, 0, tzinfo=ZONE)


def urgent(about: About) -> About:
    """Its ticket is of the severity that the pack ranks first."""
    assert about.ticket is not None
    [first] = [each.code for each in about.pack.severities if each.rank == 1]
    return replace(about, ticket=Ticket(**{**about.ticket.__dict__, "severity": first}))


def said(notice: Notice) -> NoticeRequested:
    return notice.said


async def test_a_customer_is_not_written_to_at_night(desk_office: Office, box: Mailbox):
    desk_office.clock.now = NIGHT
    await desk_office.tell(sample(KINDS["received"]))
    await desk_office.settle()
    assert box.taken == []
    assert said(await desk_office.notice(TO_CUSTOMER)).held == "quiet-hours"
    assert said(await desk_office.notice(TO_CUSTOMER)).until == MORNING

    desk_office.clock.now = MORNING
    await desk_office.settle()

    assert len(box.to(CUSTOMER)) == 1


async def test_what_is_urgent_is_sent_at_night(desk_office: Office, box: Mailbox):
    desk_office.employ(member("s-002", Role.SUPERVISOR))
    desk_office.clock.now = NIGHT
    await desk_office.tell(sample(KINDS["alarm"]))
    await desk_office.settle()

    assert len(box.to("s-002@desk.example")) == 1


@pytest.mark.parametrize("code", ["step", "plan", "progress", "cooperation-list", "resolved", "cooperation-due"])
async def test_the_customer_of_a_most_urgent_ticket_is_told_of_what_goes_on_at_night(
    desk_office: Office, box: Mailbox, code: str
):
    desk_office.clock.now = NIGHT
    await desk_office.tell(urgent(sample(KINDS[code])))
    await desk_office.settle()

    assert len(box.to(CUSTOMER)) == 1


@pytest.mark.parametrize("code", ["survey", "closed"])
async def test_what_nobody_waits_for_wakes_no_customer_however_urgent_the_ticket_was(
    desk_office: Office, box: Mailbox, code: str
):
    desk_office.clock.now = NIGHT
    await desk_office.tell(urgent(sample(KINDS[code])))
    await desk_office.settle()

    assert box.taken == []


async def test_that_the_service_is_down_is_told_to_customers_at_night(desk_office: Office, box: Mailbox):
    desk_office.clock.now = NIGHT
    desk_office.told.abouts["the ticket of the incident"] = sample(KINDS["received"])
    await desk_office.tell(sample(KINDS["customers-informed"]))
    await desk_office.settle()

    assert len(box.to(CUSTOMER)) == 1


async def test_held_notices_of_one_person_come_in_one_letter(desk_office: Office, box: Mailbox):
    desk_office.employ(member("m-001", Role.SUPERVISOR, digest="09:00"))
    for code in ("service-restored", "report-out", "complaint-raised"):
        await desk_office.tell(sample(KINDS[code]))
    await desk_office.settle()
    assert box.taken == []

    desk_office.clock.pass_by(hours=21)
    await desk_office.settle()

    [letter] = box.to("m-001@desk.example")
    assert str(letter["Subject"]) == "3 条通知汇总"
    assert all(word in text_of(letter) for word in ("服务已恢复", "报告已发布", "新投诉"))
    digest = "notice-" + str(letter["Message-ID"]).strip("<>").partition("@")[0]
    items = (await desk_office.notice(digest)).said.items
    assert items == tuple(
        sorted(key_of(code, "staff-m-001") for code in ("service-restored", "report-out", "complaint-raised"))
    )
    assert desk_office.deliveries.counts() == {}


async def test_a_digest_cut_off_before_it_was_requested_is_sent_once(desk_office: Office, box: Mailbox):
    desk_office.employ(member("m-001", Role.SUPERVISOR, digest="09:00"))
    for code in ("service-restored", "report-out"):
        await desk_office.tell(sample(KINDS[code]))
    desk_office.clock.pass_by(hours=21)
    due = desk_office.deliveries.due(desk_office.clock.now, 10)
    await desk_office.notifying._digests.gathered(due)  # pyright: ignore[reportPrivateUsage] -- and here it is cut off

    await desk_office.settle()

    assert len(box.to("m-001@desk.example")) == 1


async def test_over_so_many_an_hour_the_rest_comes_together_in_the_next(
    store: NatsEventStore, read: ReadStore, clock: Clock, mail_server: MailServer, box: Mailbox
):
    made = office(store, read, clock, {EmailChannel.name: EmailChannel(mail_server)}, NoticeRules(hourly=2))
    for code in ("received", "complaint-handled", "word-awaited", "survey", "closed"):
        await made.tell(sample(KINDS[code]))
    await made.settle()
    assert len(box.to(CUSTOMER)) == 2
    assert said(await made.notice(key_of("closed", "customer-x"))).held == "rate"

    clock.pass_by(hours=1)
    await made.settle()

    assert [str(letter["Subject"]) for letter in box.to(CUSTOMER)[2:]] == ["3 条通知汇总"]


async def test_who_wants_no_mail_finds_it_in_the_inbox(desk_office: Office, box: Mailbox):
    desk_office.employ(member("s-002", Role.SUPERVISOR, channels=("inbox",)))
    await desk_office.tell(sample(KINDS["alarm"]))
    await desk_office.settle()

    assert box.taken == []
    assert (await desk_office.notice(key_of("alarm", "staff-s-002", "inbox"))).status == "sent"


async def test_what_is_over_the_hour_before_the_quiet_hours_waits_for_the_morning(
    store: NatsEventStore, read: ReadStore, clock: Clock, mail_server: MailServer, box: Mailbox
):
    made = office(store, read, clock, {EmailChannel.name: EmailChannel(mail_server)}, NoticeRules(hourly=1))
    clock.now = LATE
    for code in ("received", "complaint-handled"):
        await made.tell(sample(KINDS[code]))
    await made.settle()

    held = said(await made.notice(key_of("complaint-handled", "customer-x")))
    assert (held.held, held.until) == ("rate", MORNING)
    clock.now = LATE + timedelta(minutes=3)
    await made.settle()
    assert len(box.taken) == 1


async def test_what_a_server_did_not_take_in_the_evening_is_tried_again_in_the_morning(
    desk_office: Office, box: Mailbox
):
    desk_office.clock.now, box.mood = LATE, "busy"
    await desk_office.tell(sample(KINDS["received"]))
    await desk_office.settle()
    box.mood = "takes"
    for _ in range(10):
        desk_office.clock.pass_by(hours=1)
        await desk_office.settle()
    assert (len(box.taken), (await desk_office.notice(TO_CUSTOMER)).waits) == (0, True)

    desk_office.clock.now = MORNING
    await desk_office.settle()

    assert len(box.to(CUSTOMER)) == 1


async def test_what_was_due_when_the_program_was_stopped_is_not_sent_at_night(desk_office: Office, box: Mailbox):
    desk_office.clock.now = LATE
    await desk_office.tell(sample(KINDS["received"]))
    desk_office.clock.now = NIGHT
    await desk_office.settle()
    assert box.taken == []

    desk_office.clock.now = MORNING
    await desk_office.settle()

    assert len(box.to(CUSTOMER)) == 1


async def test_who_wants_theirs_together_in_their_quiet_hours_gets_it_then(desk_office: Office, box: Mailbox):
    desk_office.employ(member("s-002", Role.SUPERVISOR, digest="06:00"))
    for code in ("service-restored", "complaint-raised"):
        await desk_office.tell(sample(KINDS[code]))
    desk_office.clock.now = datetime(2024, 5, 2, 6, 0, tzinfo=ZONE)
    await desk_office.settle()

    assert len(box.to("s-002@desk.example")) == 1


@pytest.mark.parametrize(
    ("clock", "until"),
    [("22:00", "07:00"), ("02:00", "07:00"), ("06:59", "07:00"), ("07:00", None), ("21:59", None)],
)
def test_quiet_hours_go_over_midnight_and_end_on_the_minute(clock: str, until: str | None):
    wishes = Preferences(quiet=(time(22), time(7)))
    held = held_back(wishes, datetime.fromisoformat(f"2024-05-01T{clock}").replace(tzinfo=ZONE), urgent=False)

    assert (held[1].strftime("%H:%M") if held else None) == until


def test_who_only_reads_of_what_happened_gets_it_once_a_day():
    assert for_roles({Role.MANAGER}).digest == time(9)
    assert for_roles({Role.MANAGER, Role.SUPERVISOR}).digest is None
    assert for_roles({Role.ENGINEER}).digest is None
    at = datetime(2024, 5, 1, 9, 0, tzinfo=ZONE)
    assert held_back(for_roles({Role.MANAGER}), at, urgent=False) == ("digest", at + timedelta(days=1))
    assert held_back(for_roles({Role.MANAGER}), at, urgent=True) is None
