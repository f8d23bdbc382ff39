"""The fields of an action as a form shows them, made from its request body; and what was typed, back into that body."""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Final, TypeVar, get_args
from zoneinfo import ZoneInfo

from pydantic import BaseModel, StringConstraints, ValidationError

from api.manners.validation import distinct, word
from domain.refusals import Language
from gongdan.cli.asking.moments import moment
from gongdan.cli.asking.shapes import Kind, Shape, shapes_in
from gongdan.console.shell.broken import told_at
from gongdan.console.shell.forms import APART, Typed
from gongdan.console.shell.rows import inner, places, row_name
from gongdan.failures import Failure

Model = TypeVar("Model", bound=BaseModel)
Choice = tuple[str, str]
Choices = Mapping[str, Sequence[Choice]]
"""By the field's name: what may be chosen, each with its word."""
_A_LINE: Final = 300
"""Characters: what may be longer is written in a box of several lines."""
_OF_FORMS: Final = frozenset({"matches"})
_BETWEEN: Final = re.compile(r"[,，、\n]")
_WHOLE: Final = re.compile(r"-?[0-9]{1,18}")


class Wrong(Exception):
    """What was typed can't be taken; ``errors`` says why, by field."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__(*errors)
        self.errors = errors


@dataclass(frozen=True, slots=True)
class Field:
    """One input: ``name`` is dotted; ``long`` takes several lines; ``error`` is what was wrong with what was typed.

    ``rows`` are those of a list of objects: each has the place that it was typed in, and its own inputs.
    """

    name: str
    kind: Kind
    needed: bool
    long: bool
    typed: str
    error: str | None
    choices: Sequence[Choice]
    rows: Sequence[tuple[int, list["Field"]]] = ()

    @property
    def called(self) -> str:
        """By what it is called: without the places of rows."""
        return ".".join(part for part in self.name.split(".") if not part.isdigit())

    @property
    def sent(self) -> str:
        """The name that it is sent by: a form's own ``matches`` is left to the browser, whose tools call it."""
        return self.name + APART if self.name in _OF_FORMS else self.name


def fields_of(
    model: type[BaseModel],
    typed: Typed,
    errors: Mapping[str, str],
    choices: Choices,
    said: Callable[[str, str], str],
) -> list[Field]:
    """``said`` is the word for a field's code; ``choices`` are those that no list of codes knows."""
    return [
        Field(
            name=shape.name,
            kind=shape.kind,
            needed=shape.needed,
            long=_is_long(model, shape.name),
            typed=typed.get(shape.name, ""),
            error=errors.get(shape.name),
            choices=choices.get(shape.name) or [(code, said(shape.name, code)) for code in shape.words],
            rows=_rows(model, shape, typed, errors, choices, said) if shape.kind == "parts" else (),
        )
        for shape in shapes_in(model).values()
    ]


def _rows(
    model: type[BaseModel],
    shape: Shape,
    typed: Typed,
    errors: Mapping[str, str],
    choices: Choices,
    said: Callable[[str, str], str],
) -> list[tuple[int, list[Field]]]:
    part = inner(model, shape.name)

    def row(place: int) -> list[Field]:
        before = row_name(shape.name, place)
        mine = {name.removeprefix(before): text for name, text in typed.items() if name.startswith(before)}
        wrong = {name.removeprefix(before): text for name, text in errors.items() if name.startswith(before)}
        found = fields_of(part, mine, wrong, {}, lambda name, code: said(f"{shape.name}.{name}", code))
        return [replace(each, name=f"{before}{each.name}") for each in found]

    return [(place, row(place)) for place in places(typed, shape.name) or [0]]


