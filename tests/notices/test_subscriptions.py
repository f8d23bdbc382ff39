"""The owner of a subscription is told when it is disabled, whoever did it but themself; else administrators are."""

from dataclasses import replace

import pytest

from domain.desk.metadata import SYSTEM, CommandMetadata
from domain.notices.catalogue import KINDS
from domain.record.envelope import Actor
from domain.staff.vocabulary import Role
from domain.subscriptions.commands import ChangeSubscription, DisableSubscription, OpenSubscription
from domain.subscriptions.grant import Grant
from domain.subscriptions.identity import subscription_key
from domain.subscriptions.terms import Terms
from gongdan.notices.samples.about import sample
from tests.notices.mailbox import Mailbox, text_of
from tests.notices.office import Office, member

ADMINISTRATOR = Actor(id="d-001", role="administrator", channel="api")
KIND = KINDS["subscription-disabled"]
TERMS = Terms(owner="f-001", purpose="ERP 结算", grant=Grant(), endpoint="https://erp.example.com/events")


async def disabled(office: Office, by: Actor = SYSTEM, terms: Terms = TERMS) -> None:
    """Opened for one owner, given to another, and disabled."""
    key, opened = subscription_key("erp"), TERMS.model_copy(update={"owner": "f-000"})
    steps = (
        (OpenSubscription(way="webhook", terms=opened), ADMINISTRATOR),
        (ChangeSubscription(terms=terms), ADMINISTRATOR),
        (DisableSubscription(why="failing"), by),
    )
    for place, (command, actor) in enumerate(steps):
        await office.desk.act(key, command, CommandMetadata(f"00000000-0000-5000-8000-00000000000{place}", actor))
    last = (await office.desk.events_of(key))[-1].envelope
    about = await office.told.about(key, last.id)
    assert about is not None
    await office.tell(about)
    await office.settle()


async def next_morning(office: Office) -> None:
    """Administrators have what is not urgent together, at nine."""
    await office.settle()
    office.clock.pass_by(hours=24)
    await office.settle()


async def test_who_owns_it_now_is_told_which_and_why_and_what_to_do(desk_office: Office, box: Mailbox):
    desk_office.employ(member("f-000"), member("f-001", language="en"), member("d-001", Role.ADMINISTRATOR))
    await disabled(desk_office)

    [(to, letter)] = box.taken
    assert to == "f-001@desk.example"
    assert "Subscription erp was disabled" in str(letter["Subject"])
    for said in ("deliveries failed for days", "https://erp.example.com/events", "gongdan feed resume erp"):
        assert said in text_of(letter)


async def test_where_the_owner_works_here_no_more_administrators_are_told(desk_office: Office, box: Mailbox):
    desk_office.employ(member("d-001", Role.ADMINISTRATOR), member("s-002", Role.SUPERVISOR))
    await disabled(desk_office)
    await next_morning(desk_office)
    assert [to for to, _ in box.taken] == ["d-001@desk.example"]


@pytest.mark.parametrize("by", ["m-900", "d-001"])
async def test_who_disabled_their_own_is_not_told_of_it(desk_office: Office, box: Mailbox, by: str):
    about = sample(KIND)
    actor = Actor(id=by, role="administrator", channel="api")
    envelope = about.cause.envelope.model_copy(update={"actor": actor})
    desk_office.employ(member("m-900", Role.ADMINISTRATOR))
    await desk_office.tell(replace(about, cause=replace(about.cause, envelope=envelope)))
    await next_morning(desk_office)
    assert len(box.taken) == (0 if by == "m-900" else 1)
