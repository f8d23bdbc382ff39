"""Long series of figures are counted a few at a time, beside everybody's commands."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from api.service import Service

LONG: Final = 2_000
"""Figures at least from which a series is long: a year of weeks of all metrics, or six years of days of one."""


@asynccontextmanager
async def turn(service: Service, figures: int) -> AsyncIterator[None]:
    """While a series of so many figures is counted. Raises ApiProblem where it is long and all turns are taken."""
    if figures <= LONG:
        yield
        return
    with service.series.taken():
        yield
