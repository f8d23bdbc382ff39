"""Rules of the form "where the value matches this pattern, it becomes that": for numbers and ids in a map."""

import re
from string import Formatter

from gongdan.toml.wrong import Wrong


def check_pattern(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise Wrong(
            f"“{pattern}”不是有效的正则表达式（第 {(error.pos or 0) + 1} 个字符处）",
            f"'{pattern}' is no regular expression: {error}",
        ) from None
    return pattern


def check_template(pattern: str, becomes: str) -> None:
    """Raises Wrong where ``becomes`` is more than text and plain {1} or {name} of the pattern's groups."""
    groups = re.compile(pattern)
    known = {*map(str, range(groups.groups + 1)), *groups.groupindex}
    for _, field, form, conversion in _parts(becomes):
        if field is None:
            continue
        if form or conversion or not re.fullmatch(r"\w+", field):
            raise Wrong(
                f"becomes = '{becomes}' 只能用 {{1}} 或 {{name}} 这样的写法",
                f"becomes = '{becomes}' may only use plain fields such as {{1}} or {{name}}",
            )
        if field not in known:
            raise Wrong(
                f"becomes = '{becomes}' 用到了 pattern = '{pattern}' 没有的括号",
                f"becomes = '{becomes}' uses a group that pattern = '{pattern}' does not have",
            )


def check_id_template(becomes: str) -> None:
    """Raises Wrong where the text around the fields could not stand in an id."""
    if not all(re.fullmatch("[A-Za-z0-9_-]*", text) for text, *_ in _parts(becomes)):
        raise Wrong(
            f"becomes = '{becomes}'：大括号以外只能用 A-Z a-z 0-9 _ -",
            f"becomes = '{becomes}': around the fields only A-Z a-z 0-9 _ - are allowed",
        )


def _parts(becomes: str) -> list[tuple[str, str | None, str | None, str | None]]:
    try:
        return list(Formatter().parse(becomes))
    except ValueError:
        raise Wrong(
            f"becomes = '{becomes}' 的大括号不成对", f"becomes = '{becomes}' has a brace without its other half"
        ) from None


def applied(pattern: str, becomes: str, value: str) -> str | None:
    """What the value becomes ({0} is all of it, {1} the first group); None where it does not match as a whole."""
    match = re.fullmatch(pattern, value)
    if match is None:
        return None
    named = {name: text or "" for name, text in match.groupdict().items()}
    return becomes.format(match[0], *(group or "" for group in match.groups()), **named)
