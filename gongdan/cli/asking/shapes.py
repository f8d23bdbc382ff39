"""What an action's fields hold, taken from its request body: which are needed, of what kind, and the words allowed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from types import UnionType
from typing import Annotated, Any, Literal, Union, cast, get_args, get_origin

from pydantic import BaseModel

from api.tickets.actions import body_of

Kind = Literal["text", "time", "day", "number", "amount", "truth", "list", "parts"]


@dataclass(frozen=True, slots=True)
class Shape:
    """A field by its dotted name; ``words`` are all that may be said in it, where that is a closed list.

    ``parts`` is a list of objects, which takes JSON.
    """

    name: str
    needed: bool
    kind: Kind
    words: tuple[str, ...] = ()


def shapes_of(action: str) -> dict[str, Shape]:
    """The action's fields in their order, then what may be said beside any action."""
    return shapes_in(body_of(action))


def shapes_in(model: type[BaseModel]) -> dict[str, Shape]:
    """As :func:`shapes_of`, of any request body."""
    found = {shape.name: shape for shape in _flat(model, needed=True)}
    beside = {name: found.pop(name) for name in ("occurred", "late") if name in found}
    return found | beside


def _flat(model: type[BaseModel], *, needed: bool, before: str = "") -> Iterator[Shape]:
    for name, field in model.model_fields.items():
        kind = _plain(field.annotation)
        required = needed and field.is_required()
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            yield from _flat(kind, needed=required, before=f"{before}{name}.")
        else:
            yield Shape(f"{before}{name}", required, *_kind(kind))


def _kind(annotation: Any) -> tuple[Kind, tuple[str, ...]]:
    if get_origin(annotation) is tuple:
        inner = _plain(get_args(annotation)[0])
        return ("parts", ()) if isinstance(inner, type) and issubclass(inner, BaseModel) else ("list", _words(inner))
    return _simple(annotation), _words(annotation)


def _simple(kind: Any) -> Kind:
    if not isinstance(kind, type):
        return "text"
    if issubclass(kind, datetime) or "Aware" in kind.__name__:
        return "time"
    plain: dict[type, Kind] = {bool: "truth", int: "number", Decimal: "amount", date: "day"}
    return plain.get(kind, "text")


def _words(kind: Any) -> tuple[str, ...]:
    if get_origin(kind) is Literal:
        return tuple(str(word) for word in get_args(kind))
    if isinstance(kind, type) and issubclass(kind, Enum):
        return tuple(str(member.value) for member in cast("type[Enum]", kind))
    return ()


def _plain(annotation: Any) -> Any:
    """The type inside ``Annotated[X, …] | None``."""
    if get_origin(annotation) is Annotated:
        return _plain(get_args(annotation)[0])
    if get_origin(annotation) in (Union, UnionType):
        return _plain(next(part for part in get_args(annotation) if part is not type(None)))
    return annotation
