"""Cancelling a ticket as a duplicate: of one that there is, and that does not lead back to it."""

import pytest

from domain.refusals import NotAllowed
from domain.ticket.commands import CancelTicket
from domain.ticket.events import TicketCancelled, TicketLinked, TicketMerged
from domain.ticket.known import Known
from domain.ticket.state import Ticket
from tests.domain.specification import CANCELLED, ENDED, OPENED, WORKING, given, state

THIS, THAT, THIRD = "202405-00001", "202405-00002", "202405-00003"
OF_THAT = CancelTicket(cancelled_as="duplicate", duplicate_of=THAT, reason="同一故障")
OF_THIS = CancelTicket(cancelled_as="duplicate", duplicate_of=THIS, reason="同一故障")
DONE = TicketCancelled(cancelled_as="duplicate", duplicate_of=THAT, reason="同一故障")
OPEN, CLOSED_ONE, WITHDRAWN = state(*WORKING), state(*ENDED), state(OPENED, CANCELLED)


def repeating(number: str) -> Ticket | None:
    return state(OPENED, TicketCancelled(cancelled_as="duplicate", duplicate_of=number, reason="重复"))


@pytest.mark.parametrize(
    "tickets",
    [{THAT: OPEN}, {THAT: CLOSED_ONE}, {THAT: repeating(THIRD), THIRD: OPEN}],
    ids=["open", "closed", "itself a duplicate of a third"],
)
def test_it_is_cancelled_as_a_duplicate_of_a_ticket_that_there_is(tickets: dict[str, Ticket | None]) -> None:
    given(OPENED).knowing(Known(tickets=tickets)).when(OF_THAT).then(DONE)


def test_it_is_refused_where_there_is_no_such_ticket() -> None:
    given(OPENED).knowing(Known(tickets={THAT: None})).when(OF_THAT).then_refused("original-not-found")


def test_it_is_refused_as_a_duplicate_of_itself() -> None:
    given(OPENED).knowing(Known(tickets={THIS: OPEN})).when(OF_THIS).then_refused("original-is-itself")


@pytest.mark.parametrize(
    "tickets",
    [{THAT: repeating(THIS), THIS: OPEN}, {THAT: repeating(THIRD), THIRD: repeating(THIS), THIS: OPEN}],
    ids=["of this one", "of a third that repeats this one"],
)
def test_it_is_refused_where_the_original_was_cancelled_for_repeating_it(tickets: dict[str, Ticket | None]) -> None:
    given(OPENED).knowing(Known(tickets=tickets)).when(OF_THAT).then_refused("original-repeats-it")


@pytest.mark.parametrize(
    "tickets",
    [
        {THAT: state(OPENED, TicketMerged(into=THIS)), THIS: OPEN},
        {THAT: repeating(THIRD), THIRD: state(OPENED, TicketMerged(into=THIS)), THIS: OPEN},
    ],
    ids=["into this one", "for a third that was merged into this one"],
)
def test_it_is_refused_where_the_original_lives_on_in_it(tickets: dict[str, Ticket | None]) -> None:
    given(OPENED).knowing(Known(tickets=tickets)).when(OF_THAT).then_refused("original-repeats-it")


@pytest.mark.parametrize(
    ("tickets", "given_up"),
    [({THAT: WITHDRAWN}, THAT), ({THAT: repeating(THIRD), THIRD: WITHDRAWN}, THIRD)],
    ids=["withdrawn", "a duplicate of one that was withdrawn"],
)
def test_it_is_refused_where_nobody_goes_on(tickets: dict[str, Ticket | None], given_up: str) -> None:
    asked = given(OPENED).knowing(Known(tickets=tickets)).when(OF_THAT)
    asked.then_refused("original-cancelled")
    with pytest.raises(NotAllowed, match=given_up):
        asked.caused()


def test_it_is_refused_where_the_original_is_linked_as_repeating_it() -> None:
    known = Known(tickets={THAT: OPEN})
    linked = TicketLinked(other=THAT, relation="duplicated")
    given(OPENED, linked).knowing(known).when(OF_THAT).then_refused("linked-the-other-way")
    repeats = TicketLinked(other=THAT, relation="duplicate")
    given(OPENED, repeats).knowing(known).when(OF_THAT).then(DONE)


def test_the_same_again_is_harmless_though_the_original_is_gone() -> None:
    given(OPENED, DONE).knowing(Known(tickets={THAT: None})).when(OF_THAT).then_nothing()


def test_what_another_was_cancelled_for_is_not_given_up_but_may_be_for_a_third() -> None:
    withdraw = CancelTicket(cancelled_as="withdrawn", reason="客户撤回")
    linked = TicketLinked(other=THAT, relation="duplicated")
    for_it, open_still = Known(tickets={THAT: repeating(THIS)}), Known(tickets={THAT: OPEN})
    given(OPENED, linked).knowing(for_it).when(withdraw).then_refused("others-live-on")
    given(OPENED, linked).knowing(open_still).when(withdraw).then(CANCELLED)
    third = OF_THAT.model_copy(update={"duplicate_of": THIRD})
    assert given(OPENED, linked).knowing(Known(tickets={THIRD: OPEN})).when(third).caused()
