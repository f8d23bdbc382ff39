"""Lists of objects in a form: each object is a row of inputs, which buttons add and take away without script."""

import re
from typing import Any, Final, cast, get_args

from pydantic import BaseModel

from gongdan.console.shell.forms import Typed

ROW: Final = "row"
"""The name of the buttons: ``+options`` adds a row, ``-options.1`` takes that one away."""
_MOST: Final = 30


def inner(model: type[BaseModel], name: str) -> type[BaseModel]:
    """What a row of the list says."""
    kind: Any = model
    for part in name.split("."):
        kind = next(each for each in _parts(kind.model_fields[part].annotation) if _is_model(each))
    return cast("type[BaseModel]", kind)


def row_name(name: str, place: int) -> str:
    """What the names of a row's inputs begin with."""
    return f"{name}.{place}."


def places(typed: Typed, name: str) -> list[int]:
    """Of the rows that were shown, in their order."""
    shown = re.compile(rf"{re.escape(name)}\.(\d{{1,4}})\.")
    return sorted({int(found[1]) for each in typed if (found := shown.match(each))})


def with_rows(typed: Typed) -> dict[str, str]:
    """What was typed, a row more or less."""
    asked, kept = typed[ROW], {name: said for name, said in typed.items() if name != ROW}
    if asked.startswith("+"):
        there = places(kept, asked[1:])
        new = {row_name(asked[1:], there[-1] + 1 if there else 0): ""} if len(there) < _MOST else {}
        return {**kept, **new}
    return {name: said for name, said in kept.items() if not name.startswith(f"{asked[1:]}.")}


def _parts(annotation: Any) -> list[Any]:
    return [annotation, *(part for each in get_args(annotation) for part in _parts(each))]


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)
