"""What can have happened to a month's sales (``sales-2024-05``): frozen facts under stored names that never change."""

from typing import Annotated, Final

from pydantic import Field

from domain.record.event import Event, Label, Part


class Sold(Part):
    """So many of a model, of one batch or of all that has none on record, were sold or shipped in the month."""

    model: Label
    batch: Label | None = None
    units: Annotated[int, Field(ge=0, le=1_000_000_000)]


class UnitsSoldRecorded(Event):
    """The figures of a month, or some of them; a later figure of a model and batch takes the place of an earlier.

    ``source`` is what they were taken from, such as the name of a file.
    """

    stored_name = "units-sold-recorded"
    month: str
    sold: tuple[Sold, ...]
    source: Label | None = None


SalesEvent = UnitsSoldRecorded

EVENTS: Final[dict[str, type[SalesEvent]]] = {UnitsSoldRecorded.stored_name: UnitsSoldRecorded}
"""Every event type by its stored name."""
