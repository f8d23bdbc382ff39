"""From TOML text to the rules it says; raises ValueError, as TOMLDecodeError or pydantic's ValidationError."""

import tomllib
from typing import TypeVar

from domain.rulebook.part import Part

P = TypeVar("P", bound=Part)


def read(text: str, kind: type[P]) -> P:
    """A text with every key known and every value allowed."""
    return kind.model_validate(tomllib.loads(text))
