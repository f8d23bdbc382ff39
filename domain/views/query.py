"""The query of a view: parameters as they stand behind the ``?`` of an address, always written in one way."""

from typing import Annotated, Final
from urllib.parse import parse_qsl, urlencode

from pydantic import AfterValidator, StringConstraints
from pydantic_core import PydanticCustomError

from domain.record.command import storable
from domain.views.vocabulary import FREE_TEXT, NEVER

_MOST: Final = 2_000

Parameters = list[tuple[str, str]]


def parameters(query: str) -> Parameters:
    """Names and values, in the order they stand in."""
    return parse_qsl(query.removeprefix("?"), keep_blank_values=True)


def written(said: Parameters) -> str:
    """The query of these parameters."""
    return urlencode(said)


def holds_free_text(query: str) -> bool:
    """Whether it holds what somebody typed, and so perhaps a person's name."""
    return any(name in FREE_TEXT for name, _ in parameters(query))


def _in_one_way(query: str) -> str:
    """Raises where it says nothing, or what no view keeps."""
    said = parameters(query)
    if not said:
        raise PydanticCustomError("no_parameters", "should be parameters, as status=paused&sort=-reported")
    if kept_out := [name for name, _ in said if name in NEVER]:
        raise PydanticCustomError("kept_out", "may not hold {name}: it names somebody", {"name": kept_out[0]})
    if not storable([*map(list, said)]):
        raise PydanticCustomError("control_character", "holds a control character")
    if len(once := written(said)) > _MOST:
        raise PydanticCustomError(
            "query_too_long",
            "is longer than {most} characters, other letters than ASCII written as %..",
            {"most": _MOST},
        )
    return once


Query = Annotated[str, StringConstraints(min_length=1, max_length=_MOST), AfterValidator(_in_one_way)]
"""``status=paused&sort=-reported``."""
