"""What every table of a rule file is: frozen, strict, and without keys that nobody reads."""

from collections.abc import Iterable, Sequence
from typing import Annotated, Any, TypeVar, cast

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, Strict

from domain.rulebook.mistakes import mistake

T = TypeVar("T")


class Part(BaseModel):
    """A table. New keys are always optional with a default: a text that was published must load for ever."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


Many = Annotated[tuple[T, ...], Strict(False)]
"""A list, which TOML has no other word for."""
Text = Annotated[str, Field(min_length=1, max_length=2_000)]
Code = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]
"""A stable name that is stored: small letters, digits, single hyphens."""


class Said(Part):
    """One text in Chinese and English."""

    zh: Text
    en: Text

    def say(self, *, chinese: bool) -> str:
        return self.zh if chinese else self.en


def _percent(value: object) -> int:
    number = value.removesuffix("%").rstrip() if isinstance(value, str) and value.endswith("%") else ""
    if not number.isascii() or not number.isdigit() or not 0 <= int(number) <= 100:
        raise mistake("not-a-share", given=value)
    return int(number)


Share = Annotated[int, BeforeValidator(_percent)]
"""A whole percentage, written "90 %"; kept as 90."""


def check_unlike(given: Iterable[str | int], *, inside: str = "", key: str = "") -> None:
    """Raises for the first that stands there twice; ``inside`` and ``key`` say of what list, and which of its keys."""
    seen: set[str | int] = set()
    for place, each in enumerate(given):
        if each in seen:
            raise mistake("twice", given=each, at=tuple(part for part in (inside, place, key) if part != ""))
        seen.add(each)


def _unlike(values: Sequence[Any]) -> Sequence[Any]:
    check_unlike(cast("Sequence[str]", values))
    return values


Unlike = Annotated[Many[T], AfterValidator(_unlike)]
"""A list in which nothing stands twice."""
