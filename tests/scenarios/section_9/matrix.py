"""How a line of section 9 is tried: every role on six kinds of ticket."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from domain.desk.kinds import Thing
from domain.refusals import Forbidden
from domain.rights import TABLE, Person, Scope, check, may
from domain.wording import ACTIONS, ROLES

ME, TEAM, DEPARTMENT = "x-001", "north", "product"
OTHERWISE: Final = "⚠"
"""Marks what the table grants or refuses otherwise than the process says."""


@dataclass(frozen=True)
class Tried:
    """A ticket as it stands to the person who asks, and the scopes that reach it."""

    words: tuple[str, str]
    thing: Thing
    reached_by: frozenset[Scope]


THINGS: Final = (
    Tried(("本人的", "own"), Thing(owners=(ME,), teams=("south",)), frozenset({"all", "own", "own-team", "team"})),
    Tried(
        ("派给本人的", "dispatched to me"),
        Thing(owners=(ME,), assignee=ME, teams=("south",)),
        frozenset({"all", "own", "own-team", "team", "assigned"}),
    ),
    Tried(("本班组的", "my team's"), Thing(teams=(TEAM,)), frozenset({"all", "own-team", "team"})),
    Tried(
        ("请求本部门的", "asking my department"),
        Thing(teams=("south",), departments_asked=(DEPARTMENT,)),
        frozenset({"all", "asked"}),
    ),
    Tried(
        ("申请过备件的", "a part was asked for"),
        Thing(owners=("other",), teams=("south",), parts_asked=True),
        frozenset({"all", "parts"}),
    ),
    Tried(("其他的", "anybody's"), Thing(owners=("other",), teams=("south",)), frozenset({"all"})),
)


OPEN_QUESTIONS: Final[frozenset[tuple[str, str]]] = frozenset()
"""Where the table of rights may as yet stand otherwise than the process; the page marks what does."""


@dataclass(frozen=True)
class Grant:
    """Actions and the roles that may take them, each on what its scope reaches; every other role may not."""

    actions: tuple[str, ...]
    roles: Mapping[str, Scope]

    @property
    def words(self) -> tuple[str, str]:
        known = [ACTIONS.get(action, (action, action)) for action in self.actions]
        return "、".join(zh for zh, _ in known), ", ".join(en for _, en in known)

    def tried(self) -> Iterator[tuple[str, list[str]]]:
        """Every role that may, with a mark for each kind of ticket. Raises AssertionError where the rights say otherwise."""
        for role in (*ROLES, "system"):
            marks = [self._mark(role, tried) for tried in THINGS]
            if role in self.roles or OTHERWISE in "".join(marks):
                zh, en = ROLES.get(role, ("系统", "system"))
                yield f"{zh} {en}", marks
        yield "其他角色 others", ["✗" for _ in THINGS]

    def refusal(self) -> tuple[str, str] | None:
        """What the first role that may not is told."""
        for role in ROLES:
            if role not in self.roles and (self.actions[0], role) not in OPEN_QUESTIONS:
                try:
                    check(_person(role), self.actions[0], THINGS[0].thing)
                except Forbidden as refused:
                    return refused.say("zh"), refused.say("en")
                raise AssertionError(f"{role} may {self.actions[0]}")
        return None

    def _mark(self, role: str, tried: Tried) -> str:
        wanted = role in self.roles and self.roles[role] in tried.reached_by
        found = {action: may(_person(role), action, tried.thing) is not None for action in self.actions}
        astray = [action for action, allowed in found.items() if allowed != wanted]
        unexpected = [action for action in astray if (action, role) not in OPEN_QUESTIONS]
        assert not unexpected, f"{role} {unexpected} {tried.words[1]}"
        mark = "✓" if wanted else "✗"
        return f"{mark} {OTHERWISE} {', '.join(astray)}" if astray else mark


@dataclass(frozen=True)
class Line:
    """A row of section 9, in the words that the table of rights quotes from it."""

    english: str
    chinese: str
    grants: tuple[Grant, ...]


def _person(role: str) -> Person:
    return Person(ME, frozenset({role}), frozenset({TEAM, DEPARTMENT}))


def further(line: Line) -> tuple[Grant, ...]:
    """What the table of rights has in that row besides, read off the table itself: the page leaves nothing out."""
    said = {action for grant in line.grants for action in grant.actions}
    rows = (row for row in TABLE if row.line == line.english)
    found = ((tuple(action for action in row.actions if action not in said), row.may) for row in rows)
    return tuple(Grant(actions, may) for actions, may in found if actions)


def line(english: str, chinese: str, *grants: tuple[tuple[str, ...], Mapping[str, Scope]]) -> Line:
    return Line(english, chinese, tuple(Grant(actions, roles) for actions, roles in grants))
