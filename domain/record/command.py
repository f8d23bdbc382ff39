"""What every request is: imperative, validated, without who or when; and the texts that may be said in one."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Annotated, Any, ClassVar, Final, Self, cast

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, StringConstraints, model_validator
from pydantic_core import PydanticCustomError, PydanticKnownError

from domain.record.event import Event

_UNSEEN: Final = frozenset({"Cc", "Cf", "Mn", "Zl", "Zp", "Zs"})
_BLANK: Final = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Fillers that Unicode counts among letters and signs."""


def to_be_seen(text: str) -> str:
    """Raises where there is nothing to read, as of zero-width signs alone."""
    if all(sign in _BLANK or unicodedata.category(sign) in _UNSEEN for sign in text):
        raise PydanticCustomError("nothing_to_see", "should hold something that can be seen")
    return text


Words = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=20_000), AfterValidator(to_be_seen)
]
"""Free text that must say something."""


def one_line(text: str) -> str:
    """Raises where it goes on in a second line."""
    if len(text.splitlines()) > 1:
        raise PydanticCustomError("line_break", "should be one line")
    return text


Line = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=300),
    AfterValidator(one_line),
    AfterValidator(to_be_seen),
]
"""One line of text."""


def _no_truth(value: Any) -> Any:
    """Raises for a yes or no, which would count as 1 or 0."""
    if isinstance(value, bool):
        raise PydanticKnownError("int_type")
    return value


Whole = Annotated[int, BeforeValidator(_no_truth)]
"""A whole number; the command line says it as text."""
Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
"""A staff number (工号), team, customer key or ticket number."""
Code = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[A-Za-z0-9][A-Za-z0-9 ._:/#-]{0,39}$")]
"""A code as the product or a document shows it; stored in the clear, so it is no place for anything else."""

_UNTEXT: Final = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def storable(value: Any) -> bool:
    """Whether every text in it can be held by databases and UTF-8, and read as it stands.

    No control character, no half of a character, nothing that turns the direction of what follows.
    """
    if isinstance(value, str):
        return value.isprintable() or not _UNTEXT.search(value)  # the first is quick, and holds for nearly all
    return value is None or all(map(storable, _parts(value)))


def without_unstorable(text: str) -> str:
    """The same without those signs: what others wrote is taken in, not refused."""
    return _UNTEXT.sub("", text)


def _parts(value: Any) -> Iterable[Any]:
    if isinstance(value, BaseModel):
        return vars(value).values()
    if isinstance(value, dict):
        return cast("dict[str, Any]", value).values()
    return cast("Iterable[Any]", value) if isinstance(value, list | tuple) else ()


class Command(BaseModel):
    """A request under its ``action``, the word it has in the rights, in URLs and on the command line.

    ``causes`` is the event it leads to, with the same field names; what the event holds besides, and what is
    ``filled_in`` where nothing was said, the rules put in. What is ``of_system`` no person is asked for.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    action: ClassVar[str]
    causes: ClassVar[type[Event]]
    filled_in: ClassVar[frozenset[str]] = frozenset()
    of_system: ClassVar[frozenset[str]] = frozenset()

    @model_validator(mode="after")
    def _is_text(self) -> Self:
        """What can't be stored is refused here, whatever the field."""
        if not storable(self):
            raise ValueError("a text holds a control character, or half a character, which can't be stored")
        return self
