"""The tables of how tickets went: one row a ticket with all its steps, one for each turn from the written process."""

from typing import Final

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, MetaData, Table

from projections.sql.columns import Moment, Text

PROCESSES: Final = Table(
    "processes",
    MetaData(),
    Column("number", Text, primary_key=True),
    Column("reported", Moment),
    Column("started", BigInteger),
    Column("ended", BigInteger),
    Column("events", Integer, nullable=False),
    Column("path", Text, nullable=False),
    Column("waits", Text, nullable=False),
    Column("variant", Text, nullable=False),
    Column("step_path", Text, nullable=False),
    Column("step_waits", Text, nullable=False),
    Column("step_variant", Text, nullable=False),
    Column("stepped", BigInteger),
    Column("trace", Text, nullable=False),
    Column("step", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("kind", Text),
    Column("channel", Text),
    Column("area", Text),
    Column("product", Text),
    Column("severity", Text),
    Column("engineer", Text),
    Column("team", Text),
    Column("imported", Boolean, nullable=False),
    Column("policy", Text),
    Column("facts", Text, nullable=False),
    Column("deviations", Text, nullable=False),
    Index("processes_by_reported", "reported"),
)
"""How a ticket went, in the order in which things happened; ``started``, ``ended``, ``stepped`` and the times of
``trace`` are microseconds since 1970.

``path`` names its activities, as JSON; ``waits`` are the milliseconds between one and the next. ``step_path`` and
``step_waits`` are the same of the steps (处理阶段), the last of which began at ``stepped``; a variant is a digest of
its path. ``trace`` tells of each activity: version, time, step, and who. ``facts`` is what the written process is
compared with, ``deviations`` what came of that; ``step`` and ``place`` are as the progress table has them.
"""

DEVIATIONS: Final = Table(
    "process_deviations",
    MetaData(),
    Column("number", Text, primary_key=True),
    Column("rule", Text, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("events", Text, nullable=False),
    Column("void", Boolean, nullable=False),
    Index("process_deviations_by_rule", "rule", "at"),
    Index("process_deviations_by_at", "at"),
)
"""A turn from the written process, under the version of the event at which it showed.

``events`` are those that show it: version, id and stored name of each, as JSON. ``void``: an entry that came late, or a
correction, shows that it was none.
"""

PACKS: Final = Table(
    "process_packs", MetaData(), Column("ref", Text, primary_key=True), Column("text", Text, nullable=False)
)
"""Policy packs that a department published itself."""
