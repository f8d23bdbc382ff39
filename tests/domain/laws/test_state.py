"""Laws of the ticket's state: never refused, replayed it is the same, and judged alike by rules and flags."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import create_model

from domain.record.numbering import last_count, number
from domain.record.personal import Name, Text, personal_fields
from domain.refusals import NotAllowed
from domain.ticket.commands import COMMAND_OF
from domain.ticket.decide import decide, judge, possible
from domain.ticket.events import (
    EVENTS,
    Contact,
    CorrectionRecorded,
    EngineerArrived,
    EngineerDispatched,
    HandlingStarted,
    TicketAbsorbed,
    TicketClosed,
    TicketEvent,
    TicketGraded,
    TicketOpened,
    TicketPaused,
    TicketResumed,
    VisitPromised,
)
from domain.ticket.numbering import number_of, ticket_key
from domain.ticket.state import Ticket, after
from domain.ticket.vocabulary import ENDED, Stage
from tests.domain.specification import ELSEWHERE, LIVE, OPENED, state
from tests.domain.test_cases import AFTER_IT

NUMBERED = ("plan", "quote", "compensation", "request", "version")
ELSEWHERE_TOLD = (  # with less said than live work says
    TicketGraded(severity="general"),
    EngineerDispatched(engineer="004"),
    VisitPromised(),
    TicketPaused(waiting_for="part"),
    TicketResumed(),
    TicketClosed(),
    TicketAbsorbed(other="1"),
    CorrectionRecorded(version=1, field="product.purchased", right="never", reason="x"),
)
"""Events of other systems, and of the other ticket."""


def numbered(event: TicketEvent, number: int) -> TicketEvent:
    """The same of another plan, quote or request, whether there is one or not."""
    name = next((name for name in NUMBERED if name in type(event).model_fields), None)
    return event.model_copy(update={name: number}) if name else event


EVENT = st.builds(numbered, st.sampled_from([*(case.causes for case in AFTER_IT), *ELSEWHERE_TOLD]), st.integers(0, 3))
HISTORY = st.lists(EVENT, max_size=25)
REMOTELY = HandlingStarted(where="remote")


@given(HISTORY)
def test_any_history_has_a_state_whatever_its_order(history: list[TicketEvent]) -> None:
    ticket = state(OPENED, *history)
    assert ticket is not None
    assert (ticket.stage is Stage.PAUSED) == (ticket.waiting_for is not None)
    assert ticket.is_open == (ticket.stage not in ENDED)


@given(HISTORY)
@example([EngineerArrived(), EngineerDispatched(engineer="004"), EngineerArrived()])
@example([EngineerDispatched(engineer="004"), VisitPromised()])
@example([EngineerDispatched(engineer="004"), REMOTELY, EngineerDispatched(engineer="005"), REMOTELY])
def test_what_is_flagged_as_already_so_leaves_the_state_as_it_was(history: list[TicketEvent]) -> None:
    ticket: Ticket = after(Ticket(customer="customer-1"), OPENED, "001")
    for event in history:
        follows = after(ticket, event, "001")
        if judge(ticket, event, ELSEWHERE) == "already-so":
            assert follows.stage == ticket.stage
        ticket = follows


@given(HISTORY, EVENT)
def test_live_rules_are_never_laxer_than_the_flags(history: list[TicketEvent], event: TicketEvent) -> None:
    ticket = state(OPENED, *history)
    kind = COMMAND_OF.get(type(event))
    if kind is None:
        return  # the other side of a command
    command = kind.model_construct(**{name: getattr(event, name, None) for name in kind.model_fields})
    try:
        caused = decide(ticket, command, LIVE)
    except NotAllowed:
        return
    assert judge(ticket, event, ELSEWHERE) == (None if caused else "already-so")


@given(HISTORY)
def test_an_action_that_is_not_possible_is_refused_or_already_so(history: list[TicketEvent]) -> None:
    ticket = state(OPENED, *history)
    assert ticket is not None
    assert "note" in possible(ticket.stage)
    assert ("reopen" in possible(ticket.stage)) == (ticket.stage in {Stage.RESOLVED, Stage.CONFIRMED, Stage.CLOSED})


@given(st.integers(0, 300_000), st.integers(0, 300_000))
async def test_the_last_number_is_found_by_galloping(last: int, known: int) -> None:
    reads = 0

    async def taken(count: int) -> bool:
        nonlocal reads
        reads += 1
        return count <= last

    known = min(known, last)
    assert await last_count(taken, known) == last
    assert reads <= 2 * (last - known + 1).bit_length() + 2


def test_a_number_is_the_id_of_its_ticket() -> None:
    assert number_of(ticket_key(number("202405-", 123))) == "202405-00123"


def test_every_free_text_of_every_event_is_declared_personal() -> None:
    free = {"reason", "note", "text", "finding", "cause", "handling", "precautions", "report", "summary", "description"}
    for event in EVENTS.values():
        personal = {path[-1] for path, _ in personal_fields(event)}
        assert free & set(event.model_fields) <= personal, event


def test_names_phones_and_serials_are_declared_personal() -> None:
    paths = {".".join(path) for path, _ in personal_fields(TicketOpened)}
    assert {
        "customer_name",
        "contact.name",
        "contact.phone",
        "contact.email",
        "product.serial",
        "order_number",
    } <= paths


@pytest.mark.parametrize("inside", [list[Contact], tuple[Name, ...], dict[str, Text], list[Contact] | None])
def test_personal_data_inside_a_container_must_be_marked_on_the_container(inside: object) -> None:
    model = create_model("Attended", people=(inside, ...))
    with pytest.raises(TypeError, match="people"):
        personal_fields(model)
