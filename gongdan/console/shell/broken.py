"""At which input a form tells of a rule that is about several of them: the first that breaks it by itself."""

from collections.abc import Collection, Mapping
from copy import deepcopy
from typing import Any

from pydantic import BaseModel, ValidationError

from api.manners.validation import field as named


def told_at(model: type[BaseModel], said: Mapping[str, Any], error: Mapping[str, Any], names: Collection[str]) -> str:
    """The name of an input, of which there are ``names``; else of what the rule is about, as where nothing was said."""
    of = named(error)
    inside = [name for name in names if name.startswith(f"{of}.") and _at(said, name) is not None]
    if of in names or not inside:
        return of
    return next((name for name in inside if _breaks(model, said, error, of, name)), inside[0])


def _breaks(model: type[BaseModel], said: Mapping[str, Any], error: Mapping[str, Any], of: str, name: str) -> bool:
    """Whether it is refused likewise where nothing else is said of the same."""
    alone: dict[str, Any] = deepcopy(dict(said))
    _put(alone, of, {})
    _put(alone, name, _at(said, name))
    try:
        model.model_validate(alone)
    except ValidationError as found:
        return any((each["loc"], each["type"]) == (error["loc"], error["type"]) for each in found.errors())
    return False


def _at(said: Mapping[str, Any], name: str) -> Any:
    here: Any = said
    for part in name.split("."):
        here = here.get(part) if isinstance(here, Mapping) else None  # pyright: ignore[reportUnknownMemberType]
    return here  # pyright: ignore[reportUnknownVariableType]


def _put(said: dict[str, Any], name: str, value: Any) -> None:
    *path, last = name.split(".")
    for part in path:
        said = said.setdefault(part, {})
    said[last] = value
