"""How many replays run at once: each takes half of what the process can do from everybody's commands."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from api.manners.problems import ApiProblem

MOST: Final = 2
"""A command took 2 ms alone, 15 beside one replay, 32 beside two (medians), and 107 in one of a hundred beside four."""


class Turns:
    """Replays under way in this process."""

    def __init__(self, most: int = MOST) -> None:
        self._left = most

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Raises ApiProblem where all are taken."""
        if not self._left:
            raise ApiProblem("too-many-replays")
        self._left -= 1
        try:
            yield
        finally:
            self._left += 1
