"""On which line of a TOML file a key stands: Python's own reader knows, but does not tell."""

import tomllib
from collections.abc import Iterator
from typing import Any, cast

Loc = tuple[int | str, ...]


class Lines:
    """Where the keys of a text that is valid TOML begin, counted from 1.

    Each statement is read by itself with Python's reader, so that strings and lists over several lines are no trouble.
    """

    def __init__(self, text: str) -> None:
        self._begins: dict[Loc, int] = {}
        self._arrays: dict[Loc, int] = {}
        table: Loc = ()
        for line, said, is_header in _statements(text):
            if is_header:
                table = self._header(said, line)
            else:
                self._keys(table, said, line)

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
            if isinstance(value, list):
                self._arrays[path] = self._arrays.get(path, -1) + 1
                self._begins.setdefault(path, line)
                path = (*path, self._arrays[path])
                break
            if path in self._arrays and value:
                path = (*path, self._arrays[path])
        self._begins.setdefault(path, line)
        return path

    def _keys(self, table: Loc, value: Any, line: int) -> None:
        inside = cast("dict[int | str, Any]", value if isinstance(value, dict) else dict(enumerate(value)))
        for key, each in inside.items():
            self._begins.setdefault((*table, key), line)
            if isinstance(each, dict | list):
                self._keys((*table, key), each, line)


def _statements(text: str) -> Iterator[tuple[int, dict[str, Any], bool]]:
    """Each key with its value, and each header: the line it begins on, what it says, and whether it is a header."""
    lines = text.splitlines()
    start = 0
    for end in range(len(lines)):
        chunk = "\n".join(lines[start : end + 1])
        try:
            said = tomllib.loads(chunk)
        except tomllib.TOMLDecodeError:
            continue
        if said:
            yield start + 1, said, chunk.lstrip().startswith("[")
        start = end + 1
