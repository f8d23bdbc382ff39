"""Which language the program speaks to a person at the terminal, and parts of a sentence that know both."""

import os
from dataclasses import dataclass
from typing import Final

from domain.refusals import Language


@dataclass(frozen=True, slots=True)
class Both:
    """One text, twice: a part of a sentence, so that a Chinese one holds no English and the other way round."""

    chinese: str
    english: str

    def say(self, language: Language) -> str:
        return self.chinese if language == "zh" else self.english


NOTHING: Final = Both("", "")
NO_TEXT: Final = Both("不是 UTF-8 文字", "it is no text in UTF-8")


def language() -> Language:
    """GONGDAN_LANG, else the locale's; Chinese where that names no language, as on most servers (C, POSIX, none)."""
    wanted = os.environ.get("GONGDAN_LANG") or _locale()
    named = wanted.split(".")[0].upper() not in ("", "C", "POSIX")
    return "en" if named and not wanted.lower().startswith("zh") else "zh"


def _locale() -> str:
    """As POSIX has it: LC_ALL before LC_MESSAGES before LANG."""
    return os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""


def pick(chinese_and_english: tuple[str, str], chosen: Language) -> str:
    return chinese_and_english[0 if chosen == "zh" else 1]


def spoken(details: dict[str, object], language: Language) -> dict[str, object]:
    """A sentence's details, those that know both languages in this one."""
    return {name: value.say(language) if isinstance(value, Both) else value for name, value in details.items()}
