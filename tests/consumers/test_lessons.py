"""What a closing report teaches (R33, R45): one draft each, whose words are the customer's until somebody approved them."""

import json
from dataclasses import replace

import pytest
from structlog.testing import capture_logs

from consumers.lessons import Lessons
from domain.customer.commands import (
    EraseCustomer,
    RegisterCustomer,
    RequestMeasure,
    RestrictCustomer,
    UnrestrictCustomer,
)
from domain.matters.articles.commands import PublishArticle, ReviewArticle, ReviseArticle
from domain.matters.articles.events import ArticleDrafted
from domain.matters.kinds import MATTERS
from domain.policy.in_force import shipped
from domain.record.command import Command
from domain.record.envelope import Actor, Recorded
from domain.record.personal import ERASED
from domain.refusals import NotAllowed
from domain.ticket.circumstances import Circumstances
from domain.ticket.commands import ReopenTicket, ResolveTicket, WriteClosingReport
from domain.ticket.numbering import number_of
from gongdan.storing.keys import KeyStore
from gongdan.storing.mapper import EventMapper
from tests.consumers.examples import AGENT, SUPERVISOR, Office, at, metadata
from tests.consumers.test_aftercare import hear, solved

REPORT = WriteClosingReport(cause="不了解除霜", handling="说明步骤", lessons="说明书应写明除霜步骤")
APPROVE = ReviewArticle(verdict="approved")
ENGINEER = Actor(id="e-001", role="engineer", channel="api")
FORGET: dict[str, tuple[RequestMeasure, Command]] = {
    "for-erased-customer": (RequestMeasure(measure="erase", reason="本人要求", ground="asked"), EraseCustomer()),
    "for-restricted-customer": (
        RequestMeasure(measure="restrict", reason="本人要求", ground="asked"),
        RestrictCustomer(),
    ),
}
"""What two privacy officers do, by what is refused after it."""
ALLOW = RequestMeasure(measure="unrestrict", reason="本人同意"), UnrestrictCustomer()


class Tickets:
    """As the read models know them."""

    def __init__(self, office: Office) -> None:
        self._office = office

    async def tickets_of(self, customer: str, position: int) -> list[str]:
        log = [one for one in await self._office.log() if one.sequence <= position]
        theirs = [one.envelope.aggregate for one in log if one.envelope.customer == customer]
        return [*dict.fromkeys(number_of(key) for key in theirs if key.startswith("ticket-"))]


def lessons(office: Office) -> Lessons:
    return Lessons(office.desk, Tickets(office))


async def drafted() -> tuple[Office, str]:
    """A desk with one draft, and its key."""
    office = Office()
    key = await solved(office)
    await office.desk.act(key, REPORT, metadata())
    await hear(office, lessons(office), key)
    (draft,) = await office.store.category("article")
    return office, draft.envelope.aggregate


async def forgotten(office: Office, code: str) -> str:
    """The customer of the only ticket is on record and does not want to be any more; their key."""
    customer = next(one.envelope.customer for one in await office.log() if one.envelope.customer)
    await office.desk.act(customer, RegisterCustomer(name="张伟"), metadata())
    await decided(office, customer, FORGET[code])
    return customer


async def decided(office: Office, customer: str, commands: tuple[Command, Command]) -> None:
    """Asked for by one privacy officer and approved by another."""
    for officer, command in zip(("p-001", "p-002"), commands, strict=True):
        by = Actor(id=officer, role="privacy-officer", channel="api")
        await office.desk.act(customer, command, metadata(by))


async def test_a_closing_report_becomes_one_draft_for_review():
    office = Office()
    key = await solved(office)
    await office.desk.act(key, REPORT, metadata())
    await hear(office, lessons(office), key)
    (drafted,) = await office.store.category("article")
    assert isinstance(drafted.event, ArticleDrafted)
    assert (drafted.event.lesson_of, drafted.envelope.actor.role) == (key.removeprefix("ticket-"), "system")
    assert "说明书应写明除霜步骤" in (drafted.event.body or "")


