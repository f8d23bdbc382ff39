"""Refusals are told in words: no code stands in a Chinese sentence but after its word, in brackets, as it is typed."""

import re
from collections.abc import Iterator
from typing import Any, Final

from pydantic import BaseModel

from domain.refusals import Refusal

_TYPED: Final = re.compile("（[^（）]*）")
"""A word's code or a field's name, as people type them."""
_QUOTED: Final = re.compile("“([^“”]*)”")
_CODE: Final = re.compile(r"(?<![\w@.-])[a-z]{2,}(?:[-_.][a-z]+)*(?![\w@.-])")


def assert_in_words(refusal: Refusal, command: BaseModel | None = None) -> None:
    """What the command itself says stands in quotes as it was typed."""
    chinese, english = refusal.say("zh"), refusal.say("en")
    assert chinese != english, refusal.code
    said = [*_said(command.model_dump() if command else None)]
    told = _QUOTED.sub(lambda quoted: "" if any(quoted[1] in one for one in said) else quoted[0], chinese)
    assert _CODE.findall(_TYPED.sub("", told)) == [], (refusal.code, chinese)


def _said(value: Any) -> Iterator[str]:
    match value:
        case dict():
            for each in value.values():
                yield from _said(each)
        case tuple() | list() | frozenset():
            for each in value:
                yield from _said(each)
        case str():
            yield str(value)
        case _:
            return
