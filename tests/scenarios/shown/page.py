"""The page docs/scenarios.md: every scenario as it ran, by the ids of the process, and section 9 line by line."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tests.scenarios import told
from tests.scenarios.grammar import SCENARIOS
from tests.scenarios.section_9.page import section_9
from tests.scenarios.shown.process import TITLES
from tests.scenarios.shown.table import table

PAGE: Final = Path(__file__).parents[3] / "docs" / "scenarios.md"
_HEAD: Final = """\
# 情景 Scenarios

本页由测试写成：每个情景都在每次测试时实际运行，文字取自所运行的命令、事件和答复。重新生成：`make scenarios`。

Tests write this page: every scenario is run with the tests, and its words are those of the commands, events and refusals
that were run. To write it anew: `make scenarios`. The numbers (R1 …) are those of the process; times are Asia/Shanghai.
"""


def written() -> str:
    """The whole page. Raises AssertionError where a scenario fails."""
    assert told.__doc__
    return "\n".join([_HEAD, *_contents(), *_scenarios(), *section_9()]).rstrip() + "\n"


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
        yield f'## <a id="{identifier.lower()}"></a>{identifier} {" ".join(TITLES.get(identifier, ()))}'.rstrip()
        yield ""
        for scenario in SCENARIOS:
            if scenario.ids and scenario.ids[0] == identifier:
                yield from table(scenario)
        yield from _see_also(identifier)


def _see_also(identifier: str) -> Iterator[str]:
    """Scenarios that stand under another id and show this one too."""
    for scenario in SCENARIOS:
        if identifier in scenario.ids[1:]:
            first = scenario.ids[0]
            yield f"见 see also [{first}](#{first.lower()})：{scenario.zh} {scenario.en}"
            yield ""
