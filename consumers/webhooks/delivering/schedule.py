"""When a delivery that failed is tried again: soon, then ever later, over three days (Standard Webhooks)."""

from datetime import timedelta
from typing import Final

_PAUSES: Final = (
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    *(timedelta(hours=hours) for hours in (2, 5, 10, 14, 20, 24)),
)
TRIES: Final = len(_PAUSES) + 1
_JITTER: Final = 0.1
"""Of the pause, at most: what failed together does not come again together."""
LONGEST_ASKED: Final = timedelta(hours=24)
"""That an endpoint may ask us to stay away for."""
DOWN_AFTER: Final = 5
"""Failures in a row after which an endpoint is asked about one message at a time."""
_FIRST_LOOK, _LAST_LOOK = timedelta(seconds=5), timedelta(minutes=5)
DISABLED_AFTER: Final = timedelta(days=5)


def pause(tries: int, chance: float, asked: float | None = None) -> timedelta:
    """After so many tries of a message, or the longer time that was asked for; ``chance`` is between 0 and 1."""
    planned = _PAUSES[min(tries, len(_PAUSES)) - 1]
    return max(planned * (1 + _JITTER * chance), wished(asked))


def look(failures: int, chance: float) -> timedelta | None:
    """Until an endpoint that failed so often in a row is asked again about anything; None where that is at once."""
    if failures < DOWN_AFTER:
        return None
    return min(_FIRST_LOOK * 2 ** min(failures - DOWN_AFTER, 10), _LAST_LOOK) * (1 + _JITTER * chance)


def wished(asked: float | None) -> timedelta:
    """What an endpoint asks for, within reason."""
    return min(timedelta(seconds=asked or 0), LONGEST_ASKED)
