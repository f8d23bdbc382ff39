"""Which figures stay in a report that would have more than it may hold: of each breakdown those of the most cases."""

from collections import defaultdict
from collections.abc import Collection, Sequence

from domain.reports.figure import Figure


def fitted(figures: Sequence[Figure], most: int, flagged: Collection[str] = ()) -> tuple[Figure, ...]:
    """At most so many, in their order: no breakdown is cut while a longer one is not. Flagged models stay."""
    if len(figures) <= most:
        return tuple(figures)
    places: dict[tuple[str, str | None], list[int]] = defaultdict(list)
    for place, figure in enumerate(figures):
        places[figure.measure, figure.by].append(place)
    each = _each([len(some) for some in places.values()], most)
    kept = {
        place for some in places.values() for place in sorted(some, key=lambda at: _last(figures[at], flagged))[:each]
    }
    return tuple(figure for place, figure in enumerate(figures) if place in kept)


def _each(sizes: Sequence[int], most: int) -> int:
    """The greatest number of figures that every breakdown may have."""
    least, too_many = 0, max(sizes)
    while least + 1 < too_many:
        middle = (least + too_many) // 2
        fits = sum(min(size, middle) for size in sizes) <= most
        least, too_many = (middle, too_many) if fits else (least, middle)
    return least


def _last(figure: Figure, flagged: Collection[str]) -> tuple[bool, int]:
    return not (figure.by == "model" and figure.of in flagged), -figure.base
