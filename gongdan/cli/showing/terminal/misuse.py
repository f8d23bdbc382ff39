"""Wrong usage that the parser finds, as one sentence of the reader's language that names where the usage is shown."""

import re
from typing import Any, Final

from pydantic import ValidationError

from api.manners.validation import word
from gongdan.cli.asking.client import hint
from gongdan.cli.showing.said import say
from gongdan.closest import closest
from gongdan.failures import Failure
from gongdan.language import language

_MESSAGES: Final = (
    ("no-such-command", re.compile(r"No such command '(.*?)'\.", re.DOTALL)),
    ("too-many-words", re.compile(r"Got unexpected extra arguments?(?:\(s\))? \((.*)\)", re.DOTALL)),
)
"""What the parser tells apart by its message only."""
_CHOICES: Final = re.compile(r" is not one of ('.*)")


def of_parser(error: Any) -> Failure | None:
    """The failure that an error of the parser's stands for, whichever library it comes from; None for other errors."""
    if not hasattr(error, "format_message"):
        return None
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "gongdan"
    match type(error).__name__:
        case "NoSuchOption":
            meant = next(iter(error.possibilities or ()), None)
            return Failure("no-such-option", value=error.option_name, hint=hint(meant), path=path)
        case "BadOptionUsage":
            return Failure("bad-option", value=error.option_name, path=path)
        case "MissingParameter":
            return Failure("missing-argument", value=_named(error), path=path)
        case "BadParameter":
            return Failure("bad-argument", value=_named(error), allowed=_allowed(error), path=path)
        case _:
            return _by_message(error.message, context, path)


def _by_message(message: str, context: Any, path: str) -> Failure:
    for code, pattern in _MESSAGES:
        if found := pattern.match(message):
            known = getattr(context.command, "commands", ()) if context else ()
            return Failure(code, value=found[1], hint=hint(closest(found[1], known)), path=path)
    return Failure("bad-usage", path=path)


def _named(error: Any) -> str:
    """``NUMBER`` or ``--role``."""
    first = error.param.opts[0]
    return first if first.startswith("-") else error.param.metavar or first.upper()


def _allowed(error: Any) -> str:
    if found := _CHOICES.search(error.message):
        choices = found[1].replace("'", "").rstrip(".")
        return say(f"，可用：{choices}", f" (possible: {choices})")
    cause = error.__cause__
    why = word(cause.errors(include_url=False)[0], language()) if isinstance(cause, ValidationError) else ""
    return say(f"，{why}", f" (it {why})") if why else ""
