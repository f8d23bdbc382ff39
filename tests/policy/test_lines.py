"""On which line a key of a TOML file stands."""

import tomllib
from typing import Any, cast

import pytest

from gongdan.policies.library import shipped
from gongdan.toml.lines import Lines, Loc

TEXT = '''# a comment with [brackets] and = signs
name = "x"     # 2

[table]        # 4
key = """
[no.header]
no = "key"
"""
other.inner = 1   # 9
[[list]]       # 10
value = [
    1,         # 12
    { a = 2 },
]
[list.under]   # 15
deep = true
[[list]]       # 17
value = []
[list.under]   # 19
deep = false
["quoted key".inside] # 21
commas = [ "first, on 22"
    , "led by a comma, as if on 22"
]
nested = [[1,  # 25
    2], [3]]   # 26
'''


@pytest.mark.parametrize(
    ("loc", "line"),
    [
        (("name",), 2),
        (("table",), 4),
        (("table", "key"), 5),
        (("table", "other", "inner"), 9),
        (("list",), 10),
        (("list", 0), 10),
        (("list", 0, "value", 0), 12),
        (("list", 0, "value", 1, "a"), 13),
        (("list", 0, "under", "deep"), 16),
        (("list", 1), 17),
        (("list", 1, "value"), 18),
        (("list", 1, "under"), 19),
        (("list", 1, "under", "deep"), 20),
        (("quoted key", "inside"), 21),
        (("quoted key", "inside", "commas", 0), 22),
        (("quoted key", "inside", "commas", 1), 22),
        (("quoted key", "inside", "nested", 0, 1), 26),
        (("list", 1, "under", "missing"), 19),
        (("missing",), None),
    ],
)
def test_a_key_is_found(loc: Loc, line: int | None):
    assert Lines(TEXT).of(loc) == line


@pytest.mark.parametrize("name", shipped())
def test_every_key_of_a_shipped_pack_has_a_line_that_names_it(name: str):
    text = shipped()[name].text
    lines, written = Lines(text), text.splitlines()
    for loc in keys(tomllib.loads(text)):
        line = lines.of(loc)
        assert lines.has(loc), loc
        assert line is not None
        key = next(part for part in reversed(loc) if isinstance(part, str))
        assert key in written[line - 1] or isinstance(loc[-1], int), (loc, written[line - 1])


def keys(value: Any, at: Loc = ()) -> list[Loc]:
    """The places of all keys and list entries in a document."""
    inside = cast("dict[int | str, Any]", value if isinstance(value, dict) else dict(enumerate(value)))
    found: list[Loc] = []
    for key, each in inside.items():
        found.append((*at, key))
        if isinstance(each, dict | list):
            found += keys(each, (*at, key))
    return found
