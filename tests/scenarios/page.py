"""The page docs/scenarios.md: every scenario as it ran, by the ids of the process, and section 9 line by line."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Final

from tests.scenarios import told
from tests.scenarios.grammar import SCENARIOS, Scenario
from tests.scenarios.rights import THINGS, Line
from tests.scenarios.running import Line as Told
from tests.scenarios.running import run
from tests.scenarios.section_9 import LINES

PAGE: Final = Path(__file__).parents[2] / "docs" / "scenarios.md"
_KINDS: Final = {"under": "按 under", "given": "假设 given", "when": "当 when", "then": "则 then"}
_HEAD: Final = """\
# 情景 Scenarios

本页由测试写成：每个情景都在每次测试时实际运行，文字取自所运行的命令、事件和答复。重新生成：`make scenarios`。

Tests write this page: every scenario is run with the tests, and its words are those of the commands, events and refusals
that were run. To write it anew: `make scenarios`. The numbers (R1 …) are those of the process; times are Asia/Shanghai.

⚠：该项目前与流程所述不同。⚠: as yet otherwise than the process says, for the actions named.
"""


def written() -> str:
    """The whole page. Raises AssertionError where a scenario fails."""
    assert told.__all__
    return "\n".join([_HEAD, *_contents(), *_scenarios(), *_rights()]).rstrip() + "\n"


def order(identifier: str) -> tuple[int, str]:
    """R8 before R8a before R9."""
    digits = "".join(sign for sign in identifier if sign.isdigit())
    return int(digits), identifier


def ids() -> list[str]:
    return sorted({one for scenario in SCENARIOS for one in scenario.ids}, key=order)


def _contents() -> Iterator[str]:
    yield " · ".join(f"[{one}](#{one.lower()})" for one in ids()) + " · [9 角色和权限 roles and rights](#9)"
    yield ""


def _scenarios() -> Iterator[str]:
    for identifier in ids():
        yield f'## <a id="{identifier.lower()}"></a>{identifier}'
        yield ""
        for scenario in SCENARIOS:
            if scenario.ids[0] == identifier:
                yield from _table(scenario)
            elif identifier in scenario.ids:
                yield f"见 see also [{scenario.ids[0]}](#{scenario.ids[0].lower()})"
                yield ""


def _table(scenario: Scenario) -> Iterator[str]:
    yield f"| {' · '.join(scenario.ids)} | 中文 | English |"
    yield "|---|---|---|"
    for kind, lines in groupby(run(scenario), key=lambda line: line.kind):
        for place, line in enumerate(lines):
            yield _row(_KINDS[kind] if place == 0 else "", line)
    yield ""


def _row(kind: str, line: Told) -> str:
    chinese, english = (words.replace("|", "\\|").replace("\n", " ") for words in line.words)
    return f"| {kind} | {chinese} | {english} |"


def _rights() -> Iterator[str]:
    yield '## <a id="9"></a>9 角色和权限 Roles and rights'
    yield ""
    for line in LINES:
        yield from _line(line)


def _line(line: Line) -> Iterator[str]:
    yield f"### {line.chinese}<br>{line.english}"
    yield ""
    for grant in line.grants:
        yield f"| {grant.words[0]}<br>{grant.words[1]} | {' | '.join(_headings())} |"
        yield f"|---|{'---|' * len(_headings())}"
        yield from (f"| {role} | {' | '.join(marks)} |" for role, marks in grant.tried())
        yield ""
        yield from (f"> {sentence}" for sentence in _both(grant.refusal()))
        yield ""


def _headings() -> Iterable[str]:
    return [f"{zh} {en}" for zh, en in (thing.words for thing in THINGS)]


def _both(words: tuple[str, str] | None) -> Iterator[str]:
    if words is not None:
        yield f"{words[0]}<br>"
        yield words[1]
