"""Times and lengths as a sentence says them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

_UNITS: Final = (("天", "day"), ("小时", "h"), ("分钟", "min"), ("秒", "s"))
_SECONDS: Final = (86_400, 3_600, 60, 1)


@dataclass(frozen=True, slots=True)
class Voice:
    """The language and time zone of whoever reads; on ``day`` a time of day stands alone."""

    zone: ZoneInfo
    chinese: bool
    day: date | None = None

    def say(self, chinese: str, english: str) -> str:
        return chinese if self.chinese else english

    def time(self, at: datetime) -> str:
        local = at.astimezone(self.zone)
        return f"{local:%H:%M}" if local.date() == self.day else f"{local:%Y-%m-%d %H:%M}"

    def length(self, length: timedelta, *, days: bool = True) -> str:
        """The two greatest units of it: ``2 小时 5 分钟``; without ``days`` as hours, as of working time."""
        left, said = int(length.total_seconds()), list[str]()
        for (zh, en), seconds in zip(_UNITS, _SECONDS, strict=True):
            if seconds == _SECONDS[0] and not days:
                continue
            count, left = divmod(left, seconds)
            if count and len(said) < 2:
                said.append(f"{count} {self._unit(zh, en, count)}")
        return " ".join(said) or self.say("0 分钟", "0 min")

    def _unit(self, zh: str, en: str, count: int) -> str:
        return zh if self.chinese else f"{en}s" if en == "day" and count != 1 else en
