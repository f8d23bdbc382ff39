"""Why the program can't go on: each failure one clear sentence in two languages, and the exit code it ends with."""

from typing import Final

from domain.refusals import Language
from gongdan.failures import asking, misuse, policies, proving, replaying, safekeeping, servers, starting
from gongdan.failures.texts import NOT_REACHABLE as NOT_REACHABLE
from gongdan.failures.texts import REFUSED as REFUSED
from gongdan.failures.texts import WRONG_USAGE as WRONG_USAGE
from gongdan.failures.texts import Texts
from gongdan.language import pick, spoken

TEXTS: Final[Texts] = (
    starting.TEXTS
    | servers.TEXTS
    | asking.TEXTS
    | misuse.TEXTS
    | policies.TEXTS
    | replaying.TEXTS
    | proving.TEXTS
    | safekeeping.TEXTS
)
"""Of every code."""


class Failure(Exception):
    """The program can't do what was asked, and changed nothing. ``code`` is stable."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code)
        self.code, self.details = code, details

    @property
    def exit_code(self) -> int:
        return TEXTS[self.code][0]

    def say(self, language: Language = "en") -> str:
        _, chinese, english = TEXTS[self.code]
        return pick((chinese, english), language).format(**spoken(self.details, language))

    def __str__(self) -> str:
        return self.say("en")
