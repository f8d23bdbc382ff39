"""Codes that refusals name, in words: with the code after the word, as people type it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class Coded:
    """``短信（sms）``, or "text message (sms)"; the word alone where it is the code."""

    code: str
    zh: str
    en: str

    @classmethod
    def of(cls, code: str, words: Mapping[str, tuple[str, str]]) -> Self:
        """By a table of words; a code without one stands for itself."""
        return cls(code, *words.get(code, (code, code)))

    def say(self, *, chinese: bool) -> str:
        word = self.zh if chinese else self.en
        if word == self.code:
            return word
        return f"{word}（{self.code}）" if chinese else f"{word} ({self.code})"


@dataclass(frozen=True, slots=True)
class CodedList:
    """Several, as a sentence lists them."""

    codes: tuple[Coded, ...]

    @classmethod
    def of(cls, codes: Iterable[str], words: Mapping[str, tuple[str, str]]) -> Self:
        return cls(tuple(Coded.of(code, words) for code in codes))

    def say(self, *, chinese: bool) -> str:
        return ("、" if chinese else ", ").join(one.say(chinese=chinese) for one in self.codes)
