"""Texts as clients may send them: without what neither UTF-8 nor a database can hold."""

from typing import Annotated, Any, Final

from pydantic import AfterValidator, StringConstraints
from pydantic_core import PydanticCustomError

from domain.record.command import storable


def storable_only(value: Any) -> Any:
    """The value as it is; raises what pydantic reports for the field."""
    if storable(value):
        return value
    raise PydanticCustomError("control_character", "holds a control character")


def printable(value: str) -> str:
    if value.isascii() and value.isprintable():
        return value
    raise PydanticCustomError("not_printable", "may only hold printable ASCII characters")


NUMBER: Final = "^[A-Za-z0-9_-]{1,100}$"
"""The shape of a ticket number, for the documentation: the desk checks it."""
Printable = Annotated[str, StringConstraints(min_length=1, max_length=200), AfterValidator(printable)]
"""What may stand in a header."""
Sought = Annotated[str, StringConstraints(max_length=100), AfterValidator(storable_only)]
"""A text to look for."""
Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
"""A staff number (工号)."""
Severity = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")]
"""Ours or an imported system's own: an open list of one shape."""
