"""Which fields are personal data: declared where the field is declared, encrypted before it is stored."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from types import UnionType
from typing import Annotated, Any, Final, Literal, Union, cast, get_args, get_origin

from pydantic import BaseModel

PersonalClass = Literal["name", "contact", "device", "place", "text", "network", "source"]
Subject = Literal["customer", "actor"]

ERASED: Final = "[erased]"
"""What a personal text reads as once its key is gone."""


def _erased() -> str:
    return ERASED


def left_out() -> None:
    """What a personal value that is no text reads as once its key is gone."""


@dataclass(frozen=True, slots=True)
class Personal:
    """Marks a field as personal: its class decides the key it is encrypted under, ``of`` whose key that is.

    ``gone`` makes what it reads as once that key is gone.
    """

    kind: PersonalClass
    of: Subject = "customer"
    gone: Callable[[], Any] = _erased


Path = tuple[str, ...]
PersonalField = tuple[Path, Personal]
Held = tuple[tuple[Path, tuple[PersonalField, ...]], ...]
"""Personal fields by the path of the object that holds them."""

Name = Annotated[str, Personal("name")]
ContactDetail = Annotated[str, Personal("contact")]
Device = Annotated[str, Personal("device")]
Place = Annotated[str, Personal("place")]
Text = Annotated[str, Personal("text")]


@cache
def personal_fields(model: type[BaseModel]) -> tuple[PersonalField, ...]:
    """Paths of the personal fields of a model and of the models inside it, in declared order."""
    return tuple(_walk(model))


def by_holder(fields: Iterable[PersonalField]) -> Held:
    """In the same order, so that an object is looked for once for all of its fields that stand side by side."""
    return tuple((names, tuple(held)) for names, held in groupby(fields, key=lambda field: field[0][:-1]))


def _walk(model: type[BaseModel]) -> Iterator[PersonalField]:
    for name, field in model.model_fields.items():
        yield from (((name,), mark) for mark in field.metadata if isinstance(mark, Personal))
        for part in _parts(field.annotation):
            if isinstance(part, Personal):
                yield (name,), part
            elif isinstance(part, type) and issubclass(part, BaseModel):
                yield from (((name, *path), mark) for path, mark in personal_fields(part))
            elif any(_is_personal(inside) for inside in _inside(cast("Any", part))):
                raise TypeError(f"{model.__name__}.{name}: mark the whole container personal, not what is in it")


def _parts(annotation: object) -> Iterator[object]:
    """The types and marks inside ``Annotated[X, …] | None``."""
    if get_origin(annotation) in (Union, UnionType, Annotated):
        for part in get_args(annotation):
            yield from _parts(part)
    else:
        yield annotation


def _inside(annotation: Any) -> Iterator[object]:
    """Everything that a container's annotation holds, however deep."""
    for part in get_args(annotation):
        yield part
        yield from _inside(part)


def _is_personal(part: object) -> bool:
    if isinstance(part, Personal):
        return True
    return isinstance(part, type) and issubclass(part, BaseModel) and bool(personal_fields(part))
