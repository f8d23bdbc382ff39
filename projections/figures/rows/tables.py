"""The tables of what figures are counted from: one row a ticket, one a complaint, and sums by day; nothing personal."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, MetaData, Table

from projections.sql.columns import Moment, Text

CASES: Final = Table(
    "figures_cases",
    MetaData(),
    Column("number", Text, primary_key=True),
    Column("counts", Boolean, nullable=False),
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
    Column("team", Text),
    Column("handler", Text),
    Column("receiver", Text),
    Column("first_response", Moment),
    Column("first_solved", Moment),
    Column("solved", Moment),
    Column("ended", Moment),
    Column("ended_as", Text),
    Column("over", Moment),
    Column("answered", Moment),
    Column("response_ms", BigInteger),
    Column("resolution_ms", BigInteger),
    Column("solving_ms", BigInteger),
    Column("solutions", Integer, nullable=False),
    Column("setbacks", Integer, nullable=False),
    Column("lasting", Integer, nullable=False),
    Column("visits", Integer, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("repeats", Integer, nullable=False),
    Column("faults", Integer, nullable=False),
    Column("repairs", Integer, nullable=False),
    Column("came", Text, nullable=False),
    Column("content", Integer, nullable=False),
    Column("recommending", Integer, nullable=False),
    Column("points", Integer, nullable=False),
    Column("scores", Text, nullable=False),
    Column("cause", Text),
    Column("repaired", Boolean, nullable=False),
    Column("imported", Boolean, nullable=False),
    Column("policy", Text),
    Column("acknowledged", Boolean, nullable=False),
    Column("survey", Integer),
    Column("asked", Text, nullable=False),
    Column("facts", Text, nullable=False),
    Index("figures_by_reported", "reported", "counts", "response_ms"),
    Index("figures_by_first_response", "first_response", "counts", "response_ms", "solving_ms"),
    Index("figures_by_first_solved", "first_solved", "counts", "resolution_ms"),
    Index("figures_by_severity_reported", "severity", "counts", "reported", "response_ms"),
    Index("figures_by_severity_response", "severity", "counts", "first_response", "response_ms", "solving_ms"),
    Index("figures_by_severity_solved", "severity", "counts", "first_solved", "resolution_ms"),
    Index("figures_by_answered", "answered"),
    Index("figures_by_ended", "ended", "solved"),
    Index("figures_by_over", "over"),
    Index("figures_by_model", "model", "number"),
)
"""A ticket as figures see it; everything but ``facts`` follows from ``facts``, which corrections change.

``counts``: it is a case, and neither a duplicate, nor merged, nor invalid. ``first_solved`` is when it was solved
first, ``solved`` when last, and none while it is not; ``over`` since when it is nobody's work: solved or ended.
``solutions`` is how often it was solved, ``setbacks`` how often it came back: rejected, objected to, or reopened;
``lasting`` is 1 where it never did. ``ended_as`` is what it was closed or cancelled as.

``response_ms`` and ``resolution_ms`` are the milliseconds from the report, 0 where the two are in the wrong order;
``solving_ms`` those from the first response to the first solution. ``repeats`` is 1 where it is the same fault again,
``faults`` where it is a fault that is not one of operation, ``repairs`` where the product of such a one was worked on.
``came`` holds each part that was received: its request, when, and the milliseconds since it was asked for. Of the
last survey answered: ``content`` is 1 without a low score, ``recommending`` 1 where it was said how likely, ``points``
then 1, 0 or -1, ``scores`` those by question; ``cause`` is what a call-back found.

``receiver`` took it in, ``handler`` looks after it. ``acknowledged``, ``survey`` and ``asked`` are what the next event
may need: whether there was a first response, the last survey answered, parts asked for by request.
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
    Index("figures_by_ticket", "ticket"),
)
"""A complaint by its number: of which ticket, when it was raised, and when it was handled first."""

PARTS: Final = Table(
    "figures_parts",
    MetaData(),
    Column("number", Text, primary_key=True),
    Column("request", Integer, primary_key=True),
    Column("counts", Boolean, nullable=False),
    Column("received", Moment),
    Column("waited", BigInteger, nullable=False),
    Index("figures_by_received", "received", "counts", "waited"),
)
"""A part of a ticket by its request: when it was received first, ``waited`` milliseconds after it was asked for.

``counts`` is its ticket's. One that a correction took away has no ``received`` and does not count.
"""


@dataclass(frozen=True, slots=True)
class Cohort:
    """The tickets at which something happened on the same day, and the numbers of theirs that are added up."""

    moment: str
    sums: tuple[str, ...] = ()
    monthly: bool = False


COHORTS: Final = (
    Cohort("reported", ("repeats", "faults", "repairs"), monthly=True),
    Cohort("first_response", ("response_ms",)),
    Cohort("first_solved", ("resolution_ms", "lasting", "setbacks", "minutes", "visits")),
    Cohort("answered", ("content", "recommending", "points")),
    Cohort("over", monthly=True),
)
"""``monthly``: also by month, for what is counted since the beginning."""
RECEIVED: Final = Cohort("received", ("waited",))
"""Of parts, where the others are of tickets."""
_ALL: Final = (*COHORTS, RECEIVED)
SUMS: Final = {cohort.moment: (*cohort.sums, *(["score"] if cohort.moment == "answered" else [])) for cohort in _ALL}
"""By moment, the numbers that are added up."""


def _sums(name: str, cohorts: Iterable[Cohort]) -> Table:
    """``of`` is one of what ``by`` says; ``by`` is ``all``, a dimension, or of surveys the question or the cause."""
    sums = dict.fromkeys(number for cohort in cohorts for number in SUMS[cohort.moment])
    return Table(
        name,
        MetaData(),
        Column("moment", Text, primary_key=True),
        Column("by", Text, primary_key=True),
        Column("day", Text, primary_key=True),
        Column("of", Text, primary_key=True),
        Column("cases", Integer, nullable=False),
        *(Column(number, BigInteger, nullable=False) for number in sums),
        sqlite_with_rowid=False,
    )


DAYS: Final = _sums("figures_days", _ALL)
"""By day of the desk's zone, what happened then (a column of the tickets, or of parts) and a group: how many ``cases``
there were, and the sums of their numbers. By ``question``, ``cases`` is how many answered it and ``score`` the sum.
"""

MONTHS: Final = _sums("figures_months", [cohort for cohort in COHORTS if cohort.monthly])
"""The same by month, which stands as ``day``."""
