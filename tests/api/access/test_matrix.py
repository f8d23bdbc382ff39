"""Role × action × object × state × entrance: exactly those may whom section 9 of the process names."""

from collections import Counter
from collections.abc import Iterator
from zlib import crc32

import pytest

from tests.api.access.asking import SUBJECTS, Entrances
from tests.api.access.cells import Cell, Things, cells

SAMPLED = 120
"""One cell of so many is tried in the quick run."""


async def wrong(entrances: Entrances, cell: Cell) -> str | None:
    """None where the answer is as it should be."""
    status = await entrances.status(cell)
    if status != 500 and cell.may == (status not in cell.refused):
        return None
    return f"{cell}: {'should' if cell.may else 'should not'}, {status}"


def asked(things: Things, every: int) -> Iterator[Cell]:
    for cell in cells(things):
        if cell.entrance == "nats" and f"{cell.method} {cell.route}" not in SUBJECTS:
            continue
        if crc32(str(cell).encode()) % every == 0:
            yield cell


@pytest.mark.parametrize("every", [SAMPLED, pytest.param(1, marks=[pytest.mark.slow, pytest.mark.timeout(3600)])])
async def test_those_may_whom_the_process_names_and_nobody_else(entrances: Entrances, things: Things, every: int):
    found = [said for cell in asked(things, every) if (said := await wrong(entrances, cell))]

    assert found == []


async def test_there_are_enough_of_every_entrance(things: Things):
    counted = Counter(cell.entrance for cell in asked(things, 1))
    assert min(counted.values()) >= 5_000
