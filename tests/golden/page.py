"""The tables of docs/formats.md section 9, as the code has them: events by kind of aggregate, and closed lists of words."""

from collections.abc import Iterator
from typing import Final

from pydantic import BaseModel

from domain.catalogue import EVENTS
from domain.record.event import Event
from tests.golden.fields import Field, fields, paths


def _by_kind() -> dict[str, dict[str, type[Event]]]:
    found: dict[str, dict[str, type[Event]]] = {}
    for name, event in EVENTS.items():
        found.setdefault(_kind_of(event), {})[name] = event
    return found


def _kind_of(event: type[Event]) -> str:
    """The package it is declared in, ``ticket``; of a matter the one inside ``matters``, ``returns``."""
    package, inside = event.__module__.split(".")[1:3]
    return inside if package == "matters" else package


KINDS: Final = _by_kind()
"""The event types by the kind of aggregate that they happen to: that of the package they are declared in."""


def events_table(kind: str) -> str:
    """One row a type: its fields in declared order, personal ones with their class, those always there in bold."""
    rows = [f"| `{name}` | {event.schema_version} | {_row(event)} |" for name, event in KINDS[kind].items()]
    return "\n".join(["| type | schema | data |", "|---|---|---|", *rows]) + "\n"


def words_table() -> str:
    """One row a list: its words in order, and the fields that take no other."""
    found: dict[tuple[str, ...], dict[str, list[str]]] = {}
    for kind in KINDS.values():
        for name, event in kind.items():
            for path, field in paths(event):
                if field.words:
                    found.setdefault(field.words, {}).setdefault(path, []).append(f"`{name}`")
    rows = [f"| {_listed(words)} | {_places(places)} |" for words, places in found.items()]
    return "\n".join(["| words | of |", "|---|---|", *rows]) + "\n"


def _row(event: type[BaseModel]) -> str:
    return ", ".join(_parts(event, "")) or "–"


def _parts(model: type[BaseModel], before: str) -> Iterator[str]:
    for field in fields(model):
        if field.inside and not field.many:
            yield from _parts(field.inside, f"{before}{field.name}.")
        else:
            yield _part(field, before)


def _part(field: Field, before: str) -> str:
    path = f"{before}{field.name}"
    said = f"**{path}**" if field.required else path
    form = f"[{_row(field.inside)}]" if field.inside else _form(field)
    return " ".join(part for part in (said, form, f"(*{field.personal.kind}*)" if field.personal else "") if part)


def _form(field: Field) -> str:
    form = "word" if field.words else field.form
    return f"[{form or 'text'}]" if field.many else form


def _listed(words: tuple[str, ...]) -> str:
    return ", ".join(f"`{word}`" for word in words)


def _places(places: dict[str, list[str]]) -> str:
    return "; ".join(f"{path.removesuffix('[]')} of {', '.join(types)}" for path, types in places.items())
