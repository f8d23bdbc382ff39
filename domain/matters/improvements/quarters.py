"""Quarters by their names, in the order of time: 2024-Q2."""

from datetime import date
from typing import Annotated

from pydantic import StringConstraints

Quarter = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}-Q[1-4]$")]


def quarter_of(day: date) -> str:
    """The name of the quarter that a day is in; names sort as the quarters do."""
    return f"{day.year:04}-Q{(day.month + 2) // 3}"
