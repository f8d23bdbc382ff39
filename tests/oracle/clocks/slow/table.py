"""The clocks of the process, a line each as its table of clocks has them, written down again by hand.

Nothing here is taken from the packs or from the engine: where the two differ from this page, one of them is wrong.
"""

from dataclasses import dataclass, field
from enum import Enum
from typing import Final

HANDBOOK, APPLIANCE, SERVICE_PLAN, SOFTWARE = "handbook", "appliance", "service-plan", "software-support"
PACKS: Final = (HANDBOOK, APPLIANCE, SERVICE_PLAN, SOFTWARE)
ALL: Final = "all"
YES, NO = True, False
MIN, H = 1, 60


@dataclass(frozen=True)
class Sign:
    """An event by which a clock starts or stops, and what must be true of it."""

    event: str
    severity: str | None = None
    role: str | None = None
    technical: bool = False
    low: bool = False
    in_vain: bool = False


@dataclass(frozen=True)
class Limit:
    """Minutes, in general and where the severity or the channel says otherwise; or working days; or what is agreed."""

    general: int | None = None
    by_severity: dict[str, int] = field(default_factory=dict[str, int])
    by_channel: dict[str, int] = field(default_factory=dict[str, int])
    working_days: int | None = None
    agreed: bool = False


class Again(Enum):
    """What a second start makes of a clock that still runs. The table of the process leaves it open, the packs say it."""

    ONCE = "the first start of a ticket alone counts"
    GOES_ON = "the clock goes on from its first start"
    ANEW = "it ends, and the newest start counts"
    BESIDE = "one clock each"
    REPEATS = "each stop is the next start, until there is a solution"


ONCE, GOES_ON, ANEW, BESIDE, REPEATS = Again


@dataclass(frozen=True)
class Row:
    """One clock. ``same``: the field that start and stop have in common, where one answers the other.

    ``ends``: what it was for is no more.
    """

    name: str
    pack: str
    starts: tuple[Sign, ...]
    stops: tuple[Sign, ...]
    limit: Limit
    pauses: bool
    again: Again
    same: str | None = None
    ends: tuple[Sign, ...] = ()

    def of(self, pack: str) -> bool:
        return self.pack in (pack, ALL)


def when(*events: str) -> tuple[Sign, ...]:
    return tuple(Sign(event) for event in events)


def within(general: int | None = None, *, email: int | None = None, **by_severity: int) -> Limit:
    """``grade_1`` is the severity that the appliance pack stores as ``1``."""
    severities = {name.removeprefix("grade_"): minutes for name, minutes in by_severity.items()}
    return Limit(general, severities, {"email": email} if email else {})


REPORTED = when("ticket-opened")
ACKNOWLEDGED = when("receipt-acknowledged")
GRADED_URGENT = (Sign("ticket-graded", severity="urgent"),)
CONTACTED = when("customer-contacted")
CONTACTED_BY_TECHNICAL_SUPPORT = (Sign("customer-contacted", role="engineer"),)
CONTACTED_WITH_A_TECHNICAL_ANSWER = (Sign("customer-contacted", technical=True),)
HANDLING_STARTED = when("handling-started", "fault-diagnosed", "engineer-arrived", "work-logged")
MEETING_CALLED = when("meeting-called")
PLAN_FIXED = when("plan-approved")
"""What is only proposed, with its owner and deadline, is a draft."""
DIAGNOSED = when("fault-diagnosed")
PLAN_SHARED = when("plan-shared")
RESOLVED = when("ticket-resolved")
ESCALATED = when("ticket-escalated")
DISPATCHED = when("engineer-dispatched")
VISIT_PROMISED = when("visit-promised", "visit-moved")
"""A visit that was moved by consent is promised anew."""
ARRIVED = when("engineer-arrived")
ESTIMATE_GIVEN = when("estimate-given")
SHARED_OR_RESOLVED = when("progress-shared", "ticket-resolved")
COOPERATION_REQUESTED = when("cooperation-requested")
PROVIDED = when("cooperation-provided")
SURVEY_SENT = when("survey-sent")
LOW_SCORE = (Sign("survey-answered", low=True),)
CALLED_BACK = when("callback-made")
CLOSED = when("ticket-closed")
FOLLOWED_UP = when("follow-up-made")
TAKEN_UP_AGAIN = when("resolution-rejected", "objection-raised", "ticket-reopened")
NO_SOLUTION = (*TAKEN_UP_AGAIN, Sign("follow-up-made", in_vain=True))
"""There is none any more, and nothing is asked about it."""
COMPLAINT_RAISED = when("complaint-raised")
COMPLAINT_HANDLED = when("complaint-handled")

