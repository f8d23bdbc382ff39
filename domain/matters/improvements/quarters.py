"""Quarters by their names, in the order of time: 2024-Q2."""

from datetime import date


def quarter_of(day: date) -> str:
    """The name of the quarter that a day is in; names sort as the quarters do."""
    return f"{day.year:04}-Q{(day.month + 2) // 3}"
