"""A matter of a ticket did not happen before the ticket was opened."""

import pytest

from tests.matters.cases.complaints import RAISED
from tests.matters.cases.inspections import SAMPLED
from tests.matters.cases.returns import ASKED
from tests.matters.specification import given
from tests.scenarios.parts import Step

OF_A_TICKET = [pytest.param(step, id=step.command.action) for step in (RAISED, SAMPLED, ASKED)]


@pytest.mark.parametrize("step", OF_A_TICKET)
def test_a_matter_is_no_older_than_its_ticket(step: Step) -> None:
    given().when(step.happened_at("1999-01-01 00:00", late="补录")).then_refused("before-opening")


@pytest.mark.parametrize("step", OF_A_TICKET)
def test_what_happened_since_the_ticket_was_opened_is_recorded_late(step: Step) -> None:
    given().when(step.happened_at("2024-05-11 20:00", late="补录")).then_stands()
