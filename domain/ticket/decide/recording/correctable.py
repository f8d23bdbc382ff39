"""What of an event can be corrected: its fields by dotted names, what each says as text, and what it could say."""

import json
from collections.abc import Iterator
from typing import Any, TypeGuard, cast, get_args

from pydantic import BaseModel, ValidationError

from domain.record.command import Command
from domain.record.event import Event


def fields(kind: type[BaseModel], before: str = "") -> Iterator[str]:
    """What an event of this kind can say."""
    for name, field in kind.model_fields.items():
        inner = next((part for part in get_args(field.annotation) if _is_model(part)), None)
        if inner is None:
            yield f"{before}{name}"
        else:
            yield from fields(inner, f"{before}{name}.")


def texts(event: Event) -> dict[str, str]:
    """What an event says: texts as they are, all else as JSON."""
    return dict(_texts(event.model_dump(mode="json", exclude_none=True)))


def corrected(event: Event, asked_by: type[Command] | None, field: str, right: str) -> Event | None:
    """The event as it should have been, saying this as a text, or as the JSON of a number, a truth or a list.

    Where a command causes such an event, it could have said it too: what nobody may enter does not come in corrected.
    None where the event could not have said it.
    """
    for value in _readings(right):
        said = _saying(event, field, value)
        if said and _may_say(asked_by, field, value):
            return said
    return None


def _readings(right: str) -> Iterator[Any]:
    yield right
    try:
        yield json.loads(right)
    except ValueError:
        return


def _saying(event: Event, field: str, value: Any) -> Event | None:
    said: dict[str, Any] = event.model_dump(mode="json", exclude_none=True)
    *path, name = field.split(".")
    holder = said
    for part in path:
        holder = cast("dict[str, Any]", holder.setdefault(part, {}))
    holder[name] = value
    try:
        return type(event).model_validate_json(json.dumps(said))
    except ValidationError:
        return None


def _may_say(asked_by: type[Command] | None, field: str, value: Any) -> bool:
    """Whether the command takes it; what else the command needs is not asked."""
    top, *path = field.split(".")
    if asked_by is None or top not in asked_by.model_fields:
        return True
    said: Any = value
    for part in reversed(path):
        said = {part: said}
    try:
        asked_by.model_validate_json(json.dumps({top: said}))
    except ValidationError as invalid:
        return not any(error["loc"][:1] == (top,) and error["type"] != "missing" for error in invalid.errors())
    return True


def _is_model(part: object) -> TypeGuard[type[BaseModel]]:
    return isinstance(part, type) and issubclass(part, BaseModel)


def _texts(said: dict[str, Any], before: str = "") -> Iterator[tuple[str, str]]:
    for name, value in said.items():
        if isinstance(value, dict):
            yield from _texts(cast("dict[str, Any]", value), f"{before}{name}.")
        else:
            yield f"{before}{name}", value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
