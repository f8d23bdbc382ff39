"""Waiting for a moment of the past that the service is still building: how far it is, where a person looks on."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Final

from rich.console import Console
from rich.text import Text

if TYPE_CHECKING:  # it is read only where it is shown: the command line starts often
    from rich.status import Status

BEING_BUILT: Final = "past-being-built"
_PAUSE: Final = 1.0
"""Seconds until it is asked again, beside those that the service itself waits."""


@contextmanager
def waiting() -> Iterator[Callable[[str], None]]:
    """A line on stderr that says what is told, until the answer is there; in a pipe nothing is said."""
    with ExitStack() as stack:
        shown: list[Status] = []

        def told(detail: str) -> None:
            screen = Console(stderr=True)
            if not shown and screen.is_terminal:
                shown.append(stack.enter_context(screen.status("")))
            for status in shown:
                status.update(Text(detail))
            time.sleep(_PAUSE)

        yield told
