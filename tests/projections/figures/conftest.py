"""A history whose figures are asked for; on both databases where the two are compared."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from projections.store import ReadStore
from tests.projections.figures.counting import History


@pytest.fixture
def history() -> Iterator[History]:
    with closing(ReadStore.in_memory()) as store:
        yield History(store)


@pytest.fixture
def stored(store: ReadStore) -> History:
    """On either database."""
    return History(store)
