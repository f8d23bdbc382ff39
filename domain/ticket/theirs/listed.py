"""The list of what customers see of their tickets, read from its file: what is not on it is hidden."""

import tomllib
from collections.abc import Collection
from importlib.resources import files
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field

from domain.ticket.events import EVENTS
from domain.wording import ROLES

_STRICT: Final = ConfigDict(frozen=True, extra="forbid", strict=True)
Names = Annotated[frozenset[str], Field(strict=False)]
"""Of fields; those of a part are dotted: ``contact.name``."""


class Listed(BaseModel):
    """An event that they see: how it is told to them, which of its fields they see, and when."""

    model_config = _STRICT
    zh: str
    en: str
    fields: Names
    by: str | None = None
    once: Names = frozenset()
    same: str = ""


class Fields(BaseModel):
    """What they see of a whole."""

    model_config = _STRICT
    fields: Names


class TheirList(BaseModel):
    """The file."""

    model_config = _STRICT | ConfigDict(populate_by_name=True)
    events: dict[str, Listed]
    surrounding: Fields
    ticket: Fields
    service_record: Annotated[Fields, Field(alias="service-record")]


def read(text: str) -> TheirList:
    """Raises ValueError where an event, a role or an event's field is none that there is."""
    found = TheirList.model_validate(tomllib.loads(text))
    for name, listed in found.events.items():
        _require_known("events", {name, *listed.once}, EVENTS)
        whole = {field.partition(".")[0] for field in listed.fields}
        _require_known(
            f"fields of {name}", whole | ({listed.same} if listed.once else set[str]()), EVENTS[name].model_fields
        )
        _require_known("roles", {listed.by} - {None}, ROLES)
    return found


def _require_known(what: str, said: Collection[str | None], known: Collection[str]) -> None:
    if unknown := [name for name in said if name not in known]:
        raise ValueError(f"unknown {what}: {unknown}")


LIST: Final = read(files("domain.ticket.theirs").joinpath("list.toml").read_text("utf-8"))
