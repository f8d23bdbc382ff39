"""What a body says, as the flat attributes of process mining: a name with dots, a type, a value."""

import re
from collections.abc import Iterator
from typing import Any, Final, Literal, cast

from pydantic_core import to_json

from projections.replaying.rows import Json

Type = Literal["string", "date", "int", "boolean"]
Value = str | int | bool

_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z")


def flat(body: Json, before: str = "") -> Iterator[tuple[str, Type, Value]]:
    """``product.model`` and so on; a list is its JSON, an empty object nothing."""
    for name, value in body.items():
        match value:
            case dict():
                yield from flat(cast("Json", value), f"{before}{name}.")
            case None:
                pass
            case _:
                yield f"{before}{name}", *_typed(value)


def _typed(value: Any) -> tuple[Type, Value]:
    match value:
        case bool():
            return "boolean", value
        case int():
            return "int", value
        case str():
            return ("date" if _MOMENT.fullmatch(value) else "string"), value
        case _:
            return "string", to_json(value).decode()
