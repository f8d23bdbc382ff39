"""What the program itself notes of a clock: it warns, it is missed; once for each time that the clock runs (R25)."""

from domain.record.event import Event
from domain.record.moment import Moment


class _OfARun(Event):
    """``clock`` by its name in the policy pack; ``started`` is the id of the event that started it.

    ``period`` counts from 1 what a repeating clock asks for again and again; ``due`` is the last moment that is in
    time, and ``limit`` what the pack gave, as it is written there.
    """

    clock: str
    started: str
    period: int
    due: Moment
    limit: str | None = None


class DeadlineWarned(_OfARun):
    """Most of the time is gone (时限预警)."""

    stored_name = "deadline-warned"


class DeadlineMissed(_OfARun):
    """What was to be done is not done in time (超过时限)."""

    stored_name = "deadline-missed"


class ProgressSyncMissed(_OfARun):
    """The customer was not told in time how far it is (进度同步超时, R25)."""

    stored_name = "progress-sync-missed"


DeadlineEvent = DeadlineWarned | DeadlineMissed | ProgressSyncMissed
