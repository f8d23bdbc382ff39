"""The JSON Schema of every request, as `nats micro info` shows it: from the AsyncAPI document that comes along."""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

_PLACES: Final = (
    Path(__file__).parent / "asyncapi.json",
    Path(__file__).parents[2] / "docs" / "feed" / "asyncapi.json",
)
"""In the wheel, and beside the sources."""
_COMPONENTS: Final = "#/components/schemas/"
_DEFINED: Final = "#/$defs/"


@cache
def schemas() -> Mapping[str, str]:
    """By subject without the prefix, each whole and without descriptions, as all have to fit one message."""
    place = next((each for each in _PLACES if each.is_file()), None)
    if place is None:
        return {}
    known: dict[str, Any] = json.loads(place.read_text("utf-8"))["components"]["schemas"]
    return {
        name.removesuffix(".request"): json.dumps(_whole(said, known), separators=(",", ":"))
        for name, said in known.items()
        if name.endswith(".request")
    }


def _whole(schema: Any, known: Mapping[str, Any]) -> Any:
    """With all that it names in ``$defs``."""
    found, left = dict[str, Any](), [schema]
    while left:
        for name in _named(left.pop()):
            if name not in found:
                found[name] = known[name]
                left.append(known[name])
    defined = {"$defs": {name: _bare(said) for name, said in found.items()}} if found else {}
    return _bare(schema) | defined


def _named(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        for key, each in schema.items():
            if key == "$ref":
                yield each.removeprefix(_COMPONENTS)
            else:
                yield from _named(each)
    elif isinstance(schema, list):
        for each in schema:
            yield from _named(each)


def _bare(schema: Any) -> Any:
    """A property may be called ``description``: there it is not a text."""
    if isinstance(schema, list):
        return [_bare(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        key: each.replace(_COMPONENTS, _DEFINED) if key == "$ref" else _bare(each)
        for key, each in schema.items()
        if key != "description" or not isinstance(each, str)
    }
