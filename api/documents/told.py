"""What a document is written from: all of it as the reader may see it, so that whoever writes can give nothing away."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from api.tickets.standing.dossier import LinkedMatter
from api.tickets.standing.record import ServiceRecordView
from api.tickets.standing.ticket import TicketView
from api.tickets.views import EventView
from domain.policy.pack import Pack
from domain.reports.figure import Figure
from domain.reports.period import Period
from domain.staff.state import Staff
from projections.appraisals import Appraised
from projections.sheets.sheet import Reader, Sheet
from projections.sql.rows import Row

People = Mapping[str, str]
"""By staff number: how they are shown."""


@dataclass(frozen=True, slots=True)
class ToldTicket:
    """``events`` as they were recorded, ``right`` as corrections of them have it; of both, what the reader may see.

    ``matters`` belong to the ticket, as far as a dossier lists them; ``lacks`` is what it has not of all that happened.
    ``previous`` holds by version the hash that an event names as its predecessor's. ``masked``: personal values are.
    """

    number: str
    ticket: TicketView
    record: ServiceRecordView
    events: Sequence[EventView]
    right: Sequence[EventView]
    previous: Mapping[int, str]
    pack: Pack
    people: People
    stands: datetime
    masked: bool
    matters: Sequence[LinkedMatter] = ()
    lacks: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Followed:
    """An improvement with what was to be done, and the last that was said of it."""

    number: str
    measure: str
    status: str
    department: str | None
    due: date | None
    words: str


@dataclass(frozen=True, slots=True)
class ToldReport:
    """An edition of a report; ``before`` are the figures of the period before it, none where it has no report.

    ``left_out`` is how many figures of the fewest cases it had no room for. ``of_everybody``: the figures of all people
    are in it; else of those alone whose figures the reader may see.
    """

    period: Period
    edition: int
    published: datetime
    on_time: bool
    figures: Sequence[Figure]
    before: Sequence[Figure]
    flagged: Sequence[str]
    improvements: Sequence[Followed]
    people: People
    left_out: int = 0
    of_everybody: bool = True


@dataclass(frozen=True, slots=True)
class Inspected:
    """A ticket of theirs that quality scored."""

    number: str
    ticket: str
    total: int
    pass_mark: int
    status: str


@dataclass(frozen=True, slots=True)
class ToldAppraisal:
    """A person's figures beside their team's and the whole department's; ``cases``: theirs that were solved then.

    ``team`` is None where they are in none. ``staff`` is None for who is on no record. ``over``: the period is.
    """

    number: str
    name: str
    staff: Staff | None
    period: Period
    over: bool
    own: Sequence[Appraised]
    team: Sequence[Appraised] | None
    all: Sequence[Appraised]
    inspections: Sequence[Inspected]
    cases: Sequence[Row]
    stands: datetime


@dataclass(frozen=True, slots=True)
class ToldTable:
    """Rows of one of the department's tables, shown to a reader as its sheet has it; ``name`` is that of its file."""

    name: str
    sheet: Sheet
    rows: Sequence[Row]
    reader: Reader
    stands: datetime