def filled(model: type[Model], typed: Typed, zone: ZoneInfo, language: Language) -> Model:
    """The request body that was typed; a blank field says nothing. Raises Wrong."""
    said: dict[str, Any] = {}
    errors, used = dict[str, str](), dict[str, list[int]]()
    shapes = shapes_in(model)
    for shape in shapes.values():
        if shape.kind == "parts" and (rows := places(typed, shape.name)):
            part = inner(model, shape.name)
            typed_in = {place: _row(part, row_name(shape.name, place), typed, zone) for place in rows}
            used[shape.name] = [place for place, row in typed_in.items() if row]
            if used[shape.name]:
                _put(said, shape.name.split("."), [row for row in typed_in.values() if row])
        elif text := typed.get(shape.name, ""):
            try:
                _put(said, shape.name.split("."), _read(shape, text, zone))
            except Failure as failure:
                errors[shape.name] = failure.say(language)
    _with_parts(model, said)
    try:
        body = model.model_validate(said)
    except ValidationError as error:
        found = distinct(error.errors(include_input=False, include_url=False), language)
        wrong = {told_at(model, said, each, shapes): word(each, language) for each in found}
        in_rows = {name: word(each, language) for each in error.errors() if (name := _in_row(each["loc"], used))}
        raise Wrong(wrong | in_rows | errors) from None
    if errors:
        raise Wrong(errors)
    return body


def _with_parts(model: type[BaseModel], said: dict[str, Any]) -> None:
    """A part that there must be is there though nothing of it was typed: so each field of it can say what it lacks."""
    for name, field in model.model_fields.items():
        part = field.annotation
        if field.is_required() and isinstance(part, type) and issubclass(part, BaseModel):
            _with_parts(part, said.setdefault(name, {}))


def _row(part: type[BaseModel], before: str, typed: Typed, zone: ZoneInfo) -> dict[str, Any]:
    """What was typed in a row of a list of objects; what can't be read is left as it is, to be told of."""
    row: dict[str, Any] = {}
    for each in shapes_in(part).values():
        if text := typed.get(before + each.name, ""):
            try:
                _put(row, each.name.split("."), _exact(each.kind, _read(each, text, zone)))
            except (Failure, ArithmeticError, ValueError):
                _put(row, each.name.split("."), text)
    return row


def _exact(kind: Kind, said: Any) -> Any:
    """As what stands in a row is: nothing is taken for a number there that is a text. Raises what reading it does."""
    match kind:
        case "number":
            return int(said)
        case "amount":
            return Decimal(said)
        case "truth":
            return said == "true"
        case _:
            return said


def _in_row(loc: Sequence[int | str], used: Mapping[str, Sequence[int]]) -> str | None:
    """The name of the input in whose row something is wrong: ``options.2.name``."""
    depth = next((depth for depth, part in enumerate(loc) if isinstance(part, int)), 0)
    name = ".".join(map(str, loc[:depth]))
    if name not in used or len(loc) <= depth + 1:
        return None
    return row_name(name, used[name][int(loc[depth])]) + ".".join(map(str, loc[depth + 1 :]))


def _read(shape: Shape, text: str, zone: ZoneInfo) -> Any:
    match shape.kind:
        case "time":
            return moment(text, zone)
        case "number" if _WHOLE.fullmatch(text):
            return int(text)
        case "list":
            return [part.strip() for part in _BETWEEN.split(text) if part.strip()]
        case "parts":
            try:
                return json.loads(text)
            except (ValueError, RecursionError):
                return text
        case _:
            return text


def _put(said: dict[str, Any], path: list[str], value: Any) -> None:
    for name in path[:-1]:
        said = said.setdefault(name, {})
    said[path[-1]] = value


def _is_long(model: type[BaseModel], dotted: str) -> bool:
    """Whether a text may be longer than a line."""
    kind: Any = model
    *places, last = dotted.split(".")
    for name in places:
        kind = next(part for part in _parts(kind.model_fields[name].annotation) if hasattr(part, "model_fields"))
    about = kind.model_fields[last]
    limits = [*about.metadata, *_parts(about.annotation)]
    return any(isinstance(each, StringConstraints) and (each.max_length or 0) > _A_LINE for each in limits)


def _parts(annotation: Any) -> Iterator[Any]:
    """All that an annotation is made of, itself included."""
    yield annotation
    for part in (*get_args(annotation), *getattr(annotation, "__metadata__", ())):
        yield from _parts(part)
