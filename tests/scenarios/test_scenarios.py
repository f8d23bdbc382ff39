"""Every scenario passes, every id, row and sentence has one that says enough, and the page tells them as they ran."""

import pytest

from domain.rights import RIGHTS, TABLE
from domain.ticket.commands import COMMANDS
from tests.scenarios import told
from tests.scenarios.desk.running import run
from tests.scenarios.grammar import SCENARIOS, THEN, WHEN, Scenario
from tests.scenarios.parts import Allowed, Expected, Looked, Outcome
from tests.scenarios.section_9.lines import LINES
from tests.scenarios.section_9.matrix import Line, further
from tests.scenarios.section_9.page import shown_by
from tests.scenarios.section_9.sentences import SENTENCES
from tests.scenarios.shown.page import PAGE, ids, written
from tests.scenarios.shown.process import TITLES

IDS = (*(f"R{number}" for number in range(1, 53)),)
LETTERED = ("R8a", "R23a", "R33a", "R36a", "R37a", "R45a")
"""What the scenarios must show: all of the process."""
EVERY = [pytest.param(scenario, id=scenario.tell.__name__) for scenario in SCENARIOS]

assert told.__doc__


@pytest.mark.parametrize("scenario", EVERY)
def test_the_scenario_happens_as_it_is_told(scenario: Scenario) -> None:
    lines = run(scenario)
    assert all(chinese and english for chinese, english in (line.words for line in lines))


def test_a_scenario_is_given_when_then() -> None:
    """What is given comes first; then, by turns, somebody does something and it is said what came of it."""
    for scenario in SCENARIOS:
        name, kinds = scenario.tell.__name__, [kind for kind, _ in scenario.tell().parts]
        told_by_turns = [kind for kind, before in zip(kinds, ["", *kinds], strict=False) if kind != before]
        expected = [WHEN, THEN] * kinds.count(WHEN)
        assert WHEN in kinds, name
        assert [kind for kind in told_by_turns if kind != "given"] == expected, name
        assert "given" not in told_by_turns[1:], name


def test_a_scenario_says_what_comes_of_it() -> None:
    for scenario in SCENARIOS:
        name, parts = scenario.tell.__name__, scenario.tell().parts
        assert all(isinstance(part, Outcome) == (kind == THEN) for kind, part in parts), name
        said = [part for kind, part in parts if kind == THEN]
        assert any(part != Expected() for part in said), name
        assert all(part.expected for part in said if isinstance(part, Looked)), name


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.english)
def test_a_row_of_section_9_is_told_by_what_is_allowed_and_what_is_refused(line: Line) -> None:
    said = [part for scenario in shown_by(line.english) for _, part in scenario.tell().parts]
    assert any(isinstance(part, Allowed) or (isinstance(part, Expected) and part.events) for part in said)
    assert any(isinstance(part, Expected) and part.refused == "forbidden" for part in said)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_of_section_9_is_told(sentence: str) -> None:
    assert shown_by(sentence)


def test_scenarios_of_section_9_tell_a_row_or_a_sentence_of_it() -> None:
    known = {*SENTENCES, *(line.english for line in LINES)}
    assert {scenario.line for scenario in SCENARIOS if scenario.line} == known


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.english)
def test_section_9_holds_for_every_role_on_every_kind_of_ticket(line: Line) -> None:
    for grant in line.grants:
        assert len(list(grant.tried())) > len(grant.roles)
        assert grant.refusal()


def test_no_id_is_missing() -> None:
    assert {*IDS, *LETTERED} <= set(ids())


def test_every_id_has_its_heading_in_both_languages() -> None:
    assert set(TITLES) == set(ids())


def test_no_line_of_section_9_is_missing() -> None:
    assert [line.english for line in LINES] == list(dict.fromkeys(row.line for row in TABLE))


def test_every_action_has_its_place_in_the_matrix() -> None:
    shown = {action for line in LINES for grant in (*line.grants, *further(line)) for action in grant.actions}
    assert set(COMMANDS) <= shown
    assert set(RIGHTS) == shown


def test_the_page_is_in_step() -> None:
    assert PAGE.read_text("utf-8") == written(), "write it anew: make scenarios"
