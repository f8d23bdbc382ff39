"""What the members of a report's figures are called: of a channel, a clock, an engineer, in Chinese and English."""

from collections.abc import Mapping
from typing import Final

from domain.policy.in_force import shipped
from domain.wording import CHANNELS, FAULT_TYPES, Words
from projections.wording.codes import QUESTIONS, SCORE_CAUSES
from projections.wording.words import KINDS, SEVERITIES

_CLOCKS: Final[Words] = {
    name: (clock.title.zh, clock.title.en) for pack in shipped().packs for name, clock in pack.clocks.items()
}
_OF: Final[dict[str, Words]] = {
    "kind": KINDS,
    "fault-type": FAULT_TYPES,
    "channel": CHANNELS,
    "severity": SEVERITIES,
    "question": QUESTIONS,
    "cause": SCORE_CAUSES,
}
PARTED: Final = " / "
"""Between a clock and a severity, a model and a batch."""


def member(by: str | None, of: str | None, *, chinese: bool, people: Mapping[str, str] | None = None) -> str:
    """The word for a member of what a figure is broken down by; one without a word stands for itself."""
    if of is None:
        return "全部" if chinese else "all"
    place = 0 if chinese else 1
    if by == "clock":
        clock, parted, severity = of.partition(PARTED)
        told = _CLOCKS.get(clock, (clock, clock))[place]
        return f"{told}{parted}{SEVERITIES.get(severity, (severity, severity))[place]}"
    if by == "engineer":
        return (people or {}).get(of, of)
    return _OF.get(by or "", {}).get(of, (of, of))[place]
