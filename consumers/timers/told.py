"""The timers that were told and that nobody has acted on yet, all of them at once, so that they can be put in order."""

import json
from collections.abc import Sequence
from typing import Final

from nats.aio.client import Client

from consumers.timers.messages import Subjects

_BATCH: Final = 1_000
_WITHIN: Final = 10.0
"""Seconds for each message of an answer."""


class Told:
    """Looked at without taking them: they stay until they are acted on."""

    def __init__(self, client: Client, stream: str, subjects: Subjects) -> None:
        self._client, self._ask, self._subjects = client, f"$JS.API.DIRECT.GET.{stream}", subjects
        self._after = 0

    async def news(self) -> list[str]:
        """The keys of those told since the last look. Raises TimeoutError."""
        found: list[str] = []
        while piece := await self._piece():
            found += [key for key in piece if key is not None]
        return found

    async def _piece(self) -> Sequence[str | None]:
        inbox = self._client.new_inbox()
        answers = await self._client.subscribe(inbox)
        try:
            asked = {"seq": self._after + 1, "batch": _BATCH, "next_by_subj": self._subjects.told}
            await self._client.publish(self._ask, json.dumps(asked).encode(), reply=inbox)
            found: list[str | None] = []
            while "Nats-Sequence" in (headers := (message := await answers.next_msg(_WITHIN)).headers or {}):
                self._after = int(headers["Nats-Sequence"])
                found.append(self._subjects.key(headers["Nats-Subject"]) if message.data else None)
            return found
        finally:
            await answers.unsubscribe()
