"""What people look at in a scenario: the product's read models, made from the scenario's log."""

import asyncio
from collections.abc import Iterator
from contextlib import closing, contextmanager

from sqlalchemy import Connection

from projections.registry import PROJECTIONS
from projections.running.past import as_of
from tests.scenarios.parts import Seen


@contextmanager
def tables(seen: Seen) -> Iterator[Connection]:
    """As they stand now."""
    with (
        closing(asyncio.run(as_of(seen.store, seen.now, known=True, projections=PROJECTIONS))) as store,
        store.read() as connection,
    ):
        yield connection
