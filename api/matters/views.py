"""What is shown of matters: codes, keys and days, and no personal value but how a return is to be packed."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import date, datetime
from typing import Annotated, Any, Final, cast

from pydantic import BaseModel, Field

from domain.matters.matter import Matter
from domain.matters.returns.events import ReturnApproved
from domain.record.envelope import Recorded
from projections.sql.rows import Row

_COMMON: Final = frozenset(field.name for field in fields(Matter))


class MatterRow(BaseModel):
    """A matter in a list; ``ticket`` is the number of the one that it belongs to."""

    number: str
    status: str
    ended: bool
    ticket: str | None
    customer: str | None
    opened: datetime
    opened_by: str
    responsible: str | None
    due: date | None
    version: int
    updated: datetime


class MatterPage(BaseModel):
    """Rows in order, how many there are in all, and what to ask for the next page with."""

    items: list[MatterRow]
    count: int
    next: str | None


class MatterView(MatterRow):
    """A matter as it stands: ``facts`` are what its kind holds besides, ``possible`` the actions open to the caller."""

    kind: str
    facts: dict[str, Any]
    possible: Annotated[list[str], Field(description="What its status leaves open and the rights allow.")]


def row_of(row: Row) -> MatterRow:
    """The row of a list."""
    said = {name: row[name] for name in MatterRow.model_fields if name in row}
    return MatterRow(number=row["matter"], **said)


def facts_of(matter: Matter) -> dict[str, Any]:
    """What a state holds beside what every matter has; sets in their order."""
    return {field.name: _plain(getattr(matter, field.name)) for field in fields(matter) if field.name not in _COMMON}


def told_of(events: Sequence[Recorded]) -> dict[str, Any]:
    """What whoever acts on it next has to know, though it is text: how goods are to be packed."""
    packing = [one.event.packing for one in events if isinstance(one.event, ReturnApproved)]
    return {"packing": packing[-1]} if packing else {}


def _plain(value: Any) -> Any:
    return sorted(cast("frozenset[str]", value)) if isinstance(value, frozenset) else value
