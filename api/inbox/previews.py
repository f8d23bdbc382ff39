"""What the API asks of whoever writes letters; the composition root gives it one."""

from typing import Protocol

from domain.record.envelope import Recorded
from domain.refusals import Language


class NotCaused(LookupError):
    """Nothing of the kind happened to the ticket."""


class Previews(Protocol):
    async def of_ticket(self, kind: str, history: tuple[Recorded, ...], language: Language) -> tuple[str, str, str]:
        """Subject, text and HTML of the kind's last notice of a ticket, names masked. Raises NotCaused."""
        ...
