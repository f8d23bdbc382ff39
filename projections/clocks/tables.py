"""The tables of clocks: one row a run; beside them each history's facts, and what a department published itself."""

from typing import Final

from sqlalchemy import BigInteger, Column, Index, Integer, MetaData, Table

from projections.sql.columns import Moment, Text

VOID: Final = "void"
"""The state of a row whose run is no more: graded otherwise, or corrected. A row is never deleted."""

CLOCKS: Final = Table(
    "clocks",
    MetaData(),
    Column("number", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("clock", Text, nullable=False),
    Column("pack", Text, nullable=False),
    Column("severity", Text),
    Column("calendar", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("open", Integer, nullable=False),
    Column("period", Integer, nullable=False),
    Column("started_event", Text, nullable=False),
    Column("started_by", Text, nullable=False),
    Column("started", Moment, nullable=False),
    Column("since", Moment, nullable=False),
    Column("limit", Text),
    Column("due", Moment),
    Column("warn_at", Moment),
    Column("stopped", Moment),
    Column("ended", Moment),
    Column("used", BigInteger),
    Column("late_by", BigInteger),
    Column("unknown_year", Integer),
    Column("counts", Integer, nullable=False),
    Index("clocks_by_clock", "clock", "due", "state", "open", "counts", "severity"),
    Index("clocks_by_open", "open", "due"),
)
"""``kind`` is ``ticket`` or ``complaint``; ``started_by`` is the name of the event that started it, ``started_event``
its id.

Rows are judged at the last fact that concerns the clock, not at the reader's now: a run that is ``open`` 1 and whose
``due`` has passed is missed, and of a repeating clock the periods after it come with the misses that the program notes.
``calendar`` is ``24x7`` or the region of the working days. ``used`` and ``late_by`` are seconds. ``counts`` is 0 where
the ticket is merged, a duplicate or invalid: figures leave such a run out.
"""

FACTS: Final = Table(
    "clock_facts",
    MetaData(),
    Column("number", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("ticket", Text),
    Column("pack", Text),
    Column("facts", Text, nullable=False),
    Column("judged", Text, nullable=False),
    Column("ended", Text),
    Column("counts", Integer, nullable=False),
    Index("clock_facts_by_ticket", "ticket"),
)
"""All that clocks may look at of a history, a line of JSON a fact, so that it can be judged anew, under any pack.

``ticket`` is that of a complaint; ``pack`` None where the history is under none. ``judged`` tells, by
clock, as of when it was judged and the keys of its rows. ``ended`` tells how a ticket ended, as JSON: the version of
the event, its field, and what it says there; ``counts`` is 0 where it is no request of its own by that.
"""

PACKS: Final = Table(
    "clock_packs", MetaData(), Column("ref", Text, primary_key=True), Column("text", Text, nullable=False)
)
CALENDARS: Final = Table(
    "clock_calendars",
    MetaData(),
    Column("region", Text, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("text", Text, nullable=False),
)
"""The newest version of each region's calendar that was published."""
