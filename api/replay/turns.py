"""How much long work runs at once: each replay takes half of what the process can do from everybody's commands."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from api.manners.problems import ApiProblem

MOST: Final = 2
"""A command took 2 ms alone, 15 beside one replay, 32 beside two (medians), and 107 in one of a hundred beside four."""


class Turns:
    """Replays, or other long work, under way in this process; ``code`` is what more of it is refused with."""

    def __init__(self, most: int = MOST, code: str = "too-many-replays") -> None:
        self._left, self._code = most, code

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Raises ApiProblem where all are taken."""
        if not self._left:
            raise ApiProblem(self._code)
        self._left -= 1
        try:
            yield
        finally:
            self._left += 1
