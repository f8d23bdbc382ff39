"""Rules of the form "where the value matches this pattern, it becomes that": for numbers and ids in a map."""

import re
from typing import Final

_TRY: Final = "1"


def check_pattern(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"'{pattern}' is no regular expression: {error}") from None
    return pattern


def check_template(pattern: str, becomes: str) -> None:
    """Raises ValueError where ``becomes`` names a group that the pattern does not have."""
    groups = re.compile(pattern)
    named: dict[str, str] = dict.fromkeys(groups.groupindex, _TRY)
    try:
        becomes.format(*[_TRY] * (groups.groups + 1), **named)
    except (IndexError, KeyError, ValueError):
        raise ValueError(f"becomes = '{becomes}' uses a group that pattern = '{pattern}' does not have") from None


def applied(pattern: str, becomes: str, value: str) -> str | None:
    """What the value becomes ({0} is all of it, {1} the first group); None where it does not match as a whole."""
    match = re.fullmatch(pattern, value)
    if match is None:
        return None
    named = {name: text or "" for name, text in match.groupdict().items()}
    return becomes.format(match[0], *(group or "" for group in match.groups()), **named)
