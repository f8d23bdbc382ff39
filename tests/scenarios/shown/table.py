"""A scenario as the page shows it: its title, and a table of what is given, done and comes of it in both languages."""

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from tests.scenarios.desk.running import Line, run
from tests.scenarios.grammar import Scenario

_KINDS: Final = {"under": "按 under", "given": "假设 given", "when": "当 when", "then": "则 then"}


def table(scenario: Scenario) -> Iterator[str]:
    """Raises AssertionError where the scenario fails."""
    yield f"**{scenario.zh}**<br>{scenario.en}"
    yield ""
    yield f"| {' · '.join(scenario.ids)} | 中文 | English |"
    yield "|---|---|---|"
    for kind, lines in groupby(run(scenario), key=lambda line: line.kind):
        for place, line in enumerate(lines):
            yield _row(_KINDS[kind] if place == 0 else "", line)
    yield ""


def _row(kind: str, line: Line) -> str:
    chinese, english = (words.replace("|", "\\|").replace("\n", " ") for words in line.words)
    return f"| {kind} | {chinese} | {english} |"
