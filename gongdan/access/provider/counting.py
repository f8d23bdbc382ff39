"""How sign-ins by the identity provider ended, for the metrics and the log: they are no events."""

from typing import Final, Literal

import structlog
from prometheus_client import Counter

log = structlog.get_logger(__name__)

SIGN_INS: Final = Counter(
    "gongdan_provider_sign_ins", "Sign-ins by the identity provider that came to an end.", ["outcome"]
)
Outcome = Literal["right", "refused", "unproved", "away", "stranger", "not-admitted", "not-begun"]


def ended(outcome: Outcome, *, by: str | None = None, **why: str) -> None:
    """``by`` is a staff number; ``why`` holds words of ours and of the standard alone."""
    SIGN_INS.labels(outcome).inc()
    if outcome != "right":
        log.warning("provider_sign_in_refused", outcome=outcome, by=by, **why)
