"""What every document is written with: words, local times, people, codes, and the shapes of its sections."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from api.documents.paper import Fact, Section
from domain.policy.pack import Pack
from domain.record.identity import is_customer_key
from domain.record.personal import ERASED
from domain.wording import Words, actor
from gongdan.documents.wording import Wording
from projections.wording.words import word

Said = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes in one language, of people as they may be named."""

    words: Wording
    people: Mapping[str, str]
    pack: Pack | None = None

    def text(self, said: object) -> str:
        """Whatever it is, as it is read; nothing for nothing."""
        match said:
            case None:
                return ""
            case bool():
                return self.words.said("yes" if said else "no")
            case datetime():
                return self.moment(said)
            case date():
                return said.isoformat()
            case str() if said == ERASED:
                return self.words.said("erased")
            case _:
                return str(said)

    def moment(self, at: datetime | None) -> str:
        """To the minute; times are local already."""
        return at.strftime("%Y-%m-%d %H:%M") if at else ""

    def person(self, number: str | None) -> str:
        if not number:
            return ""
        if is_customer_key(number):
            return "客户" if self.words.chinese else "customer"
        return self.people.get(number) or actor(number, chinese=self.words.chinese)

    def code(self, known: Words, code: str | None) -> str:
        return word(known, code, chinese=self.words.chinese)

    def severity(self, code: str | None) -> str:
        """In the words of the ticket's own pack."""
        found = self.pack.severity(code) if self.pack and code else None
        return found.say(chinese=self.words.chinese) if found else code or ""

    def listed(self, parts: Iterable[str]) -> str:
        return ("、" if self.words.chinese else ", ").join(part for part in parts if part)

    def lasting(self, span: timedelta) -> str:
        """``2 天 3 小时``, ``3 小时 20 分钟``."""
        minutes = max(0, int(span.total_seconds() // 60))
        days, hours = minutes // 1440, minutes % 1440 // 60
        if days:
            return self.words.said("days", days=days, hours=hours)
        return self.words.said("hours", hours=hours, minutes=minutes % 60)

    def facts(self, key: str, said: Said, *, none: str = "") -> Section:
        """What is known, each under its label."""
        shown = [(name, self.text(value)) for name, value in said.items()]
        facts = [Fact(label=self.words.label(name), value=value) for name, value in shown if value]
        return Section(key=key, title=self.words.section(key), facts=facts, none=self._none(none))

    def table(self, key: str, headings: Sequence[str], rows: Iterable[Sequence[object]], *, none: str = "") -> Section:
        """Under the labels of these names."""
        return Section(
            key=key,
            title=self.words.section(key),
            headings=[self.words.label(name) for name in headings],
            rows=[[self.text(cell) for cell in row] for row in rows],
            none=self._none(none),
        )

    def passage(self, key: str, text: str | None, *, none: str = "", lines: int = 0) -> Section:
        """A text under a title, with lines to write on where there is none."""
        left = 0 if text else lines
        return Section(key=key, title=self.words.section(key), text=self.text(text), none=self._none(none), lines=left)

    def _none(self, key: str) -> str:
        return self.words.none(key) if key else ""
