"""Every scenario passes, every id and every line of section 9 has one, and the page tells them as they ran."""

import pytest

from domain.rights import TABLE
from domain.ticket.commands import COMMANDS
from tests.scenarios import told
from tests.scenarios.grammar import SCENARIOS, Expected, Kept, Looked, Scenario, Step
from tests.scenarios.page import PAGE, ids, written
from tests.scenarios.rights import Line
from tests.scenarios.running import run
from tests.scenarios.section_9 import LINES

IDS = (*(f"R{number}" for number in range(1, 28)), "R8a", "R23a")
"""What the scenarios must show so far; the next issues add theirs."""

assert told.__all__


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: f"{'-'.join(scenario.ids)}-{scenario.name}")
def test_the_scenario_happens_as_it_is_told(scenario: Scenario) -> None:
    lines = run(scenario)
    assert all(chinese and english for chinese, english in (line.words for line in lines))


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)
def test_a_scenario_asks_something_and_says_what_comes_of_it(scenario: Scenario) -> None:
    parts = [part for _, part in scenario.tell().parts]
    assert any(isinstance(part, Step) for part in parts)
    assert any(isinstance(part, Kept | Looked) or (isinstance(part, Expected) and part != Expected()) for part in parts)


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.english)
def test_section_9_holds_for_every_role_on_every_kind_of_ticket(line: Line) -> None:
    for grant in line.grants:
        assert len(list(grant.tried())) > len(grant.roles)
        assert grant.refusal()


def test_no_id_is_missing() -> None:
    assert set(IDS) <= set(ids())


def test_no_line_of_section_9_is_missing() -> None:
    assert [line.english for line in LINES] == list(dict.fromkeys(row.line for row in TABLE))


def test_every_action_on_a_ticket_stands_in_section_9() -> None:
    assert set(COMMANDS) <= {action for line in LINES for grant in line.grants for action in grant.actions}


def test_the_page_is_in_step() -> None:
    assert PAGE.read_text("utf-8") == written(), "write it anew: make scenarios"
