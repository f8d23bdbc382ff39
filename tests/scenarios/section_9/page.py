"""Section 9 on the page: each row and sentence told by scenarios, then the whole matrix of a row."""

from collections.abc import Iterable, Iterator
from typing import Final

from domain.wording import ACTIONS
from tests.scenarios.grammar import SCENARIOS, Scenario
from tests.scenarios.parts import Asks
from tests.scenarios.section_9.lines import LINES
from tests.scenarios.section_9.matrix import THINGS, Grant, Line, further
from tests.scenarios.section_9.sentences import SENTENCES
from tests.scenarios.shown.table import table

_LEGEND: Final = """\
情景由受理台实际办理。◇：这些操作不经或尚不经受理台，情景检验权限本身，即各入口办理前所问的。⚠：尚未完全如此。

The desk really does what is told. ◇: actions that do not go through the desk, or not yet: the right itself is tried, as every
entrance does before it acts. ⚠: does not hold in full yet."""


def section_9() -> Iterator[str]:
    yield '## <a id="9"></a>9 角色和权限 Roles and rights'
    yield ""
    yield from (_LEGEND, "")
    for words, chinese in SENTENCES.items():
        yield f"### {chinese}<br>{words}"
        yield ""
        yield from _told(words)
    for line in LINES:
        yield f"### {line.chinese}<br>{line.english}"
        yield ""
        yield from _told(line.english)
        yield from _matrix(line)


def shown_by(line: str) -> list[Scenario]:
    """The scenarios that tell a row or sentence of section 9."""
    return [scenario for scenario in SCENARIOS if scenario.line == line]


def by_right_alone() -> frozenset[str]:
    """The actions that section 9 tells by trying the right, not by doing them."""
    return frozenset(_asked([scenario for scenario in SCENARIOS if scenario.line]))


def _told(line: str) -> Iterator[str]:
    scenarios = shown_by(line)
    for scenario in scenarios:
        yield from table(scenario)
    if asked := _asked(scenarios):
        yield f"◇ {_named(asked, 0)}<br>◇ {_named(asked, 1)}"
        yield ""


def _asked(scenarios: Iterable[Scenario]) -> list[str]:
    """Each once, in their order."""
    parts = (part for scenario in scenarios for _, part in scenario.tell().parts)
    return list(dict.fromkeys(part.action for part in parts if isinstance(part, Asks)))


def _named(actions: Iterable[str], place: int) -> str:
    return ("、", ", ")[place].join(ACTIONS[action][place] for action in actions)


def _matrix(line: Line) -> Iterator[str]:
    yield "<details><summary>全部角色 Every role</summary>"
    yield ""
    for grant in (*line.grants, *further(line)):
        yield from _grant(grant)
    yield "</details>"
    yield ""


def _grant(grant: Grant) -> Iterator[str]:
    headings = [f"{zh} {en}" for zh, en in (thing.words for thing in THINGS)]
    yield f"| {grant.words[0]}<br>{grant.words[1]} | {' | '.join(headings)} |"
    yield f"|---|{'---|' * len(headings)}"
    yield from (f"| {role} | {' | '.join(marks)} |" for role, marks in grant.tried())
    yield ""
