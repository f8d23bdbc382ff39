"""To whom it is told: in which language, and how much of what is personal."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from domain.policy.pack import Pack
from domain.record.personal import ERASED
from domain.staff.state import Staff
from domain.wording import Words
from projections.wording import masks

Facts = dict[str, str]


@dataclass(frozen=True, slots=True)
class Telling:
    """``masked``: names of customers are hidden, as in tables. ``reads``: the reader may see the ticket itself.

    ``to_customer``: it is told to the customer, who is told what is theirs to see.
    """

    chinese: bool
    zone: ZoneInfo
    pack: Pack
    staff: Mapping[str, Staff]
    masked: bool
    reads: bool = True
    to_customer: bool = False

    def moment(self, at: datetime | None) -> str:
        return at.astimezone(self.zone).strftime("%Y-%m-%d %H:%M") if at else ""

    def span(self, at: datetime | None, until: datetime | None) -> str:
        """``2024-05-01 14:00–16:00``."""
        if at is None:
            return ""
        end = until.astimezone(self.zone).strftime("%H:%M") if until else ""
        return f"{self.moment(at)}–{end}" if end else self.moment(at)

    def word(self, words: Words, code: str | None) -> str:
        return words.get(code, (code, code))[0 if self.chinese else 1] if code else ""

    def words(self, words: Words, codes: tuple[str, ...]) -> str:
        return ("、" if self.chinese else ", ").join(self.word(words, code) for code in codes)

    def pick(self, chinese: str, english: str) -> str:
        return chinese if self.chinese else english

    def severity(self, code: str | None) -> str:
        found = next((each for each in self.pack.severities if each.code == code), None)
        return found.say(chinese=self.chinese) if found else ""

    def person(self, number: str | None) -> str:
        """A member of staff: the masked name with the staff number, the number alone of who is on no record."""
        if not number:
            return ""
        known = self.staff.get(number)
        name = masks.name(known.name) if known and known.name not in ("", ERASED) else ""
        return self.pick(f"{name}（工号 {number}）", f"{name} (no. {number})") if name else number

    def text(self, said: str | None) -> str:
        """Free text, which only who may see the ticket reads; what was erased is left out."""
        return said if said and said != ERASED and self.reads else ""

    def limit(self, clock: str) -> str:
        """How long a clock of the pack runs at the longest for an ungraded ticket, where it has one."""
        found = self.pack.clocks.get(clock)
        return found.limit.say(chinese=self.chinese) if found and found.limit else ""
