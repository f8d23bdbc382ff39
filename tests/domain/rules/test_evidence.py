"""What the customer chose, allowed, moved or refused may be shown by a file, and by none that is not there (R11, R17, R21)."""

from datetime import timedelta
from decimal import Decimal

import pytest

from domain.ticket.commands import (
    AcceptFee,
    AuthoriseRemoteAssistance,
    ChooseOption,
    ConsentToRepair,
    LogWork,
    MoveVisit,
    RefuseRemoteAssistance,
    RefuseRepair,
    TicketCommand,
)
from domain.ticket.events import (
    FeeDeclined,
    OptionChosen,
    RemoteAssistanceRefused,
    RepairRefused,
    TicketEvent,
    VisitPromised,
)
from tests.domain.aftercare import PAPER
from tests.domain.examples import ANOTHER_PLAN, APPROVED, AT_WORK, CHOICE, CONSENTED, HASH, LATER, ON_SITE, QUOTED
from tests.domain.specification import DISPATCHED, GRADED, NOON, OPENED, REOPENED, RESOLVED, given

WORDS: tuple[tuple[TicketCommand, tuple[TicketEvent, ...]], ...] = (
    (AuthoriseRemoteAssistance(by="张伟", given="message", evidence=HASH), (OPENED,)),
    (RefuseRemoteAssistance(by="张伟", given="message", evidence=HASH), (OPENED,)),
    (ChooseOption(plan=1, option="A", by="张伟", given="signature", evidence=HASH), (*AT_WORK, CHOICE, APPROVED)),
    (RefuseRepair(reason="换新机", by="张伟", given="signature", evidence=HASH), (OPENED,)),
    (
        MoveVisit(at=LATER, by="张伟", given="message", reason="客户不在", evidence=HASH),
        (OPENED, GRADED, DISPATCHED, VisitPromised(at=NOON + timedelta(hours=1))),
    ),
)


@pytest.mark.parametrize(("command", "history"), WORDS, ids=lambda each: getattr(each, "action", "history"))
def test_the_customers_word_is_recorded_with_the_file_that_shows_it(
    command: TicketCommand, history: tuple[TicketEvent, ...]
) -> None:
    [event] = given(*history, PAPER).when(command).caused()
    assert event.model_dump()["evidence"] == HASH


@pytest.mark.parametrize(("command", "history"), WORDS, ids=lambda each: getattr(each, "action", "history"))
def test_a_file_that_is_not_there_shows_nothing(command: TicketCommand, history: tuple[TicketEvent, ...]) -> None:
    given(*history).when(command).then_refused("no-such-attachment")


OFFERED = (*AT_WORK, QUOTED)
NOT_PAID = FeeDeclined(quote=1, given="portal")
ACCEPT = AcceptFee(quote=1, by="张伟", given="signature", evidence=HASH)
CONSENT = ConsentToRepair(by="张伟", given="phone", plan=1)
DEARER = QUOTED.model_copy(update={"quote": 2, "amount": Decimal(9000)})
NOT_WANTED = RepairRefused(plan=1, reason="换新机", given="portal")
CHOSE_A = OptionChosen(plan=1, option="A", by="张伟", given="portal")


def test_the_file_that_showed_one_consent_does_not_show_the_next() -> None:
    """A new price, the paper of the old one."""
    paid = (*OFFERED, PAPER, ACCEPT.causes.model_validate(ACCEPT.model_dump()))
    given(*paid, DEARER).when(ACCEPT.model_copy(update={"quote": 2})).then_refused("evidence-older")


def test_one_paper_may_show_what_was_agreed_to_of_plan_and_price_together() -> None:
    both = (*ON_SITE, QUOTED, PAPER)
    signed = CONSENT.model_copy(update={"given": "signature", "evidence": HASH})
    assert given(*both).when(signed).caused()
    assert given(*both, *given(*both).when(signed).caused()).when(ACCEPT).caused()


@pytest.mark.parametrize(
    "before",
    [(*ON_SITE, NOT_WANTED, CONSENTED), (*ON_SITE, NOT_WANTED.model_copy(update={"given": "phone"}))],
    ids=["taken back by themselves", "told by another"],
)
def test_hearsay_undoes_a_refusal_that_is_not_the_customers_own_any_more(before: tuple[TicketEvent, ...]) -> None:
    given(*before).when(CONSENT).caused()


def test_a_refusal_in_the_portal_is_taken_back_there_or_with_a_newer_file() -> None:
    given(*OFFERED, NOT_PAID, PAPER).when(ACCEPT).then(ACCEPT.causes.model_validate(ACCEPT.model_dump()))
    own = AcceptFee(quote=1, by="张伟", given="portal")
    assert given(*OFFERED, NOT_PAID).when(own).by_the_customer().caused()


def test_what_another_says_in_between_makes_no_hearsay_of_it() -> None:
    also = RemoteAssistanceRefused(reason="数据保密", given="phone")
    refused = (OPENED, RemoteAssistanceRefused(reason="内网", given="portal"), also)
    given(*refused).when(AuthoriseRemoteAssistance(by="张伟", given="phone")).then_refused("own-word-stands")


def test_the_customer_refused_this_plan_and_not_the_next() -> None:
    again = CONSENT.model_copy(update={"plan": 2})
    assert given(*ON_SITE, NOT_WANTED, ANOTHER_PLAN).when(again).caused()


def test_no_word_for_a_plan_is_shown_by_a_file_of_the_remedy_before() -> None:
    before = (OPENED, GRADED, DISPATCHED, PAPER, RESOLVED, REOPENED)
    unplanned = ConsentToRepair(by="张伟", given="signature", evidence=HASH)
    given(*before).under("appliance").when(unplanned).then_refused("evidence-older")


def test_the_customer_may_refuse_by_phone_what_they_agreed_to_in_the_portal() -> None:
    agreed = CONSENTED.model_copy(update={"given": "portal"})
    assert given(*ON_SITE, agreed).when(RefuseRepair(reason="换新机", given="phone", plan=1)).caused()


def test_consent_follows_the_choice_that_it_is_for() -> None:
    chosen = (*AT_WORK, CHOICE, APPROVED, CHOSE_A)
    repair = LogWork(work="repair", steps="更换主板")
    assert given(*chosen, CONSENTED).when(repair).caused()
    assert given(*AT_WORK, CHOICE, APPROVED, CONSENTED, CHOSE_A).when(CONSENT).caused()
