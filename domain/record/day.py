"""Days as they may be said: within the reach of every calendar that works with them."""

from datetime import date
from typing import Annotated, Final

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

EARLIEST: Final = date(1900, 1, 1)
LATEST: Final = date(2999, 12, 31)


def _in_reach(day: date) -> date:
    if EARLIEST <= day <= LATEST:
        return day
    raise PydanticCustomError("day_out_of_range", "is out of range")


Day = Annotated[date, AfterValidator(_in_reach)]
"""A day from 1900 to 2999."""
