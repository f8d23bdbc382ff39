"""Wrong attempts to sign in, counted by account and by where they come from, so that nobody gets in by trying."""

import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Final

from prometheus_client import Counter

from api.manners.problems import ApiProblem

SIGN_INS: Final = Counter("gongdan_sign_ins", "Attempts to sign in with a password or a code.", ["outcome"])
OF_ACCOUNT: Final = 10
OF_ADDRESS: Final = 100
"""Wrong attempts after which no more are looked at: many people may come through one address."""
WITHIN: Final = 900.0
"""Seconds in which they are counted, and after which it opens again."""
_KEPT: Final = 10_000


class Attempts:
    """In this process only: a restart forgets them, which leaves a guesser with as little as before."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._wrong: OrderedDict[str, list[float]] = OrderedDict()

    def require_open(self, number: str, address: str) -> None:
        """Raises ApiProblem where too many were wrong: of an account that there is none of as of one that there is."""
        left = max(self._left(key, most) for key, most in _counted(number, address))
        if left > 0:
            SIGN_INS.labels("locked").inc()
            raise ApiProblem("too-many-sign-ins", minutes=max(1, round(left / 60)))

    def wrong(self, number: str, address: str) -> bool:
        """One more; whether it was the one that locked the account."""
        for key, most in _counted(number, address):
            self._wrong[key] = [*self._wrong.get(key, ())[1 - most :], self._clock()]
            self._wrong.move_to_end(key)
            if len(self._wrong) > _KEPT:
                self._wrong.popitem(last=False)
        SIGN_INS.labels("wrong").inc()
        return self._left(_of(number), OF_ACCOUNT) > 0

    def forget(self, number: str) -> None:
        """They proved who they are."""
        self._wrong.pop(_of(number), None)

    def _left(self, key: str, most: int) -> float:
        """Seconds until the oldest of so many is over."""
        recent = [at for at in self._wrong.get(key, ()) if self._clock() - at < WITHIN]
        return WITHIN - (self._clock() - recent[-most]) if len(recent) >= most else 0.0


def _counted(number: str, address: str) -> list[tuple[str, int]]:
    """Who is signed in already comes from nowhere in particular."""
    return [(_of(number), OF_ACCOUNT), *([(f"from {address}", OF_ADDRESS)] if address else [])]


def _of(number: str) -> str:
    return f"of {number.casefold()}"
