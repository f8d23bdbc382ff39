"""What an event can hold, read off its class: every field with its path, the form it is stored in, and its words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import NoneType, UnionType
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import AwareDatetime, BaseModel, StringConstraints
from pydantic.fields import FieldInfo

from domain.record.personal import Personal
from domain.reports.period import PeriodName
from domain.staff.events import Clock
from domain.ticket.events.intake import Purchased, Sha256

FORMS: Final[dict[Any, str]] = {
    str: "",
    bool: "truth",
    int: "number",
    Decimal: "yuan",
    AwareDatetime: "time",
    date: "day",
    dict: "object",
}
"""How a value of a type is stored; a text, the most frequent, has no word."""
_PATTERNS: Final = {
    get_args(kind)[1].pattern: form
    for kind, form in ((Purchased, "day or month"), (PeriodName, "period"), (Clock, "clock"), (Sha256, "hash"))
}


@dataclass(frozen=True, slots=True)
class Field:
    """``words`` is its closed list; ``inside`` the model that it holds, ``many`` of them or of its values in a list."""

    name: str
    form: str
    required: bool
    personal: Personal | None
    many: bool
    words: tuple[str, ...]
    inside: type[BaseModel] | None


def fields(model: type[BaseModel]) -> Iterator[Field]:
    """The fields of a model, in declared order."""
    hints = get_type_hints(model, include_extras=True)
    for name, field in model.model_fields.items():
        kinds, marks = _unwrapped(hints[name])
        [kind] = kinds
        many = get_origin(kind) is tuple
        if many:
            [kind], more = _unwrapped(get_args(kind)[0])
            marks = [*marks, *more]
        personal = next((mark for mark in marks if isinstance(mark, Personal)), None)
        inside = kind if isinstance(kind, type) and issubclass(kind, BaseModel) else None
        words = _words(kind)
        form = "" if inside or words else _form(kind, marks)
        yield Field(field.alias or name, form, field.is_required(), personal, many, words, inside)


def paths(model: type[BaseModel], before: str = "", whole: Personal | None = None) -> Iterator[tuple[str, Field]]:
    """Every value a model can hold, under its dotted path; ``[]`` stands for the members of a list."""
    for field in fields(model):
        path = f"{before}{field.name}{'[]' if field.many else ''}"
        if field.inside:
            yield from paths(field.inside, f"{path}.", whole or field.personal)
        else:
            yield path, field


def held(value: Any, before: str = "") -> Iterator[str]:
    """The paths, as :func:`paths` writes them, of all that a stored object holds."""
    if isinstance(value, dict):
        for name, part in value.items():
            path = f"{before}.{name}" if before else str(name)
            yield path
            yield from held(part, path)
    elif isinstance(value, list):
        for part in value:
            yield f"{before}[]"
            yield from held(part, f"{before}[]")


def _unwrapped(annotation: Any) -> tuple[list[Any], list[Any]]:
    """The types and the marks inside ``Annotated[X, …] | None``."""
    if get_origin(annotation) is Annotated:
        kind, *marks = get_args(annotation)
        kinds, more = _unwrapped(kind)
        return kinds, [*marks, *more]
    if get_origin(annotation) in (Union, UnionType):
        found = [_unwrapped(part) for part in get_args(annotation) if part is not NoneType]
        return [kind for kinds, _ in found for kind in kinds], [mark for _, marks in found for mark in marks]
    return [annotation], []


def _words(kind: Any) -> tuple[str, ...]:
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return tuple(word.value for word in kind)
    return get_args(kind) if get_origin(kind) is Literal else ()


def _form(kind: Any, marks: list[Any]) -> str:
    patterns = [mark.pattern for mark in marks if isinstance(mark, StringConstraints) and mark.pattern]
    known = [_PATTERNS[pattern] for pattern in patterns if pattern in _PATTERNS]
    if kind is Decimal and any(isinstance(mark, FieldInfo) and _places(mark) == 4 for mark in marks):
        return "amount"
    return known[0] if known else FORMS[get_origin(kind) or kind]


def _places(mark: FieldInfo) -> int | None:
    return next((each.decimal_places for each in mark.metadata if hasattr(each, "decimal_places")), None)
