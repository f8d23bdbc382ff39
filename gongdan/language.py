"""Which language the program speaks to a person at the terminal."""

import os

from domain.refusals import Language


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
