"""How serious a ticket is, as its own pack says it: a word, and the place among that pack's severities."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from api.service import Service
from domain.refusals import Refusal

_LAST: Final = 3
"""Four shapes and colours there are: more severities than that share the last."""


@dataclass(frozen=True, slots=True)
class Severity:
    """``rank`` 0 is the most serious."""

    code: str
    zh: str
    en: str
    rank: int


def severities(service: Service, policy: str | None) -> list[Severity]:
    """Those of a pack, the most serious first; none of a pack that is not known."""
    try:
        pack = service.desk.policies.of(policy)
    except Refusal:
        return []
    ordered = sorted(pack.severities, key=lambda each: each.rank)
    return [Severity(each.code, each.zh, each.en, min(rank, _LAST)) for rank, each in enumerate(ordered)]


def severity(service: Service, policy: str | None, code: str | None) -> Severity | None:
    """As :func:`graded`, of one ticket."""
    return graded({each.code: each for each in severities(service, policy)}, code)


def graded(known: Mapping[str, Severity], code: str | None) -> Severity | None:
    """None where the ticket is not graded yet; the code itself where its pack, which knows these, does not."""
    return None if code is None else known.get(code) or Severity(code, code, code, _LAST)
