"""What is counted of mail in: letters by what became of them, and those that wait for a person."""

from typing import Final

from prometheus_client import Counter, Gauge

TAKEN: Final = Counter("gongdan_mail_in", "Letters that came in, by what became of them.", ["outcome"])
WAITING: Final = Gauge("gongdan_mail_waiting", "Letters that wait for a person.", ["state"])
FAILED: Final = Counter(
    "gongdan_mail_in_failed", "Times that letters could not be taken in, by where they come from.", ["by"]
)