async def test_a_lesson_is_sealed_as_its_report_is_until_somebody_approves_it(keys: KeyStore):
    office, mapper = Office(), EventMapper(keys)
    key = await solved(office)
    customer = (await office.desk.events_of(key))[0].envelope.customer
    await office.desk.act(key, REPORT, metadata())
    await hear(office, lessons(office), key)
    (drafted,) = await office.store.category("article")
    article = drafted.envelope.aggregate
    await office.desk.act(article, APPROVE, metadata(SUPERVISOR))

    events = await office.desk.events_of(article)

    def sealed_for(recorded: Recorded) -> str:
        return json.loads(mapper.to_stored_event(recorded).state)["data"]["body"]["subject"]

    assert [each.envelope.type for each in events] == ["article-drafted", "article-revised", "article-reviewed"]
    assert [sealed_for(each) for each in events[:2]] == [customer, article]
    assert getattr(events[0].event, "body", "") == getattr(events[1].event, "body", None)
    state = MATTERS["article"].evolve(None, events[0])
    assert (state.customer, customer in state.owners) == (None, False)


async def test_a_lesson_whose_customer_was_erased_is_approved_by_nobody():
    office = Office()
    key = await solved(office)
    await office.desk.act(key, REPORT, metadata())
    await hear(office, lessons(office), key)
    (drafted,) = await office.store.category("article")
    gone = replace(drafted, event=drafted.event.model_copy(update={"title": ERASED, "body": ERASED}))
    article = MATTERS["article"].evolve(None, gone)
    under = Circumstances("s-001", at("05-02 10:00"), shipped().newest("handbook"), role="supervisor")

    with pytest.raises(NotAllowed, match="no closing report"):
        MATTERS["article"].decide(article, APPROVE, under)


async def test_of_a_ticket_that_was_reopened_before_its_report_was_heard_of_nothing_is_learnt_yet():
    office = Office()
    key = await solved(office)
    await office.desk.act(key, REPORT, metadata())
    await office.desk.act(key, ReopenTicket(reason="又结霜"), metadata())
    await hear(office, lessons(office), key)
    assert not await office.store.category("article")


async def test_a_ticket_that_came_back_teaches_a_second_lesson_that_is_named_so():
    office, learnt = Office(), ("说明书应写明除霜步骤", "门封老化也会结霜")
    key = await solved(office)
    learning = lessons(office)
    for lesson in learnt:
        report = WriteClosingReport(cause="结霜", handling="除霜", lessons=lesson)
        done = await office.desk.act(key, report, metadata())
        await learning.react(done.events[0])
        await office.desk.act(key, ReopenTicket(reason="又结霜"), metadata())
        await office.desk.act(key, ResolveTicket(handling="换门封"), metadata())
    drafts = [one.event for one in await office.store.category("article") if isinstance(one.event, ArticleDrafted)]
    number = key.removeprefix("ticket-")
    assert [draft.title for draft in drafts] == [f"工单 {number} 的经验", f"工单 {number} 的经验（第 2 次结案）"]
    assert all(lesson in (draft.body or "") for lesson, draft in zip(learnt, drafts, strict=True))


async def test_an_approval_of_lent_words_asked_again_under_its_id_is_the_same():
    office, article = await drafted()
    told = metadata(SUPERVISOR)
    first = await office.desk.act(article, APPROVE, told)
    again = await office.desk.act(article, APPROVE, told)
    assert [one.envelope.id for one in again.events] == [one.envelope.id for one in first.events]
    assert [one.event.stored_name for one in first.events] == ["article-revised", "article-reviewed"]


