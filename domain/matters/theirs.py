"""What of a matter is its customer's to see, read from theirs.toml: what is not on the list is hidden."""

import tomllib
from collections.abc import Mapping, Sequence
from importlib.resources import files
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field

from domain.matters.kind import MatterKind
from domain.matters.kinds import MATTERS
from domain.record.envelope import Recorded

Names = Annotated[frozenset[str], Field(strict=False)]


class TheirMatter(BaseModel):
    """Of a kind; ``about``: those whose work it is about see no more of it than the customer does."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)
    about: bool = False
    facts: Names
    events: dict[str, Names]

    def seen(self, history: Sequence[Recorded]) -> dict[int, frozenset[str]]:
        """By the version of an event that they see: the names of its fields that they see."""
        listed = ((one.envelope.version, self.events.get(one.event.stored_name)) for one in history)
        return {version: names for version, names in listed if names is not None}


def read(text: str) -> Mapping[str, TheirMatter]:
    """Raises ValueError where a kind, an event or its field is none that there is."""
    found = {name: TheirMatter.model_validate(said) for name, said in tomllib.loads(text).items()}
    for name, listed in found.items():
        if unknown := [*_unknown(MATTERS[name], listed)]:
            raise ValueError(f"unknown to a {name}: {unknown}")
    return found


def _unknown(kind: MatterKind, listed: TheirMatter) -> list[str]:
    return [
        f"{event}.{field}"
        for event, fields in listed.events.items()
        for field in fields or {""}
        if event not in kind.events or (field and field not in kind.events[event].model_fields)
    ]


THEIRS: Final = read(files("domain.matters").joinpath("theirs.toml").read_text("utf-8"))
"""By the name of the kind."""
