"""The two kinds of rule texts, as the command line names them."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from gongdan.cli.showing.said import say
from gongdan.policies.files import read_calendar, read_pack


@dataclass(frozen=True, slots=True)
class Kind:
    """``command`` is the word behind ``gongdan``; ``text_of`` reads a file, or raises BadRules with all mistakes."""

    command: str
    path: str
    chinese: str
    english: str
    example: str
    text_of: Callable[[Path], str]

    @property
    def noun(self) -> str:
        return say(self.chinese, self.english)

    @property
    def file(self) -> str:
        """A file's name for the examples."""
        return f"{self.example}.toml"


POLICY: Final = Kind("policy", "/policies", "政策包", "pack", "our-desk", lambda path: read_pack(path)[1])
CALENDAR: Final = Kind("calendar", "/calendars", "日历", "calendar", "china", lambda path: read_calendar(path)[1])
