"""A map that can be read: its most frequent ways, what hangs together by them, and how much that leaves out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from projections.processes.mapping.map import Activity, Path, ProcessMap


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
    to, away = _taken_most(whole.paths)
    while wanted := _wanted(whole.activities, chosen, to, away):
        chosen |= wanted
    return tuple(path for path in whole.paths if path in chosen)


def _taken_most(paths: Sequence[Path]) -> tuple[dict[str, Path], dict[str, Path]]:
    """By activity, the way taken most to it from another, and from it to another."""
    to, away = dict[str, Path](), dict[str, Path]()
    for path in paths:
        if not path.is_loop:
            to.setdefault(path.target, path)
            away.setdefault(path.source, path)
    return to, away


def _wanted(activities: Sequence[Activity], chosen: set[Path], to: dict[str, Path], away: dict[str, Path]) -> set[Path]:
    """A way to each activity that has none and is no beginning, and one from each that has none and is no end."""
    between = [path for path in chosen if not path.is_loop]
    sources, targets = {path.source for path in between}, {path.target for path in between}
    names = {name for path in chosen for name in (path.source, path.target)}
    shown = [each for each in activities if each.name in names]
    found = {to[each.name] for each in shown if each.name in to and each.name not in targets and not each.starts}
    found |= {away[each.name] for each in shown if each.name in away and each.name not in sources and not each.ends}
    return found - chosen
