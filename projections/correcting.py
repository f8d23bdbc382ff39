"""What is right by now: events as the corrections of them have it."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Any, TypeVar, cast, get_args

from pydantic import TypeAdapter, ValidationError

from domain.record.envelope import Recorded
from domain.record.event import Event, Part
from domain.ticket.events import CorrectionRecorded

Said = TypeVar("Said", bound=Event)


def is_no(right: str | None) -> bool:
    """Whether a correction says that something is not so, or that nothing was said of it."""
    return right is None or right.strip().casefold() in ("false", "no", "否")


def as_corrected(history: Sequence[Recorded]) -> list[Recorded]:
    """A history, or what of it was known at a moment, each event saying what is right.

    A correction of what is not there, or that its event could not say, changes nothing.
    """
    right = [*history]
    places = {recorded.envelope.version: place for place, recorded in enumerate(history)}
    for recorded in history:
        correction = recorded.event
        if isinstance(correction, CorrectionRecorded) and (place := places.get(correction.version)) is not None:
            said = saying(right[place].event, correction.field, correction.right)
            right[place] = replace(right[place], event=said)
    return right


def saying(event: Said, field: str, right: str | None) -> Said:
    """The event with another value in a field, by its dotted name; the event itself where it could not say that."""
    for value in readings(right):
        said: dict[str, Any] = event.model_dump(mode="json", exclude_none=True)
        *path, name = field.split(".")
        try:
            _holder(said, path)[name] = value
            return type(event).model_validate_json(json.dumps(said))
        except (TypeError, ValidationError):
            continue
    return event


def sayable(event: type[Event], field: str, right: str | None) -> tuple[Any] | tuple[()]:
    """What a correction means in a field, by its dotted name, as it stands in JSON; nothing where it can't be that."""
    form = _form(event, field)
    for value in readings(right):
        try:
            return (form.dump_python(form.validate_json(json.dumps(value)), mode="json"),)
        except ValidationError:
            continue
    return ()


@cache
def _form(event: type[Part], field: str) -> TypeAdapter[Any]:
    """The type of a field."""
    name, _, rest = field.partition(".")
    if not rest:
        return TypeAdapter(event.model_fields[name].rebuild_annotation())
    inner = event.model_fields[name].annotation
    parts = (each for each in (inner, *get_args(inner)) if isinstance(each, type) and issubclass(each, Part))
    return _form(next(parts), rest)


def _holder(said: dict[str, Any], path: Sequence[str]) -> dict[str, Any]:
    """Raises TypeError where no fields stand there."""
    for part in path:
        inner = said.setdefault(part, {})
        if not isinstance(inner, dict):
            raise TypeError
        said = cast("dict[str, Any]", inner)
    return said


def readings(right: str | None) -> Iterator[Any]:
    """What a correction may mean: a text, or the JSON of a number, a truth or a list."""
    yield right
    try:
        yield json.loads(right or "null")
    except ValueError:
        return
