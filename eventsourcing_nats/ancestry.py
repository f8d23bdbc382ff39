"""How an event says where its ancestors are: the header Es-Ancestors (docs/formats.md)."""

import itertools
from collections.abc import Sequence

MAX_ANCESTORS = 64


def written(lineage: Sequence[int], earlier_in_batch: int) -> str:
    """``(10, 12)`` and 2 earlier events of the same batch → ``10,12,-2,-1``: the last 64, oldest first."""
    offsets = range(-earlier_in_batch, 0)
    return ",".join(map(str, [*lineage, *offsets][-MAX_ANCESTORS:]))


def absolute(ancestry: str, sequence: int) -> tuple[int, ...]:
    """``10,12,-2,-1`` at sequence 20 → ``(10, 12, 18, 19)``.

    Raises ValueError for what can't be so: ancestors ascend, are positive, and stand before ``sequence``.
    """
    if not ancestry:
        return ()
    numbers = [int(number) for number in ancestry.split(",", MAX_ANCESTORS - 1)]
    found = tuple(number if number > 0 else sequence + number for number in numbers)
    if not all(earlier < later for earlier, later in itertools.pairwise((0, *found, sequence))):
        raise ValueError(f"{ancestry!r} names no ancestors of the event at {sequence}")
    return found
