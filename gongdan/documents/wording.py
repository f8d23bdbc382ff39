"""The words on documents, read from the file beside this one: who edits them needs no code."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from domain.refusals import Language

FILE: Final = files("gongdan.documents").joinpath("words.toml")
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Wording:
    """In one language. Each raises KeyError for what has no words."""

    language: Language

    @property
    def chinese(self) -> bool:
        return self.language == "zh"

    def title(self, kind: str) -> str:
        return self._of("title", kind)

    def section(self, key: str) -> str:
        return self._of("section", key)

    def label(self, key: str) -> str:
        return self._of("label", key)

    def said(self, key: str, **facts: object) -> str:
        return self._of("said", key).format(**facts)

    def none(self, key: str) -> str:
        return self._of("none", key)

    def missing(self, key: str) -> str:
        return self._of("missing", key)

    def sign(self, key: str) -> str:
        return self._of("sign", key)

    def _of(self, part: str, key: str) -> str:
        return words()[part][key][0 if self.chinese else 1]


@cache
def words() -> dict[str, dict[str, Pair]]:
    """All there are, by part and key."""
    read: dict[str, dict[str, list[str]]] = tomllib.loads(FILE.read_text("utf-8"))
    return {part: {key: (said[0], said[1]) for key, said in keys.items()} for part, keys in read.items()}
