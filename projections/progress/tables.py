"""The progress table's tables: a row a step, where each ticket stands, and what the rows borrow."""

from typing import Final

from sqlalchemy import Column, Integer, MetaData, Table

from projections.lookups.packs import packs_table
from projections.lookups.people import people_table
from projections.sql.columns import Moment, Text

_METADATA = MetaData()

PROGRESS = Table(
    "progress",
    _METADATA,
    Column("number", Text, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("step", Text, nullable=False),
    Column("responsible", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("event", Text, nullable=False),
    Column("text", Text),
    Column("text_field", Text),
    Column("others", Text),
    Column("code", Text),
    Column("person", Text),
    Column("due", Moment),
    Column("detail", Text),
    Column("activity", Text),
    Column("policy", Text),
)
"""A step of a ticket and the facts its remark is composed from when it is read, in the reader's language.

``text_field`` names the event's field that ``text`` is from; ``others`` holds what was typed beside it, by field, as
JSON, to be shown where ``text`` was never so. ``person`` is a staff number, ``detail`` what else is said.
"""

STANDING = Table(
    "progress_standing",
    _METADATA,
    Column("number", Text, primary_key=True),
    Column("step", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("visit", Moment),
)
"""The step a ticket stands at, the step that work on it belongs to, and the time promised for a visit."""

PEOPLE: Final = people_table("progress")
PACKS: Final = packs_table("progress")

SORTS: Final = ("number", "at")
