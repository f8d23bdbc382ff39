"""Where a letter goes: as records and wishes stand when it is sent, and nobody else's in the same letter."""

from dataclasses import replace

import pytest

from consumers.notices.planning.about import About
from domain.customer.state import Customer
from domain.notices.catalogue import KINDS
from domain.notices.commands import RecordSent
from domain.notices.events import NoticeLapsed
from domain.record.event import Event
from domain.staff.events import NoticePreferencesSet
from domain.staff.vocabulary import Role
from domain.ticket.events import CorrectionRecorded, TicketOpened
from gongdan.notices.samples.about import sample
from tests.notices.mailbox import Mailbox, text_of
from tests.notices.office import Office, member
from tests.notices.test_delivering import CUSTOMER, TO_CUSTOMER, key_of
from tests.notices.test_holding_back import MORNING, NIGHT

RIGHT = "zhang3@example.com"
OTHER = "li@other.example"
CORRECTED = CorrectionRecorded(version=1, field="contact.email", wrong=CUSTOMER, right=RIGHT, reason="听错")


def then(about: About, event: Event) -> About:
    """Its ticket, once this happened as well."""
    last = about.history[-1]
    envelope = last.envelope.model_copy(update={"type": event.stored_name, "version": last.envelope.version + 1})
    return replace(about, history=(*about.history, replace(last, envelope=envelope, event=event)))


def of_another(about: About) -> About:
    """A ticket of the same customer with another contact."""
    first = about.history[0]
    assert isinstance(first.event, TicketOpened)
    assert first.event.contact is not None
    contact = first.event.contact.model_copy(update={"name": "李敏", "salutation": "女士", "email": OTHER})
    opened = first.event.model_copy(update={"contact": contact})
    return replace(about, history=(replace(first, event=opened), *about.history[1:]))


def now(office: Office, about: About) -> None:
    """The ticket has come so far meanwhile."""
    office.told.abouts[about.cause.envelope.id] = about


async def test_an_address_that_was_corrected_while_the_letter_waited_is_the_one_that_gets_it(
    desk_office: Office, box: Mailbox
):
    about = sample(KINDS["received"])
    desk_office.clock.now = NIGHT
    await desk_office.tell(about)
    now(desk_office, then(about, CORRECTED))
    desk_office.clock.now = MORNING
    await desk_office.settle()

    assert [to for to, _ in box.taken] == [RIGHT]


async def test_a_customer_who_wants_no_mail_any_more_gets_none_of_what_waited(
    desk_office: Office, box: Mailbox, monkeypatch: pytest.MonkeyPatch
):
    async def chose_none(key: str | None) -> Customer:
        return Customer(notices="none")

    desk_office.clock.now = NIGHT
    await desk_office.tell(sample(KINDS["received"]))
    monkeypatch.setattr(desk_office.told, "customer", chose_none)
    desk_office.clock.now = MORNING
    await desk_office.settle()

    assert box.taken == []
    assert (await desk_office.notice(TO_CUSTOMER)).ended == NoticeLapsed(why="not-wanted")


async def test_a_member_of_staff_who_wants_no_mail_any_more_gets_none_of_what_waited(desk_office: Office, box: Mailbox):
    supervisor = member("s-002", Role.SUPERVISOR)
    desk_office.employ(supervisor)
    desk_office.clock.now = NIGHT
    await desk_office.tell(sample(KINDS["complaint-raised"]))
    wishes = NoticePreferencesSet(email="s-002@desk.example", channels=("inbox",))
    desk_office.employ(replace(supervisor, notices=wishes))
    desk_office.clock.now = MORNING
    await desk_office.settle()

    assert box.taken == []
    key = key_of("complaint-raised", "staff-s-002")
    assert (await desk_office.notice(key)).ended == NoticeLapsed(why="not-wanted")


async def test_what_waited_for_two_contacts_of_one_customer_comes_in_a_letter_to_each(
    desk_office: Office, box: Mailbox
):
    desk_office.clock.now = NIGHT
    await desk_office.tell(sample(KINDS["received"]))
    await desk_office.tell(of_another(sample(KINDS["closed"])))
    desk_office.clock.now = MORNING
    await desk_office.settle()

    assert {to: "李敏" in text_of(letter) for to, letter in box.taken} == {CUSTOMER: False, OTHER: True}


async def test_a_letter_of_several_whose_addresses_part_while_it_is_tried_again_is_sent_one_by_one(
    desk_office: Office, box: Mailbox
):
    desk_office.clock.now, box.mood = NIGHT, "busy"
    for code in ("received", "closed"):
        await desk_office.tell(sample(KINDS[code]))
    desk_office.clock.now = MORNING
    await desk_office.settle()
    assert box.tried == 1

    box.mood = "takes"
    now(desk_office, of_another(sample(KINDS["closed"])))
    desk_office.clock.pass_by(minutes=1)
    await desk_office.settle()

    assert sorted(to for to, _ in box.taken) == sorted([CUSTOMER, OTHER])
    for code in ("received", "closed"):
        key = key_of(code, "customer-x")
        assert (await desk_office.types_of(key))[-1] == RecordSent.causes.stored_name


async def test_a_letter_of_several_greets_by_name_where_all_are_for_the_same_person(desk_office: Office, box: Mailbox):
    desk_office.clock.now = NIGHT
    for code in ("received", "closed"):
        await desk_office.tell(sample(KINDS[code]))
    desk_office.clock.now = MORNING
    await desk_office.settle()

    [(_, letter)] = box.taken
    assert text_of(letter).startswith("尊敬的张伟先生")
