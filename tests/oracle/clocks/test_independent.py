"""That the oracle is one: it knows how events are put on record, and nothing of the engine, the packs or the calendar."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.oracle

ORACLE = Path(__file__).parent / "slow"
OURS = ("domain", "projections", "consumers", "api", "trust", "gongdan", "eventsourcing_nats")


@pytest.mark.parametrize("file", sorted(ORACLE.glob("*.py")), ids=lambda file: file.stem)
def test_the_oracle_shares_no_code_with_what_it_judges(file: Path) -> None:
    of_ours = {name for name in _imported(file) if name.split(".")[0] in OURS}
    assert of_ours <= {"domain.record.envelope"}
    of_tests = {name for name in _imported(file) if name.startswith("tests.")}
    assert all(name.startswith("tests.oracle.clocks.slow.") for name in of_tests)


def _imported(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom):
            yield node.module or ""
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
