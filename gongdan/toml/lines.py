"""On which line of a TOML file a key stands: Python's own reader knows, but does not tell."""

import tomllib
from collections.abc import Iterator, Sequence
from typing import Any, Final, cast

Loc = tuple[int | str, ...]

_ENDS: Final = ("]", '"""', "'''")
"""One of these stands on the last line of whatever goes over several."""


class Lines:
    """Where the keys of a text that is valid TOML begin, counted from 1.

    Each statement is read by itself with Python's reader, so that strings and lists over several lines are no trouble.
    """

    def __init__(self, text: str) -> None:
        self._begins: dict[Loc, int] = {}
        self._arrays: dict[Loc, int] = {}
        table: Loc = ()
        for line, written, said in _statements(text):
            if written.lstrip().startswith("["):
                table = self._header(said, line)
            else:
                self._keys(table, said, line, _offsets(written) if "\n" in written else ())

    def of(self, loc: Loc) -> int | None:
        """The line of the key, or of the nearest around it that stands in the file; None for the file as a whole."""
        around = (loc[:length] for length in range(len(loc), 0, -1))
        return next((self._begins[each] for each in around if each in self._begins), None)

    def has(self, loc: Loc) -> bool:
        return loc in self._begins

    def _header(self, said: dict[str, Any], line: int) -> Loc:
        """The path of ``[a.b]`` or ``[[a.b]]``; inside lists of tables it goes on with their last one."""
        path: Loc = ()
        value: Any = said
        while isinstance(value, dict) and value:
            [(key, value)] = cast("dict[str, Any]", value).items()
            path = (*path, key)
            self._begins.setdefault(path, line)
            if isinstance(value, list):
                self._arrays[path] = self._arrays.get(path, -1) + 1
            if path in self._arrays:
                path = (*path, self._arrays[path])
                self._begins.setdefault(path, line)
        return path

    def _keys(self, table: Loc, value: Any, line: int, offsets: Sequence[int] = ()) -> None:
        """``offsets`` are of the entries of a list that goes over several lines."""
        listed = isinstance(value, list)
        inside = cast("dict[int | str, Any]", dict(enumerate(value)) if listed else value)
        for key, each in inside.items():
            begins = line + offsets[key] if isinstance(key, int) and key < len(offsets) else line
            self._begins.setdefault((*table, key), begins)
            if isinstance(each, dict | list):
                self._keys((*table, key), each, begins, () if listed else offsets)


def _statements(text: str) -> Iterator[tuple[int, str, dict[str, Any]]]:
    """Each key with its value, and each header: the line it begins on, as it is written, and what it says."""
    lines = text.splitlines()
    start = 0
    for end, line in enumerate(lines):
        if end > start and not any(sign in line for sign in _ENDS):
            continue
        chunk = "\n".join(lines[start : end + 1])
        try:
            said = tomllib.loads(chunk)
        except tomllib.TOMLDecodeError:
            continue
        if said:
            yield start + 1, chunk, said
        start = end + 1


def _offsets(written: str) -> list[int]:
    """How many lines below its beginning each entry of a list ends, as far as entries end with a line."""
    lines, found, start = written.split("\n"), list[int](), 0
    for end in range(len(lines)):
        opening, closing = "x = [" if start else "", "]" if end + 1 < len(lines) else ""
        try:
            value: Any = tomllib.loads("\n".join([opening, *lines[start : end + 1], closing]))
        except tomllib.TOMLDecodeError:
            continue
        while isinstance(value, dict):
            [value] = cast("dict[str, Any]", value).values()
        if not isinstance(value, list):
            return []
        found += [end] * len(cast("list[Any]", value))
        start = end + 1
    return found
