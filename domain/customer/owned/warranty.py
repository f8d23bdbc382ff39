"""Whether a product is under warranty on a day (保修, R4): from a purchase known to the day or to the month only."""

from calendar import monthrange
from datetime import date
from typing import Final

from domain.refusals import NotAllowed
from domain.ticket.vocabulary import Warranty

MONTHS: Final = 12
"""The warranty period (保修期) of a product that says nothing else."""


def warranty(purchased: str | None, day: date, months: int = MONTHS) -> Warranty:
    """In or out on that day, both ends of the period inclusive; unknown without a purchase date, or before it.

    ``purchased`` is ``YYYY-MM-DD``, or ``YYYY-MM``, which is in to the end of the last month.
    """
    ends = last_day(purchased, months)
    if ends is None or day < _first_day(purchased or ""):
        return "unknown"
    return "in" if day <= ends else "out"


def last_day(purchased: str | None, months: int = MONTHS) -> date | None:
    """The last day under warranty: the day of the month of the purchase or, where the month is shorter, its last.

    None where the purchase date is not known, or is no day of the calendar.
    """
    try:
        bought = _first_day(purchased or "")
    except ValueError:
        return None
    years, month = divmod(bought.month - 1 + months, 12)
    if bought.year + years > date.max.year:
        return date.max
    end = date(bought.year + years, month + 1, 1)
    length = monthrange(end.year, end.month)[1]
    return end.replace(day=length if _month_only(purchased or "") else min(bought.day, length))


def require_bought_by(purchased: str | None, day: date) -> None:
    """Not later than on the day of what is recorded, or in its month. Raises NotAllowed."""
    if purchased is not None and purchased > day.isoformat()[: len(purchased)]:
        raise NotAllowed("purchased-later", purchased=purchased, day=day)


def _first_day(purchased: str) -> date:
    return date.fromisoformat(f"{purchased}-01" if _month_only(purchased) else purchased)


def _month_only(purchased: str) -> bool:
    return len(purchased) == len("YYYY-MM")
