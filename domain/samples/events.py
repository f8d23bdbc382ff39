"""What can have happened to an auditor's sample (``audit-…``): frozen facts under stored names that never change."""

from datetime import date
from typing import Annotated, Final

from pydantic import Field

from domain.record.event import Event


class SampleDrawn(Event):
    """An auditor looked at a sample of the tickets that were reported from one day to another, both within.

    ``of`` is how many there were, up to ``through``, a position of the log; ``tickets`` are the numbers that were
    drawn, in the order in which chance put them.
    """

    stored_name = "audit-sample-drawn"
    first_day: date
    last_day: date
    size: Annotated[int, Field(ge=1)]
    seed: str
    of: Annotated[int, Field(ge=0)]
    through: Annotated[int, Field(ge=0)]
    tickets: tuple[str, ...]


SampleEvent = SampleDrawn

EVENTS: Final[dict[str, type[SampleEvent]]] = {SampleDrawn.stored_name: SampleDrawn}
"""Every event type by its stored name."""
