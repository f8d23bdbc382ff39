"""What quality says of one item of a form."""

from typing import Annotated

from pydantic import Field, StringConstraints

from domain.record.command import Code
from domain.record.event import Part

Remark = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1_000)]


class Score(Part):
    """Points of 0–100 or 1–5, whichever the form has for the item, and why."""

    item: Code
    points: Annotated[int, Field(ge=0, le=100, strict=True)]
    words: Remark | None = None
