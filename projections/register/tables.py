"""The register's tables: one row a ticket, personal values already masked, and what the rows borrow."""

from typing import Final

from sqlalchemy import Boolean, Column, Index, Integer, MetaData, Table

from projections.lookups.packs import packs_table
from projections.lookups.people import people_table
from projections.sql.columns import Moment, Text

TOLD_APART: Final = ("status", "engineer", "handler", "receiver", "team", "customer", "product", "model", "region")
"""Columns with so many values, or so rare ones, that a page of one of them is found by an index."""
_WITH: Final = {"status": ("severity",), "engineer": ("status",), "handler": ("status",), "team": ("status",)}
"""What is mostly asked beside them: in the index too, so that neither a page nor its count reads rows for it."""

REGISTER = Table(
    "register",
    MetaData(),
    Column("number", Text, primary_key=True),
    Column("customer_name", Text),
    Column("contact", Text),
    Column("contact_detail", Text),
    Column("reported", Moment),
    Column("channel", Text),
    Column("summary", Text),
    Column("severity", Text),
    Column("receiver", Text),
    Column("first_response", Moment),
    Column("estimate", Moment),
    Column("status", Text, nullable=False),
    Column("stage", Text, nullable=False),
    Column("resumes_at", Text, nullable=False),
    Column("waiting_for", Text),
    Column("acknowledged", Boolean, nullable=False),
    Column("kind", Text),
    Column("customer", Text),
    Column("company", Boolean, nullable=False),
    Column("engineer", Text),
    Column("team", Text),
    Column("handler", Text),
    Column("asked", Text),
    Column("product", Text),
    Column("model", Text),
    Column("serial", Text),
    Column("purchased", Text),
    Column("fault", Text),
    Column("fault_customer", Text),
    Column("fault_contact_detail", Text),
    Column("region", Text),
    Column("fault_type", Text),
    Column("cause", Text),
    Column("closed_as", Text),
    Column("closed", Moment),
    Column("archived", Moment),
    Column("sources", Text, nullable=False),
    Column("searched", Text, nullable=False),
    Column("told", Text, nullable=False),
    Column("duplicate_of", Text),
    Column("repeat_of", Text),
    Column("merged_into", Text),
    Column("policy", Text),
    Column("version", Integer, nullable=False),
    Column("events", Integer, nullable=False),
    Column("irregular", Integer, nullable=False),
    Column("reopenings", Integer, nullable=False),
    Column("rejections", Integer, nullable=False),
    Column("corrections", Integer, nullable=False),
    Column("imported", Boolean, nullable=False),
    Column("source", Text),
    Column("source_case", Text),
    Column("command", Text),
    Column("last_event", Text, nullable=False),
    Column("last_activity", Text),
    Column("updated", Moment, nullable=False),
    Column("recorded", Moment, nullable=False),
    Index("register_by_reported", "reported", "number"),
    Index("register_by_command", "command"),
    Index("register_by_closed", "closed", "number"),
    *(Index(f"register_by_{column}", column, "reported", "number", *_WITH.get(column, ())) for column in TOLD_APART),
)
"""The columns of R38 and R39, then what lists and rules of ours need.

``updated`` is when the last event happened, ``recorded`` when it came into the log; ``events`` counts them,
``irregular`` those that live work would have refused, ``reopenings`` how often it went back into handling,
``rejections`` how often because the customer did not accept the solution. ``handler`` is who looks after it,
``asked`` the departments whose answer is awaited, each as ``REQUEST:DEPARTMENT,``, ``sources``
holds what columns could show instead (:mod:`projections.register.opening`), ``searched`` what of it is searched.
``fault_type``, ``cause``, ``closed_as`` and ``closed`` are what is known of them last; an archive says them once more.
``told`` is which event said what of the first two (:mod:`projections.register.ending`), so that corrections find it.
"""

GRAMS = Table(
    "register_grams",
    MetaData(),
    Column("gram", Text, primary_key=True),
    Column("block", Text, primary_key=True),
    Column("members", Text, nullable=False),
    sqlite_with_rowid=False,
)
"""By pairs of signs in ``searched``: the tickets, by blocks of numbers (:mod:`projections.register.searching.blocks`).

The pair "" stands for every ticket, the end of a line for some member of every block.
"""

NAMED = Table(
    "register_named",
    MetaData(),
    Column("number", Text, primary_key=True),
    Column("field", Text, primary_key=True),
    Column("customer", Text),
    Column("blind", Text),
    Index("register_named_by_blind", "blind"),
)
"""Keyed hashes of full names and serial numbers that an opening says (:mod:`projections.register.searching.hashes`)."""

PEOPLE: Final = people_table("register")
PACKS: Final = packs_table("register")

TABLES: Final = (REGISTER, GRAMS, NAMED, PEOPLE, PACKS)

SORTS: Final = (
    "number",
    "reported",
    "first_response",
    "estimate",
    "severity",
    "status",
    "engineer",
    "updated",
    "events",
    "closed",
)
