"""The tables of visits: a row a visit, and beside them who has a ticket's work and which of its visits lies ahead."""

from typing import Final

from sqlalchemy import Boolean, Column, Index, Integer, MetaData, Table

from projections.sql.columns import Moment, Text

VISITS: Final = Table(
    "visits",
    MetaData(),
    Column("number", Text, primary_key=True),
    Column("visit", Integer, primary_key=True),
    Column("engineer", Text),
    Column("planned", Moment, nullable=False),
    Column("until", Moment),
    Column("promised", Boolean, nullable=False),
    Column("state", Text, nullable=False),
    Column("arrived", Moment),
    Column("done", Moment),
    Column("moves", Text, nullable=False),
    Column("event", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("changes", Integer, nullable=False),
    Column("updated", Moment, nullable=False),
    Index("visits_by_planned", "planned"),
    Index("visits_by_engineer", "engineer", "planned"),
    Index("visits_by_state", "state", "planned"),
)
"""The visits of a ticket in their order, nothing of the place. ``planned`` is the time that was agreed last, and that
of the arrival where none was; ``promised``: with the customer, not only expected at the dispatch.

``state`` is ``planned``, ``moved``, ``missed``, ``arrived``, ``done`` or ``cancelled``; one that nobody came to by the
agreed time is missed to whoever looks after it, and for good once another time is agreed on, the work goes to somebody
else, or the ticket needs it no more. ``moves`` lists each time that it was moved, as JSON. ``event``, of that
``version``, is the one that agreed on the time. ``changes`` counts what changed of it since.
"""

TAKEN: Final = Table(
    "visits_taken",
    MetaData(),
    Column("number", Text, primary_key=True),
    Column("visit", Integer, primary_key=True),
    Column("engineer", Text, primary_key=True),
    Column("planned", Moment, nullable=False),
    Column("until", Moment),
    Column("changes", Integer, nullable=False),
    Column("taken", Moment, nullable=False),
    Index("visits_taken_by_engineer", "engineer", "planned"),
)
"""Visits that went from an ``engineer`` to somebody else, as they stood then: what calls them off in a calendar."""

STANDING: Final = Table(
    "visits_standing",
    MetaData(),
    Column("number", Text, primary_key=True),
    Column("engineer", Text),
    Column("visit", Integer, nullable=False),
    Column("open", Boolean, nullable=False),
)
"""Who has a ticket's work; ``visit`` is its last visit, 0 where there is none, ``open`` while it is not over."""
