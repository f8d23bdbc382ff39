"""The library's aggregate ids are UUIDs or texts; the log's are texts."""

from typing import Literal
from uuid import UUID

IdType = Literal["uuid", "text"]


def as_text(originator_id: UUID | str) -> str:
    """A UUID becomes its 32 hexadecimal digits, so that no part of it looks like a category."""
    return originator_id.hex if isinstance(originator_id, UUID) else originator_id


def as_given(aggregate_id: str, kind: IdType) -> UUID | str:
    """The id as the application has it."""
    return UUID(aggregate_id) if kind == "uuid" else aggregate_id
