"""``field=value`` on the command line, checked against the action's own fields before anything is sent."""

import json
import shlex
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ValidationError

from api.manners.validation import field as field_of
from api.manners.validation import word
from api.tickets.actions import body_of
from api.tickets.examples import EXAMPLES
from domain.ticket.commands import COMMANDS
from domain.ticket.vocabulary import SEVERITIES
from gongdan.cli.asking.client import hint
from gongdan.cli.asking.moments import moment
from gongdan.cli.showing.said import say
from gongdan.closest import closest
from gongdan.failures import Failure
from gongdan.language import language
from gongdan.system import of_system

Json = dict[str, Any]


def action_named(name: str) -> str:
    """Raises Failure with what was probably meant."""
    actions = [action for action in COMMANDS if action != "open"]
    if name not in actions:
        raise Failure("unknown-action", value=name, hint=hint(closest(name, actions)), allowed=", ".join(actions))
    return name


def fields_of(action: str) -> dict[str, type]:
    """Every field by its dotted name, with the plain type that it holds."""
    return dict(_flat(body_of(action)))


def body(action: str, given: Sequence[str], zone: ZoneInfo, start: Json | None = None) -> Json:
    """The request body, from a file's object and the ``field=value`` beside it. Raises Failure."""
    known = fields_of(action)
    said: Json = dict(start or {})
    for text in given:
        name, equals, value = text.partition("=")
        if not equals:
            raise Failure("not-a-field", value=text, example=example(action))
        if name not in known:
            meant = hint(closest(name, known))
            raise Failure("unknown-field", action=action, value=name, hint=meant, allowed=", ".join(known))
        _put(said, name.split("."), moment(value, zone).isoformat() if known[name] is datetime else value)
    return _checked(action, said)


def body_file(path: Path) -> Json:
    """A JSON object from a file, ``-`` for standard input: keeps personal values off the command line."""
    try:
        found = json.loads(sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes())
    except (OSError, ValueError, RecursionError) as error:
        raise Failure("bad-body-file", path=path, why=_unread(error)) from None
    if not isinstance(found, dict):
        raise Failure("bad-body-file", path=path, why=say("内容不是对象", "it holds something else"))
    return found


def example(action: str) -> str:
    """A command line that works."""
    words = " ".join(f"{name}={shlex.quote(str(value))}" for name, value in _dotted(EXAMPLES[action]))
    return f"gongdan ticket open {words}" if action == "open" else f"gongdan ticket do 202405-00123 {action} {words}"


def _checked(action: str, said: Json) -> Json:
    try:
        return body_of(action).model_validate(said).model_dump(mode="json", exclude_none=True)
    except ValidationError as error:
        wrong = [*error.errors(include_input=False, include_url=False), *_no_severity(action, said)]
        why = say("；", "; ").join(f"{field_of(each)} {word(each, language())}" for each in wrong)
        raise Failure("bad-fields", action=action, why=why, example=example(action)) from None


def _no_severity(action: str, said: Json) -> list[Json]:
    """Which severities there are is no matter of form, but is told beside what is."""
    known = SEVERITIES["handbook"]
    if action != "grade" or said.get("severity", known[0]) in known:
        return []
    return [{"type": "enum", "loc": ("severity",), "ctx": {"expected": ", ".join(known)}}]


def _unread(error: OSError | ValueError | RecursionError) -> str:
    match error:
        case json.JSONDecodeError():
            return say(f"第 {error.lineno} 行不是 JSON", f"line {error.lineno} is not JSON")
        case OSError():
            return of_system(error).say(language())
        case RecursionError():
            return say("嵌套过深", "it is nested too deeply")
        case UnicodeDecodeError():
            return say("不是 UTF-8 文本", "it is no text in UTF-8")
        case _:
            return say("含有过大的数字", "it holds a number that is too large")


def _flat(model: type[BaseModel], before: str = "") -> Iterator[tuple[str, type]]:
    for name, field in model.model_fields.items():
        kind = next((part for part in _types(field.annotation) if part is not type(None)), str)
        if issubclass(kind, BaseModel):
            yield from _flat(kind, f"{before}{name}.")
        else:
            yield f"{before}{name}", kind


def _types(annotation: Any) -> Iterator[type]:
    if get_origin(annotation) in (Union, UnionType):
        for part in get_args(annotation):
            yield from _types(part)
    elif get_origin(annotation) is Annotated:
        yield from _types(get_args(annotation)[0])
    elif isinstance(annotation, type):
        yield datetime if issubclass(annotation, datetime) or "Aware" in annotation.__name__ else annotation


def _put(said: Json, path: list[str], value: str) -> None:
    """What a file has in the way is left for the check to name."""
    for name in path[:-1]:
        inner = said.setdefault(name, {})
        if not isinstance(inner, dict):
            return
        said = inner
    said[path[-1]] = value


def _dotted(values: Json, before: str = "") -> Iterable[tuple[str, Any]]:
    for name, value in values.items():
        if isinstance(value, dict):
            yield from _dotted(value, f"{before}{name}.")
        else:
            yield f"{before}{name}", json.dumps(value) if isinstance(value, bool) else value
