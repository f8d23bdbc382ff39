"""What the API asks of ``gongdan check``: the answer to each of its questions, in either language."""

from collections.abc import Sequence
from typing import Protocol


class Finding(Protocol):
    """Whether it is safe, and what to do where it is not."""

    @property
    def name(self) -> str: ...
    @property
    def safe(self) -> bool: ...

    def say(self, *, chinese: bool) -> str: ...


async def nothing_found() -> Sequence[Finding]:
    """Where nobody can look at the deployment."""
    return ()