async def test_another_command_under_the_id_of_an_approval_is_refused():
    office, article = await drafted()
    told = metadata(SUPERVISOR)
    await office.desk.act(article, APPROVE, told)
    with pytest.raises(NotAllowed) as refused:
        await office.desk.act(article, PublishArticle(), told)
    assert refused.value.code == "command-reused"


async def test_who_approved_lent_words_is_no_author_of_them():
    office, article = await drafted()
    await office.desk.act(article, APPROVE, metadata(SUPERVISOR))
    await office.desk.act(article, ReviseArticle(title="除霜", body="先断电"), metadata(ENGINEER))
    done = await office.desk.act(article, APPROVE, metadata(SUPERVISOR))
    assert [one.event.stored_name for one in done.events] == ["article-reviewed"]


async def test_who_writes_anew_what_was_lent_is_its_author():
    office, article = await drafted()
    both = Actor(id="s-001", role="agent", channel="api")
    await office.desk.act(article, ReviseArticle(title="除霜", body="先断电"), metadata(both))
    with pytest.raises(NotAllowed) as refused:
        await office.desk.act(article, APPROVE, metadata(SUPERVISOR))
    assert refused.value.code == "own-article"


@pytest.mark.parametrize("code", FORGET)
async def test_words_of_a_customer_who_is_not_to_be_used_become_no_articles(code: str):
    office, article = await drafted()
    await forgotten(office, code)
    with pytest.raises(NotAllowed) as refused:
        await office.desk.act(article, APPROVE, metadata(SUPERVISOR))
    assert refused.value.code == code
    changes = ReviewArticle(verdict="changes-asked", words="自己写")
    assert (await office.desk.act(article, changes, metadata(SUPERVISOR))).events


@pytest.mark.parametrize("code", FORGET)
async def test_nothing_is_learnt_from_a_customer_who_is_not_to_be_used(code: str):
    office = Office()
    key = await solved(office)
    await office.desk.act(key, REPORT, metadata())
    await forgotten(office, code)
    await hear(office, lessons(office), key)
    assert not await office.store.category("article")
    by_hand = MATTERS["article"].opening.model_validate({"title": "x", "lesson_of": key.removeprefix("ticket-")})
    with pytest.raises(NotAllowed, match="customer"):
        await office.desk.begin(MATTERS["article"], by_hand, metadata(AGENT))


async def restricted() -> tuple[Office, str, str]:
    """A desk with a closing report of a customer who is restricted, heard of; ticket and customer."""
    office = Office()
    key = await solved(office)
    await office.desk.act(key, REPORT, metadata())
    customer = await forgotten(office, "for-restricted-customer")
    await hear(office, lessons(office), key)
    return office, key, customer


async def test_it_is_told_that_a_lesson_waits_for_a_restricted_customer():
    with capture_logs() as logs:
        _, key, _ = await restricted()
    assert {"event": "lesson_put_off", "log_level": "info", "ticket": number_of(key)} in logs


async def test_what_a_restricted_customer_taught_is_drafted_once_they_may_be_used_again():
    office, key, customer = await restricted()
    await decided(office, customer, ALLOW)
    await hear(office, lessons(office), customer)
    (draft,) = await office.store.category("article")
    assert isinstance(draft.event, ArticleDrafted)
    assert (draft.event.lesson_of, "除霜" in (draft.event.body or "")) == (number_of(key), True)


async def test_what_was_learnt_before_they_were_restricted_is_not_learnt_again():
    office, article = await drafted()
    customer = await forgotten(office, "for-restricted-customer")
    await decided(office, customer, ALLOW)
    await hear(office, lessons(office), customer)
    assert [each.envelope.aggregate for each in await office.store.category("article")] == [article]


async def test_of_a_ticket_that_was_reopened_meanwhile_nothing_is_learnt():
    office, key, customer = await restricted()
    await decided(office, customer, ALLOW)
    await office.desk.act(key, ReopenTicket(reason="又结霜"), metadata())
    await hear(office, lessons(office), customer)
    assert not await office.store.category("article")
