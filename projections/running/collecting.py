"""Looks for garbage seldom while many events pass: they hold no cycles, and the search took a third of a rebuild."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

_OBJECTS: Final = 50_000
"""New objects between two collections; Python's own figure is 700, that of a few dozen events."""

_found: list[int] = []


@contextmanager
def seldom_collected() -> Iterator[None]:
    """For as long as anybody asks for it; then as the first one found it."""
    _found.append(gc.get_threshold()[0])
    gc.set_threshold(max(_OBJECTS, _found[0]))
    try:
        yield
    finally:
        if len(_found) == 1:
            gc.set_threshold(_found[0])
        _found.pop()
