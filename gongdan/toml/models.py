"""Which keys a table of a file may have: asked of the model that reads it."""

from types import UnionType
from typing import Annotated, Any, Union, cast, get_args, get_origin

from pydantic import BaseModel

from gongdan.toml.lines import Loc


def keys_at(model: type[BaseModel], loc: Loc) -> tuple[str, ...]:
    """The keys of the table at a place; none where the place is no table of known keys."""
    annotation: Any = model
    for part in loc:
        annotation = _inside(_bare(annotation), part)
    found = _bare(annotation)
    return tuple(found.model_fields) if _is_model(found) else ()


def _inside(annotation: Any, part: int | str) -> Any:
    if _is_model(annotation):
        field = annotation.model_fields.get(str(part))
        return field.annotation if field else None
    arguments = get_args(annotation)
    if get_origin(annotation) is dict:
        return arguments[1]
    return arguments[0] if get_origin(annotation) in (tuple, list) else None


def _bare(annotation: Any) -> Any:
    """Without what is said about it, and without None beside it."""
    while get_origin(annotation) in (Annotated, Union, UnionType):
        annotation = next((each for each in get_args(annotation) if each is not type(None)), None)
    return cast("Any", annotation)


def _is_model(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)
