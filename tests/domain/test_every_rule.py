"""No rule can be taken out unnoticed: each line that asks for one is what some case is refused by, in its place."""

import ast
import re
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from domain.refusals import NotAllowed
from domain.ticket import decide as rules
from tests.domain.case import Case, No
from tests.domain.test_cases import REFUSALS

FOLDER: Final = Path(rules.__file__).parent
TRIED_BY_THEMSELVES: Final = {"taking_in/linking.py"}
"""What is done to another ticket (test_cases.py)."""
NEVER_ASKED: Final = {("taking_in/intake.py", "already-opened")}
"""The dispatcher has refused it before; the match has to name it."""
_RULE: Final = re.compile(r"_?require_\w+|_newest|_judged|_approved|_proposed|_requested")
"""What refuses, and what finds something or refuses where it is not there."""

Line = tuple[str, int]


def asking() -> Iterator[Line]:
    """Every line that calls a rule or refuses by itself: one in two places has to refuse in both."""
    for file in sorted(FOLDER.rglob("*.py")):
        if str(file.relative_to(FOLDER)) in TRIED_BY_THEMSELVES:
            continue
        tree = ast.parse(file.read_text())
        asked = {id(node) for whole in ast.walk(tree) if _asks_only(whole) for node in ast.walk(whole)}
        for node in ast.walk(tree):
            name = str(file.relative_to(FOLDER))
            if id(node) in asked or not isinstance(node, ast.Call | ast.Raise) or not _refuses(node):
                continue
            if (name, _code(node)) not in NEVER_ASKED:
                yield name, node.lineno


def refusing(case: Case, no: No) -> Iterator[Line]:
    """The lines that the case's refusal comes through."""
    try:
        case.asked(no).caused()
    except NotAllowed as refusal:
        whys = (refusal, refusal.__context__)
        for frame in (frame for why in whys if why for frame in traceback.extract_tb(why.__traceback__)):
            if Path(frame.filename).is_relative_to(FOLDER) and frame.lineno:
                yield str(Path(frame.filename).relative_to(FOLDER)), frame.lineno


def _refuses(node: ast.AST) -> bool:
    if isinstance(node, ast.Call):
        return bool(_RULE.fullmatch(_name(node.func)))
    return isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call)


def _code(node: ast.AST) -> object:
    """What a refusal is called."""
    said = next((part for part in ast.walk(node) if isinstance(part, ast.Constant)), None)
    return said.value if said else None


def _asks_only(node: ast.AST) -> bool:
    """Whether what a rule says is heard, and not passed on."""
    return isinstance(node, ast.Try) and not any(
        isinstance(part, ast.Raise) for handler in node.handlers for part in ast.walk(handler)
    )


def _name(called: ast.expr) -> str:
    return called.id if isinstance(called, ast.Name) else ""


def test_every_rule_refuses_a_case_wherever_it_is_asked_for() -> None:
    tried = {line for case, no in REFUSALS for line in refusing(case, no)}
    untried = {line for line in asking() if line not in tried}
    assert sorted(f"{file}:{line}" for file, line in untried) == []
