"""Whether a schema may take the place of another under the same version: readers of the old go on without a change."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Schema = Mapping[str, Any]
_IGNORED = frozenset({"description", "x-zh", "examples", "title", "$schema", "$id"})


@dataclass(frozen=True, slots=True)
class Breach:
    """``rule`` that the ``field`` of the event ``type`` breaks; ``field`` is empty for the event itself."""

    type: str
    field: str
    rule: str

    def __str__(self) -> str:
        return f"{self.type}{f' {self.field}' if self.field else ''}: {self.rule}"


def breaches(published: Mapping[str, Schema], new: Mapping[str, Schema]) -> list[Breach]:
    """What keeps the new schemas from taking the place of those that are published; all of it, by type and field.

    Events and optional fields may be added. A reader may rely on all else: what is sent stays, means the same, and is
    always there if it was always there. Another shape is another version beside the old.
    """
    return [breach for name in sorted(published) for breach in _of_event(name, published[name], new.get(name))]


def _of_event(name: str, old: Schema, new: Schema | None) -> Iterator[Breach]:
    if new is None:
        yield Breach(name, "", "an event that is published goes on being told; keep this version")
        return
    before, after = old["properties"], new["properties"]
    for field in sorted(before.keys() - after.keys()):
        yield Breach(name, field, "a field that is published stays")
    for field in sorted(set(old["required"]) & after.keys() - set(new["required"])):
        yield Breach(name, field, "a field that was always there stays so")
    for field in sorted(set(new["required"]) - before.keys()):
        yield Breach(name, field, "a new field is optional, for older events lack it")
    for field in sorted(before.keys() & after.keys()):
        if _shape(before[field]) != _shape(after[field]):
            yield Breach(name, field, "a field keeps its type and form")


def _shape(field: Schema) -> dict[str, Any]:
    return {key: value for key, value in field.items() if key not in _IGNORED}
