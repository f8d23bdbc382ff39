"""Days and times as a customer reads them in a letter."""

from datetime import datetime
from typing import Final

_DAYS: Final = "一二三四五六日"


def day_and_time(at: datetime, now: datetime, *, chinese: bool) -> str:
    """``5月3日（周五）14:00``, ``Fri 3 May, 14:00``; the year where it is another one."""
    day = day_of(at, now, chinese=chinese)
    return f"{day}{at:%H:%M}" if chinese else f"{day}, {at:%H:%M}"


def day_of(at: datetime, now: datetime, *, chinese: bool) -> str:
    """``5月3日（周五）``, ``Fri 3 May``."""
    another = at.year != now.year
    if chinese:
        year = f"{at.year}年" if another else ""
        return f"{year}{at.month}月{at.day}日（周{_DAYS[at.weekday()]}）"
    return f"{at:%a} {at.day} {at:%b}{f' {at.year}' if another else ''}"
