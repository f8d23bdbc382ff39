"""``field=value`` on the command line, checked against the action's own fields before anything is sent."""

import json
import re
import shlex
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ValidationError

from api.manners.validation import distinct, word
from api.manners.validation import field as field_of
from api.tickets.actions import NOUNS, body_of
from api.tickets.examples import EXAMPLES
from gongdan.cli.asking.client import hint
from gongdan.cli.asking.moments import moment
from gongdan.cli.asking.shapes import Shape, shapes_in
from gongdan.cli.showing.said import say
from gongdan.closest import closest
from gongdan.failures import Failure
from gongdan.language import language
from gongdan.system import of_system

Json = dict[str, Any]


def named(action: str, nouns: Mapping[str, str]) -> str:
    """An action that there is. Raises Failure with what was probably meant."""
    if action not in nouns:
        raise Failure("unknown-action", value=action, hint=hint(closest(action, nouns)), allowed=", ".join(nouns))
    return action


def action_named(name: str) -> str:
    """As :func:`named`, of a ticket."""
    if name == "attach":
        raise Failure("attach-apart")
    return named(name, NOUNS)


@dataclass(frozen=True, slots=True)
class Form:
    """What an action is asked for with, and a command line that works."""

    action: str
    model: type[BaseModel]
    example: str


def form_of(action: str) -> Form:
    """Of an action on a ticket."""
    return Form(action, body_of(action), example(action))


def body(action: str, given: Sequence[str], zone: ZoneInfo, start: Json | None = None) -> Json:
    """The request body, from a file's object and the ``field=value`` beside it. Raises Failure."""
    return filled(form_of(action), given, zone, start)


def filled(form: Form, given: Sequence[str], zone: ZoneInfo, start: Json | None = None) -> Json:
    """As :func:`body`, of any action."""
    known = shapes_in(form.model)
    said: Json = dict(start or {})
    seen: set[str] = set()
    for text in given:
        name, equals, value = text.partition("=")
        if not equals:
            raise Failure("not-a-field", value=text, example=form.example)
        if name not in known:
            meant = hint(closest(name, known))
            raise Failure("unknown-field", action=form.action, value=name, hint=meant, allowed=", ".join(known))
        if name in seen:
            raise Failure("field-twice", value=name)
        seen.add(name)
        _put(said, name.split("."), _read(known[name], value, zone))
    return _checked(form, said)


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
    words = spelt(EXAMPLES[action])
    return f"gongdan ticket open {words}" if action == "open" else f"gongdan ticket do 202405-00123 {action} {words}"


def spelt(said: Json) -> str:
    """A body as ``field=value`` words."""
    return " ".join(f"{name}={shlex.quote(str(value))}" for name, value in _dotted(said))


def _checked(form: Form, said: Json) -> Json:
    try:
        return form.model.model_validate(said).model_dump(mode="json", exclude_none=True)
    except ValidationError as error:
        wrong = distinct(error.errors(include_input=False, include_url=False), language())
        why = say("；", "; ").join(f"{field_of(each)} {word(each, language())}" for each in wrong)
        raise Failure("bad-fields", action=form.action, why=why, example=form.example) from None


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


def _read(shape: Shape, value: str, zone: ZoneInfo) -> Any:
    """The value as JSON has it; what can't be read is left for the check to name."""
    match shape.kind:
        case "time":
            return moment(value, zone).isoformat()
        case "list" if not value.lstrip().startswith("["):
            return [part.strip() for part in re.split("[,，、]", value) if part.strip()]
        case "list" | "parts":
            try:
                return json.loads(value)
            except (ValueError, RecursionError):
                return value
        case _:
            return value


def _put(said: Json, path: list[str], value: Any) -> None:
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
        elif isinstance(value, list) and all(isinstance(part, str) for part in value):
            yield f"{before}{name}", ",".join(value)
        else:
            yield (
                f"{before}{name}",
                value if isinstance(value, str | int) and not isinstance(value, bool) else _json(value),
            )


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
