"""The stories leave nobody out who must be refused: every scope of the rights by somebody whom it leaves out."""

from typing import get_args

import pytest

from domain.rights import RIGHTS, Person, Scope, may
from domain.ticket.commands import COMMANDS
from domain.ticket.events import CollaborationRequested, EngineerDispatched, TicketRouted
from tests.domain.specification import OPENED, state
from tests.stories.people import EVERYBODY, NORTH
from tests.stories.telling import Person as Teller
from tests.stories.telling import others

TEAMS = {person.number: frozenset({person.team}) if person.team else frozenset[str]() for person in EVERYBODY}
TICKET = state(
    OPENED,
    TicketRouted(team=NORTH),
    EngineerDispatched(engineer="e-003"),
    CollaborationRequested(request=1, department="product", text="有无缺陷"),
)
"""Of a team, dispatched, and with a question to a department: every scope is somebody's."""


def tried(action: str) -> list[tuple[str, str]]:
    """Who is refused before a step, by staff number and role."""
    step = Teller("s-001:supervisor")(action)
    return [(who, role) for who, _, role in (one.partition(":") for one in others(step, of_a_team=True))]


@pytest.mark.parametrize("action", sorted({*COMMANDS} - {"open", "correct"}))
def test_whoever_is_tried_may_not_and_of_every_role_somebody_is_tried(action: str):
    for who, role in tried(action):
        assert may(Person(who, frozenset({role}), TEAMS.get(who, frozenset())), action, TICKET) is None, (who, role)
    everywhere = {role for role, scope in RIGHTS[action].items() if scope == "all"}
    assert {*RIGHTS[action]} - everywhere <= {role for _, role in tried(action)}


def test_every_scope_that_leaves_somebody_out_is_tried():
    left_out = {scope for action in COMMANDS for scope in RIGHTS[action].values()} - {"all"}
    only_read = {"own-team", "parts"}
    assert left_out == {*get_args(Scope)} - {"all"} - only_read, "such tickets are read, not acted on"
