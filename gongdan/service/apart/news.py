"""What one process of the service appended, told to those who wait at the log's end in the other."""

import asyncio

from eventsourcing_nats import News
from gongdan.service.apart.channel import Channel


class SharedNews(News):
    """Of the two ends of a channel; ``hear`` is called with what the other says."""

    def __init__(self) -> None:
        super().__init__()
        self.channel: Channel | None = None
        self._soon = False

    def tell(self) -> None:
        super().tell()
        if self.channel is not None and not self._soon:
            self._soon = True
            asyncio.get_running_loop().call_soon(self._pass_on)

    async def hear(self, _: None) -> None:
        super().tell()

    def _pass_on(self) -> None:
        """Once for all that was appended in this turn of the loop."""
        self._soon = False
        if self.channel is not None:
            self.channel.tell("news")
