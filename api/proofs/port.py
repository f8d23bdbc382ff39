"""What the API asks of whoever keeps proofs; the composition root gives it one, where there is one."""

from typing import Protocol


class NotProvable(Exception):
    """There is no bundle of it: not yet, as nothing of it was signed, or not at all, the copy being damaged."""

    def __init__(self, *, damaged: bool) -> None:
        super().__init__("damaged" if damaged else "not signed yet")
        self.damaged = damaged


class Proofs(Protocol):
    """Over the second copy of the log."""

    async def evidence(self, aggregate: str) -> bytes:
        """The evidence bundle, a ZIP file. Raises NotProvable."""
        ...
