"""The tables of what figures are counted from: one row a ticket, one a complaint, nobody's personal data in either."""

from typing import Final

from sqlalchemy import Boolean, Column, Index, Integer, MetaData, Table

from projections.sql.columns import Moment, Text

CASES: Final = Table(
    "figures_cases",
    MetaData(),
    Column("number", Text, primary_key=True),
    Column("reported", Moment),
    Column("kind", Text),
    Column("channel", Text),
    Column("region", Text),
    Column("product", Text),
    Column("model", Text),
    Column("batch", Text),
    Column("severity", Text),
    Column("fault_type", Text),
    Column("engineer", Text),
    Column("first_response", Moment),
    Column("first_solved", Moment),
    Column("solved", Moment),
    Column("ended", Moment),
    Column("ended_as", Text),
    Column("solutions", Integer, nullable=False),
    Column("setbacks", Integer, nullable=False),
    Column("visits", Integer, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("repeat", Boolean, nullable=False),
    Column("repaired", Boolean, nullable=False),
    Column("answered", Moment),
    Column("low", Boolean),
    Column("recommend", Integer),
    Column("scores", Text, nullable=False),
    Column("cause", Text),
    Column("parts", Text, nullable=False),
    Column("imported", Boolean, nullable=False),
    Column("policy", Text),
    Column("facts", Text, nullable=False),
    Index("figures_by_reported", "reported"),
    Index("figures_by_first_solved", "first_solved"),
    Index("figures_by_answered", "answered"),
    Index("figures_by_ended", "ended", "solved"),
)
"""A ticket as figures see it; everything but ``facts`` follows from ``facts``, which corrections change.

``first_solved`` is when it was solved first, ``solved`` when last, and none while it is not; ``solutions`` how often,
``setbacks`` how often it came back: rejected, objected to, or reopened. ``ended_as`` is what it was closed or
cancelled as. ``scores`` are those of the last survey answered, by question, ``cause`` what a call-back found;
``parts`` holds the seconds from each part's request to its receipt. ``repeat``: the same fault again;
``repaired``: work was done on the product.
"""

COMPLAINTS: Final = Table(
    "figures_complaints",
    MetaData(),
    Column("complaint", Text, primary_key=True),
    Column("ticket", Text),
    Column("raised", Moment, nullable=False),
    Column("handled", Moment),
    Column("withdrawn", Boolean, nullable=False),
    Index("figures_by_raised", "raised"),
)
"""A complaint by its number: when it was raised, and when it was handled first."""
