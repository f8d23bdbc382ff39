"""The tables of tasks: one row a task, and beside it who works on what it belongs to."""

from typing import Final

from sqlalchemy import Boolean, Column, Index, Integer, MetaData, Table

from projections.sql.columns import Moment, Text

TASKS: Final = Table(
    "tasks",
    MetaData(),
    Column("number", Text, primary_key=True),
    Column("task", Text, primary_key=True),
    Column("ref", Text, primary_key=True),
    Column("belongs_to", Text, nullable=False),
    Column("to", Text, nullable=False),
    Column("whom", Text),
    Column("since", Moment, nullable=False),
    Column("since_event", Text, nullable=False),
    Column("because", Text, nullable=False),
    Column("due", Moment),
    Column("clock", Text),
    Column("open", Boolean, nullable=False),
    Column("done", Moment),
    Column("done_as", Text),
    Index("tasks_by_open", "open", "due"),
    Index("tasks_by_number", "number", "open"),
)
"""A task of a ticket or matter: ``task`` is its code, ``ref`` tells it from others of its kind and is empty else.

``to`` is ``engineer`` or ``handler``, whoever that is now, or ``role``, ``department``, ``person``: then ``whom``.
``because`` is the stored name of the event it follows from, ``since_event`` its id; ``due`` where that stated a time,
else the ``clock`` has it. ``done_as`` is the event that ended it.
"""

WORKING: Final = Table(
    "tasks_working",
    MetaData(),
    Column("number", Text, primary_key=True),
    Column("engineer", Text),
    Column("handler", Text),
    Column("team", Text),
    Column("given", Boolean, nullable=False),
    Column("months", Integer),
    Column("day", Integer),
    Column("open", Text, nullable=False),
)
"""Who works on a ticket or matter now, or whose work an inspection is about; ``open`` lists its tasks as JSON.

``given`` is whether a complaint's handler was named; care is due again after ``months``, on that ``day`` of the month.
"""

PACKS: Final = Table(
    "tasks_packs", MetaData(), Column("ref", Text, primary_key=True), Column("text", Text, nullable=False)
)
"""Packs that a department published itself."""