AS_AGREED = Limit(agreed=True)
THE_GRADES = within(72 * H, grade_1=24 * H, grade_2=48 * H, grade_3=72 * H)
"""Before a grade is given the general limit runs, which is that of the general grade, the third."""

# fmt: off
TABLE: Final = (
    #   clock                    pack          starts at              stops at                           limit                                       pauses  a second start
    Row("first-response",        HANDBOOK,     REPORTED,              ACKNOWLEDGED,                      within(1 * H, urgent=10 * MIN),              NO,     ONCE),
    Row("first-response",        SERVICE_PLAN, REPORTED,              ACKNOWLEDGED,                      within(15 * MIN, email=24 * H),              NO,     ONCE),
    Row("direct-contact",        SERVICE_PLAN, GRADED_URGENT,         CONTACTED_BY_TECHNICAL_SUPPORT,    within(1 * H),                               NO,     GOES_ON),
    Row("response",              APPLIANCE,    REPORTED,              CONTACTED_WITH_A_TECHNICAL_ANSWER, THE_GRADES,                                  YES,    ONCE),
    Row("handling-start",        HANDBOOK,     REPORTED,              HANDLING_STARTED,                  within(urgent=2 * H),                        NO,     ONCE),
    Row("plan",                  HANDBOOK,     MEETING_CALLED,        PLAN_FIXED,                        within(important=30 * MIN, urgent=30 * MIN), NO,     ANEW),
    Row("preliminary-diagnosis", SERVICE_PLAN, REPORTED,              DIAGNOSED,                         within(24 * H),                              YES,    ONCE),
    Row("detailed-solution",     SERVICE_PLAN, REPORTED,              PLAN_SHARED,                       within(48 * H),                              YES,    ONCE),
    Row("resolution",            HANDBOOK,     REPORTED,              RESOLVED,                          within(important=24 * H),                    YES,    ONCE),
    Row("resolution",            SERVICE_PLAN, ACKNOWLEDGED,          RESOLVED,                          within(48 * H),                              YES,    ONCE),
    Row("escalation",            SOFTWARE,     ESCALATED,             RESOLVED,                          Limit(working_days=7),                       YES,    GOES_ON),
    Row("engineers-contact",     APPLIANCE,    DISPATCHED,            CONTACTED,                         within(1 * H),                               NO,     ANEW),
    Row("promised-visit",        ALL,          VISIT_PROMISED,        ARRIVED,                           AS_AGREED,                                   NO,     ANEW),
    Row("promised-solution",     ALL,          ESTIMATE_GIVEN,        RESOLVED,                          AS_AGREED,                                   YES,    ANEW),
    Row("progress-sync",         HANDBOOK,     HANDLING_STARTED,      SHARED_OR_RESOLVED,                within(24 * H, urgent=2 * H),                YES,    REPEATS),
    Row("cooperation",           ALL,          COOPERATION_REQUESTED, PROVIDED,                          AS_AGREED,                                   NO,     BESIDE, same="request"),
    Row("survey",                HANDBOOK,     RESOLVED,              SURVEY_SENT,                       within(24 * H),                              NO,     ANEW, ends=NO_SOLUTION),
    Row("call-back",             HANDBOOK,     LOW_SCORE,             CALLED_BACK,                       within(1 * H),                               NO,     BESIDE, same="survey"),
    Row("follow-up",             APPLIANCE,    CLOSED,                FOLLOWED_UP,                       within(24 * H),                              NO,     ANEW, ends=TAKEN_UP_AGAIN),
    Row("complaint-contact",     SERVICE_PLAN, COMPLAINT_RAISED,      CONTACTED,                         within(24 * H),                              NO,     ONCE),
    Row("complaint-handled",     SERVICE_PLAN, COMPLAINT_RAISED,      COMPLAINT_HANDLED,                 within(24 * H),                              YES,    ONCE),
)
# fmt: on
"""All but the last two lines, which start at a month's and a quarter's end: those are in ``reports.py``."""
