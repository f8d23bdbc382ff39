"""A sign-in that is under way at the provider: kept by the browser that began it, sealed, and good once."""

import base64
import json
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from api.manners.problems import ApiProblem
from gongdan.storing.wrapping import unwrap, wrap

LASTS: Final = 600
"""Seconds in which somebody has to be back."""
_REMEMBERED: Final = 10_000


@dataclass(frozen=True, slots=True)
class Journey:
    """``state`` is known to the browser alone, ``nonce`` stands in what the provider signs, ``verifier`` shows who
    asked for the code. ``then`` is where it leads; ``link`` is the one-time link, or ``session`` the id of the session,
    whose owner is to be linked."""

    state: str
    nonce: str
    verifier: str
    until: float
    then: str
    link: str = ""
    session: str = ""


class Journeys:
    """In this process only it is known which were used: codes of the provider count once in any case."""

    def __init__(self, key: bytes, clock: Callable[[], float] = time.time) -> None:
        self._seal, self._clock = AESGCM(key), clock
        self._used: OrderedDict[str, None] = OrderedDict()

    def begin(self, then: str, *, link: str = "", session: str = "") -> Journey:
        state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
        return Journey(state, nonce, verifier, self._clock() + LASTS, then, link, session)

    def sealed(self, journey: Journey) -> str:
        """What the browser keeps."""
        text = json.dumps(asdict(journey)).encode()
        return base64.urlsafe_b64encode(wrap(self._seal, text, _context(journey.state))).decode()

    def ended(self, kept: str, state: str) -> Journey:
        """The one that this browser began under this state; used up by asking. Raises ApiProblem."""
        try:
            text = unwrap(self._seal, base64.urlsafe_b64decode(kept.encode()), _context(state))
        except (ValueError, InvalidTag):
            raise ApiProblem("sign-in-not-begun") from None
        journey = Journey(**json.loads(text))
        if journey.until < self._clock() or state in self._used:
            raise ApiProblem("sign-in-not-begun")
        self._used[state] = None
        if len(self._used) > _REMEMBERED:
            self._used.popitem(last=False)
        return journey


def _context(state: str) -> bytes:
    return f"journey\n{state}".encode()
