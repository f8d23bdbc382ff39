"""A map that can be read: its most frequent ways, what hangs together by them, and how much that leaves out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from projections.processes.mapping.map import Path, ProcessMap


@dataclass(frozen=True, slots=True)
class LeftOut:
    """``share`` is that of all moves from one activity to the next."""

    activities: int = 0
    paths: int = 0
    moves: int = 0
    share: float = 0.0


def simplified(whole: ProcessMap, coverage: float = 1.0, most: int | None = None) -> tuple[ProcessMap, LeftOut]:
    """The ways taken most that together make up this share of all moves, ``most`` of them at most.

    An activity that is left with no way to it, or none from it, keeps the one taken most, so that the map hangs
    together; these may come on top.
    """
    kept = _connected(whole, _most_taken(whole.paths, coverage * whole.moves, most))
    if len(kept) == len(whole.paths):
        return whole, LeftOut()
    names = {name for path in kept for name in (path.source, path.target)}
    activities = tuple(each for each in whole.activities if each.name in names)
    missing = whole.moves - sum(path.wait.count for path in kept)
    left_out = LeftOut(
        len(whole.activities) - len(activities), len(whole.paths) - len(kept), missing, missing / whole.moves
    )
    return replace(whole, activities=activities, paths=kept), left_out


def _most_taken(paths: Sequence[Path], moves: float, most: int | None) -> list[Path]:
    kept: list[Path] = []
    covered = 0
    for path in paths[:most]:
        if kept and covered >= moves:
            break
        kept.append(path)
        covered += path.wait.count
    return kept


def _connected(whole: ProcessMap, kept: Sequence[Path]) -> tuple[Path, ...]:
    chosen = {*kept}
    while wanted := _wanted(whole, chosen):
        chosen |= wanted
    return tuple(path for path in whole.paths if path in chosen)


def _wanted(whole: ProcessMap, chosen: set[Path]) -> set[Path]:
    """The way taken most to each activity that has none and is no beginning, and from each that is no end."""
    between = [path for path in chosen if not path.is_loop]
    sources, targets = {path.source for path in between}, {path.target for path in between}
    names = {name for path in chosen for name in (path.source, path.target)}
    found: set[Path] = set()
    for each in whole.activities:
        if each.name not in names:
            continue
        others = [path for path in whole.paths if not path.is_loop]
        if each.name not in targets and not each.starts:
            found |= {*_first(path for path in others if path.target == each.name)}
        if each.name not in sources and not each.ends:
            found |= {*_first(path for path in others if path.source == each.name)}
    return found - chosen


def _first(paths: Iterable[Path]) -> tuple[Path, ...]:
    return next(((path,) for path in paths), ())
