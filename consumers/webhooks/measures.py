"""What is counted of webhooks: attempts, what was given up, what waits, and which endpoints take nothing."""

from typing import Final

from prometheus_client import Counter, Gauge

ATTEMPTS: Final = Counter("gongdan_webhook_attempts", "Requests made to webhooks' endpoints.", ["outcome"])
GIVEN_UP: Final = Counter("gongdan_webhook_given_up", "Messages that a webhook never took.")
WAITING: Final = Gauge("gongdan_webhook_waiting", "Messages that wait to be delivered.", ["subscription"])
POSITION: Final = Gauge("gongdan_webhook_position", "The log position up to which it was read.", ["subscription"])


def nothing_measured() -> None:
    """Another process delivers from now on: what stood here is its to say."""
    WAITING.clear()
    POSITION.clear()
