"""Puts on record what came of attempts: of all webhooks that wait for it at the same time in one transaction."""

import asyncio

from consumers.webhooks.outbox.deliveries import Came, Deliveries
from projections.running.writer import unbroken


class Ledger:
    def __init__(self, deliveries: Deliveries) -> None:
        self._deliveries = deliveries
        self._waiting: list[tuple[Came, asyncio.Future[None]]] = []
        self._writing = asyncio.Lock()

    async def write(self, came: Came) -> None:
        """Kept once it returns. Raises StoreAway …: then it is not."""
        done = asyncio.get_running_loop().create_future()
        self._waiting.append((came, done))
        async with self._writing:
            if not done.done():
                await self._write_all()
        await done

    async def _write_all(self) -> None:
        together, self._waiting = self._waiting, []
        try:
            await unbroken(self._deliveries.record, [came for came, _ in together])
        except BaseException as error:
            for _, done in together:
                if not done.done():
                    done.set_exception(error if isinstance(error, Exception) else TimeoutError())
                    done.exception()
            raise
        for _, done in together:
            if not done.done():
                done.set_result(None)
