"""OCEL 2.0 as JSON."""

from collections.abc import Iterator
from typing import Final

from pydantic_core import to_json

from projections.replaying.rows import Json
from projections.replaying.writers.ocel.gathering import OBJECT_TYPES, Event, Gathered, Object, Types
from projections.replaying.writers.writer import About

_BUNCH: Final = 500


class AsJson(Gathered):
    """A :class:`projections.replaying.writers.writer.Writer`."""

    def __init__(self, about: About) -> None:
        super().__init__()

    def end(self) -> Iterator[bytes]:
        yield b'{"objectTypes":' + to_json(_types(OBJECT_TYPES)) + b',"eventTypes":' + to_json(_types(self.event_types))
        yield b',"objects":['
        yield from _joined(map(_object, self.objects()))
        yield b'],"events":['
        yield from _joined(map(_event, self.events()))
        yield b"]}\n"


def _types(types: Types) -> list[Json]:
    return [
        {"name": name, "attributes": [{"name": each, "type": kind} for each, kind in attributes.items()]}
        for name, attributes in types.items()
    ]


def _object(found: Object) -> Json:
    return {
        "id": found.id,
        "type": found.type,
        "attributes": [{"name": name, "time": time, "value": value} for name, time, value in found.said],
        "relationships": _related(found.related),
    }


def _event(found: Event) -> Json:
    return {
        "id": found.id,
        "type": found.type,
        "time": found.time,
        "attributes": [{"name": name, "value": value} for name, value in found.said],
        "relationships": _related(found.related),
    }


def _related(related: list[tuple[str, str]]) -> list[Json]:
    return [{"objectId": target, "qualifier": how} for target, how in related]


def _joined(found: Iterator[Json]) -> Iterator[bytes]:
    """Members of a list, a bunch at a time."""
    bunch, before = list[bytes](), b""
    for each in found:
        bunch.append(to_json(each))
        if len(bunch) == _BUNCH:
            yield before + b",\n".join(bunch)
            bunch, before = [], b",\n"
    if bunch:
        yield before + b",\n".join(bunch)
