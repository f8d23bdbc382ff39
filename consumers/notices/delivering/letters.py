"""What the sender asks of whoever writes letters: the composition root gives it one."""

from collections.abc import Sequence
from typing import Protocol

from consumers.notices.channels.port import Letter
from domain.notices.events import NoticeRequested


class Letters(Protocol):
    async def write(self, said: NoticeRequested, items: Sequence[NoticeRequested] = ()) -> Letter:
        """The letter of a notice, or of a digest with its items. Raises StoreUnavailable, or what it stumbled on."""
        ...
