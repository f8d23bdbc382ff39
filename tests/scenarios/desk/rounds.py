"""The rounds that the program makes by itself, over the read models of a scenario's log."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import cast

from gongdan.service.rounds import ReadModels
from projections.registry import PROJECTIONS
from projections.runner import Runner
from projections.running.past import as_of
from tests.domain.specification import SHANGHAI
from tests.scenarios.parts import Seen


class _UpToDate:
    """The read models were made just now."""

    async def wait_for(self, position: int, timeout: float, name: str | None = None) -> bool:  # noqa: ASYNC109 -- the runner's own
        return True


@asynccontextmanager
async def read_models(seen: Seen) -> AsyncIterator[ReadModels]:
    store = await as_of(seen.store, seen.now, known=True, projections=PROJECTIONS)
    runner = cast("Runner", _UpToDate())
    try:
        yield ReadModels(seen.desk, seen.store, runner, store, lambda: seen.now, SHANGHAI)
    finally:
        store.close()
