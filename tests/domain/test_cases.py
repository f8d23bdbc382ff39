"""Every command works, is harmless twice, and is refused for each reason that the rules can give."""

import re
from collections import Counter
from pathlib import Path

import pytest

from domain.refusals import NotAllowed
from domain.ticket import decide as rules
from domain.ticket.commands import COMMANDS, CancelTicket, LinkTicket, MergeTicket
from domain.ticket.decide import POSSIBLE
from domain.ticket.decide.taking_in.linking import on_the_other
from domain.ticket.events import TicketAbsorbed, TicketEvent, TicketLinked, TicketMerged
from domain.ticket.vocabulary import Linked, Relation, Stage
from tests.domain.case import Case, No
from tests.domain.cases import (
    closing,
    diagnosis,
    dispatch,
    ending,
    fees,
    intake,
    parts,
    plan,
    progress,
    remarks,
    survey,
    work,
)
from tests.domain.specification import CANCELLED, ENDED, OPENED, given, state

CASES = tuple(
    case
    for phase in (intake, diagnosis, plan, dispatch, work, parts, fees, progress, ending, survey, closing, remarks)
    for case in phase.CASES
)
OPENING, AFTER_IT = CASES[0], CASES[1:]
REFUSALS = tuple((case, no) for case in CASES for no in case.refused)
NOT_AFTER_AN_END = tuple(case for case in AFTER_IT if Stage.CANCELLED not in POSSIBLE[case.command.action])


@pytest.mark.parametrize("case", CASES, ids=str)
def test_it_works(case: Case) -> None:
    case.works()


@pytest.mark.parametrize("case", CASES, ids=str)
def test_it_is_harmless_twice(case: Case) -> None:
    case.works_twice()


@pytest.mark.parametrize(("case", "no"), REFUSALS, ids=[f"{case}-{no.code}" for case, no in REFUSALS])
def test_it_is_refused(case: Case, no: No) -> None:
    case.is_refused(no)


@pytest.mark.parametrize("case", AFTER_IT, ids=str)
def test_it_is_refused_where_there_is_no_ticket(case: Case) -> None:
    given().when(case.command).then_refused("not-opened")


@pytest.mark.parametrize("case", NOT_AFTER_AN_END, ids=str)
def test_it_is_refused_once_the_ticket_is_cancelled(case: Case) -> None:
    if case.command.action == "cancel":
        given(*ENDED).when(case.command, by=case.by).then_refused("wrong-stage")
    else:
        given(*case.after, CANCELLED).under(case.pack).when(case.command, by=case.by).then_refused("wrong-stage")


def test_every_command_has_its_cases() -> None:
    assert Counter(type(case.command) for case in CASES) == Counter(COMMANDS.values())


def test_every_reason_that_the_rules_can_give_is_tried() -> None:
    folder = Path(rules.__file__).parent
    given_by_rules = {
        code for file in folder.rglob("*.py") for code in re.findall(r'NotAllowed\(\s*"([a-z-]+)"', file.read_text())
    }
    tried_here = {
        "not-on-itself",
        "merged-other",
        "merged-across-customers",
        "linked-to-merged",
    }
    assert given_by_rules - {no.code for _, no in REFUSALS} == tried_here


@pytest.mark.parametrize(
    ("said", "seen"),
    [("same-call", "same-call"), ("related", "related"), ("duplicate", "duplicated"), ("repeat", "repeated")],
)
def test_the_other_ticket_is_linked_back_as_it_sees_it(said: Relation, seen: Linked) -> None:
    linked = TicketLinked(other="1", relation=seen)
    assert _other(LinkTicket(other="2", relation=said), OPENED) == [linked]
    assert _other(LinkTicket(other="2", relation=said), OPENED, linked) == []


def test_the_other_ticket_is_linked_back_to_what_is_cancelled_for_repeating_it() -> None:
    repeating = CancelTicket(cancelled_as="duplicate", duplicate_of="2", reason="重复")
    assert _other(repeating, OPENED) == [TicketLinked(other="1", relation="duplicated")]
    linked = TicketLinked(other="1", relation="duplicated")
    assert _other(repeating, OPENED, linked) == [linked]  # so that giving it up at the same time is noticed
    with pytest.raises(NotAllowed) as refusal:
        _other(repeating, OPENED, TicketMerged(into="3"))
    assert refusal.value.code == "linked-to-merged"


def test_the_other_ticket_keeps_that_one_was_merged_into_it() -> None:
    assert _other(MergeTicket(into="2", reason="重复"), OPENED) == [TicketAbsorbed(other="1")]


def test_nothing_is_merged_into_a_ticket_that_is_over() -> None:
    with pytest.raises(NotAllowed) as refusal:
        _other(MergeTicket(into="2"), *ENDED)
    assert refusal.value.code == "merged-other"


def test_nothing_is_merged_into_a_ticket_of_another_customer_which_may_be_linked() -> None:
    with pytest.raises(NotAllowed) as refusal:
        _other(MergeTicket(into="2"), OPENED, customer="customer-C2")
    assert refusal.value.code == "merged-across-customers"
    linked = TicketLinked(other="1", relation="related")
    assert _other(LinkTicket(other="2", relation="related"), OPENED, customer="customer-C2") == [linked]


def test_nothing_is_linked_to_a_ticket_that_was_merged_unless_it_was_so_already() -> None:
    linked, merged = TicketLinked(other="1", relation="related"), TicketMerged(into="3")
    with pytest.raises(NotAllowed) as refusal:
        _other(LinkTicket(other="2", relation="related"), OPENED, merged)
    assert (refusal.value.code, refusal.value.details["into"]) == ("linked-to-merged", "3")
    assert _other(LinkTicket(other="2", relation="related"), OPENED, linked, merged) == []


@pytest.mark.parametrize("command", [LinkTicket(other="1", relation="related"), MergeTicket(into="1")], ids=repr)
def test_a_ticket_is_not_linked_to_itself(command: LinkTicket | MergeTicket) -> None:
    with pytest.raises(NotAllowed) as refusal:
        _other(command, OPENED, number="1")
    assert refusal.value.code == "not-on-itself"


def _other(
    command: LinkTicket | MergeTicket | CancelTicket,
    *history: TicketEvent,
    number: str = "2",
    customer: str | None = None,
) -> list[TicketEvent]:
    """``customer`` is that of the ticket which is linked or merged, of the other's if not said otherwise."""
    other = state(*history)
    assert other is not None
    return on_the_other(other, command, "1", number, other.customer if customer is None else customer)
