"""What many requests ask of the read models at one moment is asked in one look, in one thread."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextvars import Context
from typing import Final

from sqlalchemy import Connection

from api.tables.reading import fetch
from projections.store import ReadStore

Find = Callable[[Connection, Sequence[str]], Mapping[str, str]]
"""What is found, in one statement: each lets go of Python's lock, and waits for it again."""
_MOST: Final = 100
"""Questions a look, so that nobody waits long for those before."""


class Together:
    """One kind of question to one store. While one look is under way, the next questions gather."""

    def __init__(self, find: Find) -> None:
        self._find = find
        self._waiting: list[tuple[str, asyncio.Future[str | None]]] = []
        self._looking: asyncio.Task[None] | None = None

    async def find(self, store: ReadStore, said: str) -> str | None:
        """What is found of it. Raises what looking raises."""
        answer: asyncio.Future[str | None] = asyncio.get_running_loop().create_future()
        self._waiting.append((said, answer))
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(self._look(store), context=Context())  # it serves no one caller alone
        return await answer

    async def _look(self, store: ReadStore) -> None:
        while self._waiting:
            asked, self._waiting = self._waiting[:_MOST], self._waiting[_MOST:]
            words = [said for said, _ in asked]
            try:
                found = await fetch(store, lambda connection, words=words: self._find(connection, words))
            except Exception as error:
                for _, answer in asked:
                    if not answer.done():
                        answer.set_exception(error)
                continue
            for said, answer in asked:
                if not answer.done():
                    answer.set_result(found.get(said))
