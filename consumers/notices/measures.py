"""What is counted of notices: requested, and how they ended."""

from typing import Final

from prometheus_client import Counter, Gauge

REQUESTED: Final = Counter("gongdan_notices_requested", "Notices that were requested.", ["kind", "channel"])
ENDED: Final = Counter("gongdan_notices_ended", "Notices whose end is on record.", ["channel", "outcome"])
TRIES: Final = Counter("gongdan_notice_tries", "Tries to deliver a notice.", ["channel", "outcome"])
OUTBOX: Final = Gauge("gongdan_notices_under_way", "Notices on their way to a channel.", ["channel", "state"])
CAUSES: Final = Gauge("gongdan_notice_causes_waiting", "Events of which it is to be worked out who is told.")
POSITION: Final = Gauge("gongdan_notices_position", "The log position up to which it was read for notices.")


def nothing_measured() -> None:
    """Another process tells people from now on: what stood here is its to say."""
    OUTBOX.clear()
    CAUSES.set(0)
    POSITION.set(0)
