"""Whether a request that was right stays right: askers go on without a change."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Schema = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Breach:
    """``rule`` that the ``field`` of an operation breaks; ``field`` is empty for the operation itself."""

    operation: str
    field: str
    rule: str

    def __str__(self) -> str:
        return f"{self.operation}{f' {self.field}' if self.field else ''}: {self.rule}"


def breaches(published: Schema, new: Schema) -> list[Breach]:
    """Of two AsyncAPI documents: operations and optional fields may be added, and what is taken may become more."""
    old, now = (_Document(each) for each in (published, new))
    return [breach for name in sorted(old.requests) for breach in _of_operation(name, old, now)]


class _Document:
    def __init__(self, said: Schema) -> None:
        self._schemas: Schema = said["components"]["schemas"]
        self.requests = {name: schema for name, schema in self._schemas.items() if name.endswith(".request")}

    def seen(self, schema: Schema) -> Schema:
        """What a reference stands for; of a body that may be left out, what it is else."""
        if "$ref" in schema:
            return self.seen(self._schemas[schema["$ref"].rpartition("/")[2]])
        shapes = [each for each in schema.get("anyOf", ()) if each.get("type") != "null"]
        return self.seen(shapes[0]) if len(shapes) == 1 else schema


def _of_operation(name: str, old: _Document, new: _Document) -> Iterator[Breach]:
    operation = name.removesuffix(".request")
    if name not in new.requests:
        yield Breach(operation, "", "an operation that is published goes on being answered")
        return
    for field, rule in _narrowed("", old.requests[name], new.requests[name], old, new, 0):
        yield Breach(operation, field, rule)


_DEEPEST = 6
"""Members of members; a schema may name itself."""


def _narrowed(
    place: str, before: Schema, after: Schema, old: _Document, new: _Document, depth: int
) -> Iterator[tuple[str, str]]:
    before, after = old.seen(before), new.seen(after)
    if before.get("type") != after.get("type"):
        yield place, "a field keeps its type"
        return
    if gone := [str(word) for word in before.get("enum", ()) if word not in after.get("enum", before.get("enum", ()))]:
        yield place, f"a word that is taken stays: {', '.join(gone)}"
    had: Schema = before.get("properties", {})
    has: Schema = after.get("properties", {})
    for field in sorted(had.keys() - has.keys()):
        yield _under(place, field), "a field that is taken stays"
    for field in sorted(set(after.get("required", ())) - set(before.get("required", ()))):
        yield _under(place, field), "what could be left out can be left out"
    if depth < _DEEPEST:
        for field in sorted(had.keys() & has.keys()):
            yield from _narrowed(_under(place, field), had[field], has[field], old, new, depth + 1)


def _under(place: str, field: str) -> str:
    return f"{place}.{field}" if place else field
