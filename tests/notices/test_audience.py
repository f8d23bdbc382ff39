"""Who is told: by team and part in the work, through stand-ins, and never of what they did themself."""

from dataclasses import replace

import pytest

from domain.notices.audience import Around, Audience, staff_of
from domain.notices.catalogue import KINDS
from domain.record.personal import ERASED
from domain.staff.spans import Days, Span
from domain.staff.state import Staff
from domain.staff.vocabulary import Role
from domain.ticket.events import TicketOpened
from domain.ticket.state import Ticket
from domain.ticket.vocabulary import Channel, Kind
from gongdan.notices.samples.about import sample
from tests.notices.mailbox import Mailbox
from tests.notices.office import NOON, ZONE, Office, member
from tests.notices.test_delivering import CUSTOMER, TO_CUSTOMER, key_of

DAY = NOON.astimezone(ZONE).date()
OPENED = TicketOpened(channel=Channel.PHONE, kind=Kind.FAULT)
NORTH = member("s-north", Role.SUPERVISOR, team="north")
SOUTH = member("s-south", Role.SUPERVISOR, team="south")
OF_NONE = member("s-any", Role.SUPERVISOR)
ENGINEER = member("003", Role.ENGINEER, team="north")
TECHNICIAN = member("t-001", Role.ENGINEER, team="technical")


def told(audience: Audience, *staff: Staff, ticket: Ticket | None = None, by: str = "a-001") -> set[str]:
    return {*staff_of(audience, Around(OPENED, by, staff, DAY, ticket))}


@pytest.mark.parametrize(
    ("team", "expected"),
    [("north", {"s-north", "s-any"}), ("west", {"s-any"}), (None, {"s-north", "s-south", "s-any"})],
)
def test_supervisors_are_those_of_the_team_and_of_none(team: str | None, expected: set[str]):
    assert told("supervisors", NORTH, SOUTH, OF_NONE, ticket=Ticket(team=team)) == expected


def test_where_a_team_has_no_supervisor_all_are_told():
    assert told("supervisors", NORTH, SOUTH, ticket=Ticket(team="west")) == {"s-north", "s-south"}


def test_technical_support_is_the_tickets_team_or_that_of_this_name():
    assert told("technical-support", ENGINEER, TECHNICIAN, ticket=Ticket(team="north")) == {"003"}
    assert told("technical-support", ENGINEER, TECHNICIAN, ticket=Ticket()) == {"t-001"}


def test_nobody_is_told_of_what_they_did_themself():
    assert told("supervisors", NORTH, SOUTH, ticket=Ticket(), by="s-north") == {"s-south"}


def test_who_is_away_is_told_through_their_stand_in():
    away = replace(ENGINEER, leave=Days((Span(DAY, DAY),)))
    stand_in = replace(TECHNICIAN, standing_in={"003": Days((Span(DAY, DAY),))})
    assert told("engineer", away, stand_in, ticket=Ticket(engineer="003")) == {"t-001"}
    assert told("engineer", away, TECHNICIAN, ticket=Ticket(engineer="003")) == {"003"}


def test_who_opened_it_looks_after_it_until_it_is_given_to_another():
    agent = member("a-001", Role.AGENT)
    assert told("handler", agent, ticket=Ticket(opened_by="a-001"), by="x") == {"a-001"}
    assert told("handler", agent, ENGINEER, ticket=Ticket(opened_by="a-001", handler="003"), by="x") == {"003"}
    assert told("handler", agent, ticket=Ticket(opened_by="customer-1"), by="x") == set()


async def test_managers_are_told_of_an_urgent_tickets_missed_deadline_and_of_no_other(
    desk_office: Office, box: Mailbox
):
    desk_office.employ(member("m-001", Role.MANAGER), member("s-002", Role.SUPERVISOR))
    about = sample(KINDS["deadline-missed"])
    ticket = about.ticket
    assert ticket is not None
    await desk_office.tell(about)
    await desk_office.settle()
    assert len(box.to("m-001@desk.example")) == 1

    general = replace(about, ticket=Ticket(**{**ticket.__dict__, "severity": "general"}))
    envelope = general.cause.envelope.model_copy(update={"id": "00000000-0000-5000-8000-000000000009"})
    general = replace(general, cause=replace(general.cause, envelope=envelope))
    await desk_office.tell(general)
    await desk_office.settle()

    assert len(box.to("m-001@desk.example")) == 1
    assert len(box.to("s-002@desk.example")) == 2


async def test_where_the_engineer_has_left_their_supervisors_are_told(desk_office: Office, box: Mailbox):
    gone = replace(ENGINEER, employed=Days((Span(DAY.replace(year=2020), DAY.replace(year=2023)),)))
    desk_office.employ(gone, member("s-002", Role.SUPERVISOR))
    await desk_office.tell(sample(KINDS["contact-due"]))
    await desk_office.settle()

    assert [to for to, _ in box.taken] == ["s-002@desk.example"]


async def test_who_wants_mail_alone_and_can_have_none_finds_it_in_the_inbox(desk_office: Office, box: Mailbox):
    desk_office.channels.clear()
    desk_office.employ(member("s-002", Role.SUPERVISOR, channels=("email",)))
    await desk_office.tell(sample(KINDS["alarm"]))

    assert (await desk_office.notice(key_of("alarm", "staff-s-002", "inbox"))).status == "sent"


async def test_the_product_department_is_told_of_models_that_fail_too_often(desk_office: Office, box: Mailbox):
    contact = member("p-001", Role.DEPARTMENT_CONTACT, team="product")
    desk_office.employ(contact, member("l-001", Role.DEPARTMENT_CONTACT, team="logistics"))
    await desk_office.tell(sample(KINDS["models-failing"]))
    await desk_office.settle()

    assert [to for to, _ in box.taken] == ["p-001@desk.example"]


async def test_who_may_not_see_a_ticket_reads_no_words_of_it(desk_office: Office, box: Mailbox):
    """Technical support hears of every new ticket, and may open those of its team."""
    desk_office.employ(TECHNICIAN, OF_NONE)
    about = sample(KINDS["new-ticket"])
    await desk_office.tell(about)
    await desk_office.settle()

    told_all = str(box.to("s-any@desk.example")[0].get_body(("plain",)).get_content())  # type: ignore[union-attr]
    told_less = str(box.to("t-001@desk.example")[0].get_body(("plain",)).get_content())  # type: ignore[union-attr]
    assert "报警代码" in told_all
    assert "报警代码" not in told_less
    assert "智能空调" in told_less


async def test_an_erased_address_is_written_to_no_more(
    desk_office: Office, box: Mailbox, monkeypatch: pytest.MonkeyPatch
):
    await desk_office.tell(sample(KINDS["received"]))
    events = await desk_office.desk.events_of(TO_CUSTOMER)
    erased = replace(events[0], event=events[0].event.model_copy(update={"address": ERASED}))

    async def as_erased(key: str) -> tuple[object, ...]:
        return (erased,) if key == TO_CUSTOMER else ()

    with monkeypatch.context() as patched:
        patched.setattr(desk_office.sender, "_desk", type("Erased", (), {"events_of": staticmethod(as_erased)})())
        await desk_office.settle()

    assert box.to(CUSTOMER) == []
    assert (await desk_office.notice(TO_CUSTOMER)).status == "lapsed"
