"""The three kinds of rule texts, as the command line names them."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from gongdan.cli.showing.said import say
from gongdan.policies.files import read_calendar, read_pack, read_routing


@dataclass(frozen=True, slots=True)
class Kind:
    """``command`` is the word behind ``gongdan``; ``text_of`` reads a file, or raises BadRules with all mistakes.

    ``alone``: a supervisor brings it into force without another's approval.
    """

    command: str
    path: str
    chinese: str
    english: str
    example: str
    text_of: Callable[[Path], str]
    alone: bool = False

    @property
    def noun(self) -> str:
        return say(self.chinese, self.english)

    @property
    def proposer(self) -> str:
        """For the examples: as whom; the local operator is an administrator, but no supervisor."""
        return " --as s-001:supervisor" if self.alone else ""

    @property
    def judge(self) -> str:
        """As whom it is rejected."""
        return "s-001:supervisor" if self.alone else "m-001:manager"

    @property
    def file(self) -> str:
        """A file's name for the examples."""
        return f"{self.example}.toml"


POLICY: Final = Kind("policy", "/policies", "政策包", "pack", "our-desk", lambda path: read_pack(path)[1])
CALENDAR: Final = Kind("calendar", "/calendars", "日历", "calendar", "china", lambda path: read_calendar(path)[1])
ROUTING: Final = Kind(
    "routing", "/routing", "分流规则", "set of routing rules", "desk", lambda path: read_routing(path)[1], alone=True
)
