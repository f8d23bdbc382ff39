"""What the columns, values and events of a difference are called; who puts the program together knows the words."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, NamedTuple

from domain.refusals import Language

Of = Literal["register", "progress", "ticket", "metrics"]
"""The table that two moments are compared of."""
_TOLD: Final[Mapping[Of, tuple[str, ...]]] = {"progress": ("step", "responsible", "at", "remark")}
"""Of a table whose rows hold what is told in other words beside them: the columns that people read."""
_SPELT: Final = ("_zh", "_en")
_NAMED: Final = "_name"


@dataclass(frozen=True, slots=True)
class Words:
    """Each by its code, a column by the dotted name ``register.severity``, in a language."""

    column: Callable[[str, Language], str]
    value: Callable[[str, Any, Language], str]
    event: Callable[[str, Language], str]


CODES: Final = Words(
    column=lambda name, _: name.rpartition(".")[2],
    value=lambda _, said, __: str(said),
    event=lambda name, _: name,
)
"""Where no words are known, all stands for itself."""


class Said(NamedTuple):
    """A column's values; ``worded`` where they are no codes."""

    column: str
    before: Any
    after: Any
    worded: bool = False


def spelt_out(of: Of, cells: Iterable[Said], *, chinese: bool) -> Iterator[Said]:
    """What people read of a row's cells: a code or a number with the words or the name that stand beside it."""
    found = {cell.column: cell for cell in cells}
    for name, cell in found.items():
        if name.endswith((*_SPELT, _NAMED)) or name not in _TOLD.get(of, (name,)):
            continue
        beside = (found.get(f"{name}{end}") for end in (_SPELT[0 if chinese else 1], _NAMED))
        words = next((each for each in beside if each is not None), None)
        yield cell if words is None else Said(name, words.before, words.after, worded=True)
