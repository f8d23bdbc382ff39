"""Role × action × object × state × entrance: exactly those may whom section 9 of the process names."""

from collections import Counter
from collections.abc import Iterator
from zlib import crc32

import pytest

from tests.api.access.asking import SUBJECTS, Entrances, Outcome
from tests.api.access.cells import NOTHING_THERE, Cell, Things, cells

SAMPLED = 240
"""One cell of so many is tried in the quick run."""


async def wrong(entrances: Entrances, things: Things, every: int) -> list[str]:
    """Every answer that is not as it should be. What is hidden from some is shown to others: else it is not there."""
    found, hidden, shown = list[str](), dict[str, str](), set[str]()
    for cell in asked(things, every):
        outcome, status = await entrances.outcome(cell)
        if outcome != (Outcome.LET_IN if cell.may else Outcome.REFUSED):
            found.append(f"{cell}: {'should' if cell.may else 'should not'}, {status}")
        if outcome == Outcome.LET_IN:
            shown.add(cell.question)
        if status == 404:
            hidden[cell.question] = f"{cell}: nobody is shown it"
    return found if every > 1 else found + [said for question, said in hidden.items() if question not in shown]


def asked(things: Things, every: int) -> Iterator[Cell]:
    for cell in cells(things):
        if cell.entrance == "nats" and f"{cell.method} {cell.route}" not in SUBJECTS:
            continue
        if crc32(str(cell).encode()) % every == 0:
            yield cell


@pytest.mark.parametrize("every", [SAMPLED, pytest.param(1, marks=[pytest.mark.slow, pytest.mark.timeout(3600)])])
async def test_those_may_whom_the_process_names_and_nobody_else(entrances: Entrances, things: Things, every: int):
    assert await wrong(entrances, things, every) == []


def test_there_are_enough_of_every_entrance():
    counted = Counter(cell.entrance for cell in asked(NOTHING_THERE, 1))
    print(dict(counted))
    assert min(counted.values()) >= 5_000
