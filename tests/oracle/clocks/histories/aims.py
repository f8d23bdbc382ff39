"""What a made-up ticket does just in time, or just too late: the act, and how long after which event."""

from random import Random
from typing import Final

from tests.oracle.clocks.histories.acts.standing import Standing
from tests.oracle.clocks.histories.recording import Entry
from tests.oracle.clocks.histories.times import gap
from tests.oracle.clocks.slow.days import A_WORKING_DAY, Unannounced
from tests.oracle.clocks.slow.minutes import A_DAY, Counting, due
from tests.oracle.clocks.slow.table import APPLIANCE, HANDBOOK, SERVICE_PLAN, SOFTWARE

AS_AGREED: Final = -1
WORKING_DAYS: Final = -2
OPENED: Final[dict[str, tuple[tuple[str, int], ...]]] = {
    HANDBOOK: (("grade", 5), ("acknowledge", 10), ("acknowledge", 60), ("handle", 120), ("resolve", A_DAY)),
    APPLIANCE: (("grade", 60), ("pause", 60), ("contact", A_DAY), ("contact", 2 * A_DAY), ("answer", 3 * A_DAY)),
    SERVICE_PLAN: (
        ("grade", 10),
        ("acknowledge", 15),
        ("acknowledge", A_DAY),
        ("diagnose", A_DAY),
        ("propose_plan", A_DAY),
        ("share_plan", 2 * A_DAY),
    ),
    SOFTWARE: (("escalate", 60),),
}
"""After a ticket was opened, by pack."""
AIMS: Final[dict[str, tuple[tuple[str, int], ...]]] = {
    "receipt-acknowledged": (("resolve", 2 * A_DAY),),
    "ticket-graded": (("answer", 60), ("answer", 60), ("contact", 60), ("handle", 60), ("call_meeting", 60)),
    "meeting-called": (("propose_plan", 20), ("propose_plan", 20), ("approve_plan", 30), ("approve_plan", 30)),
    "plan-proposed": (("approve_plan", 10), ("approve_plan", 10), ("approve_plan", 10), ("share_plan", 60)),
    "ticket-escalated": (("resolve", WORKING_DAYS),),
    "engineer-dispatched": (("contact", 60),),
    "visit-promised": (("arrive", AS_AGREED),),
    "visit-moved": (("arrive", AS_AGREED),),
    "estimate-given": (("resolve", AS_AGREED),),
    "cooperation-requested": (("provide_cooperation", AS_AGREED),),
    "handling-started": (("share_progress", 120), ("share_progress", A_DAY)),
    "work-logged": (("share_progress", 120), ("resolve", A_DAY)),
    "progress-shared": (("share_progress", 120), ("share_progress", A_DAY), ("resolve", A_DAY)),
    "ticket-resolved": (("send_survey", A_DAY),),
    "survey-answered": (("call_back", 60),),
    "ticket-closed": (("follow_up", A_DAY),),
}


def aimed(it: Standing, chance: Random, begun: Entry, earliest: int, zone: str) -> tuple[str, int] | None:
    """An act and its minute: at the limit, a minute before or after, or well before; what it waited added or not."""
    name = begun.event.stored_name
    aims = OPENED[it.pack] if name == "ticket-opened" else AIMS.get(name, ())
    if not aims:
        return None
    act, allowed = chance.choice(aims)
    end = _end(it, begun, allowed, zone)
    if end is None or end < earliest:
        return None
    if chance.random() < 0.5:
        return act, min(end, earliest + gap(chance))
    at = end + chance.choice((0, it.waited_since(begun.minute))) + chance.choice((-1, 0, 0, 1))
    return act, max(earliest, at)


def _end(it: Standing, begun: Entry, allowed: int, zone: str) -> int | None:
    if allowed == AS_AGREED:
        return it.agreed.get(begun.minute)
    if allowed != WORKING_DAYS:
        return begun.minute + allowed
    try:
        return due(begun.minute, 7 * A_WORKING_DAY, Counting(frozenset(), zone, working_time=True))
    except Unannounced:
        return None
