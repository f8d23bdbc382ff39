"""How scores add up, and when a finding may be upheld unanswered."""

from dataclasses import replace
from datetime import date

import pytest
from pydantic import ValidationError

from domain.matters.inspections.commands import SampleTicket
from domain.matters.inspections.decide import INSPECTION
from domain.matters.inspections.forms import FORMS, Form, read
from domain.matters.inspections.same_work import worked_on
from domain.matters.inspections.scoring import Score
from domain.policy.in_force import shipped
from domain.record.envelope import Actor, Recorded
from domain.refusals import NotAllowed
from domain.staff.spans import Days, Span
from domain.staff.state import Staff
from domain.staff.vocabulary import Role
from domain.ticket.circumstances import Circumstances
from domain.ticket.events import ReceiptAcknowledged
from domain.ticket.known import Known
from domain.ticket.state import Ticket
from domain.ticket.vocabulary import Channel
from tests.domain.specification import recorded
from tests.matters.cases.inspections import (
    AGAIN,
    ANSWERED,
    BELOW,
    CLOSED,
    DROPPED,
    FOUND,
    PASSED,
    SAMPLED,
    TOO_LATE,
    scored,
)
from tests.matters.specification import BEGINS, given
from tests.matters.world import OTHER, TICKET
from tests.scenarios.people import quality

FORM = """
[short]
version = 3
zh = "简表"
en = "Short"
pass = 50
answer_days = 2
items = [
  { item = "a", zh = "甲", en = "A", weight = 1, most = 100 },
  { item = "b", zh = "乙", en = "B", weight = 3, most = 5 },
]
"""


def short() -> Form:
    return read(FORM)["short"]


@pytest.mark.parametrize(
    ("a", "b", "total"), [(100, 5, 100), (0, 1, 15), (50, 5, 88), (48, 5, 87), (0, 5, 75), (100, 1, 40)]
)
def test_a_total_is_of_a_hundred_by_weight_and_rounded_half_up(a: int, b: int, total: int) -> None:
    assert short().total((Score(item="a", points=a), Score(item="b", points=b))) == total


@pytest.mark.parametrize("points", ["5", True, 4.0])
def test_points_are_a_whole_number(points: object) -> None:
    with pytest.raises(ValidationError):
        Score.model_validate({"item": "a", "points": points})


def test_a_form_with_two_items_of_one_name_is_none() -> None:
    with pytest.raises(ValueError, match="one name"):
        read(FORM.replace('item = "b"', 'item = "a"'))


@pytest.mark.parametrize("code", FORMS)
def test_a_shipped_form_can_be_passed_and_failed(code: str) -> None:
    form = FORMS[code]
    best = tuple(Score(item=item.item, points=item.most) for item in form.items)
    worst = tuple(Score(item=item.item, points=0 if item.most == 100 else 1) for item in form.items)
    assert form.total(worst) < form.mark <= form.total(best) == 100


def test_work_is_looked_at_once_by_each_form() -> None:
    given(*FOUND).when(AGAIN).then_refused("sampled-already")
    given(SAMPLED, PASSED, CLOSED).when(AGAIN).then_refused("sampled-already")
    given(SAMPLED).when(quality(SampleTicket(ticket=TICKET, form="visit", about="a-001"))).then_stands(form="visit")
    given(SAMPLED).when(quality(SampleTicket(ticket=OTHER, form="service", about="a-001"))).then_stands(form="service")


def test_what_was_left_unscored_may_be_sampled_again() -> None:
    given(SAMPLED, DROPPED).when(AGAIN).then_stands(status="sampled")


def test_who_acted_on_a_ticket_or_has_it_worked_on_it() -> None:
    ticket = Ticket(engineer="e-003", handler="a-002", customer="customer-1")
    history = [_by("a-001", "agent"), _by("e-004", "engineer"), _by("s-001", "supervisor"), _by("w-001", "warehouse")]
    assert worked_on(ticket, history) == {"a-001", "a-002", "e-003", "e-004"}


def _by(who: str, role: str) -> Recorded:
    one = recorded(ReceiptAcknowledged(channel=Channel.PHONE))
    return replace(one, envelope=one.envelope.model_copy(update={"actor": Actor(id=who, role=role, channel="api")}))


@pytest.mark.parametrize(("roles", "code"), [((), None), (("agent", "supervisor"), None), (("supervisor",), "no")])
def test_who_may_answer_for_it_no_more_is_not_sampled(roles: tuple[Role, ...], code: str | None) -> None:
    since = Days((Span(date(2020, 1, 1)),))
    known = Known(
        staff={"a-001": Staff(number="a-001", employed=since, roles={Role(role): since for role in roles})},
        staff_kept=True,
        worked=frozenset({"a-001"}),
    )
    under = Circumstances("q-001", BEGINS, shipped().newest("handbook"), known=known)
    if code is None:
        assert INSPECTION.decide(None, SAMPLED.command, under)
        return
    with pytest.raises(NotAllowed) as refused:
        INSPECTION.decide(None, SAMPLED.command, under)
    assert refused.value.code == "inspected-without-part"


def test_what_reaches_the_pass_mark_is_no_finding() -> None:
    just = quality(scored(diagnosis=90, record=60, response=85))
    given(SAMPLED).when(just).then_stands(total=80, status="passed", due=None)


def test_a_finding_is_due_on_the_day_that_was_said() -> None:
    later = quality(scored().model_copy(update={"answer_by": date(2024, 5, 31)}))
    given(SAMPLED).when(later).then_stands(due=date(2024, 5, 31), about=("a-001",))


def test_an_unanswered_finding_is_upheld_once_its_day_is_over() -> None:
    given(*FOUND).when(TOO_LATE).then_stands(status="upheld", due=None)


def test_who_answered_is_waited_for_no_longer() -> None:
    given(SAMPLED, BELOW).when(ANSWERED).then_stands(due=None, agrees=False)


def test_a_passed_one_has_its_total() -> None:
    given(SAMPLED).when(PASSED).then_stands(form="service@1", total=86, pass_mark=80)
