"""What section 9 of the process wants of an action, read off its own words in the scenarios, not off the rights."""

from collections.abc import Mapping
from typing import Final

from domain.rights import Scope
from tests.scenarios.section_9.lines import LINES
from tests.scenarios.section_9.matrix import further

GRANTED: Final[Mapping[str, Mapping[str, Scope]]] = {
    action: grant.roles for line in LINES for grant in (*further(line), *line.grants) for action in grant.actions
}
"""By action, the roles that may, each with its scope."""
_MINE: Final = frozenset({"own", "own-team", "assigned"})


def wanted(action: str, role: str, *, mine: bool) -> bool:
    """Of who is in no team, about a thing of no team: ``mine`` is what they opened and what is dispatched to them."""
    scope = GRANTED[action].get(role)
    return scope in ("all", "team") or (mine and scope in _MINE)
