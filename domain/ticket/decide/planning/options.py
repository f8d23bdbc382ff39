"""What makes alternatives a choice (R17): enough of them, told apart, each with pros and cons, cost and time."""

from collections.abc import Iterable, Sequence
from typing import Final

from domain.refusals import NotAllowed
from domain.refusals.coded import CodedList
from domain.ticket.circumstances import Circumstances
from domain.ticket.decide.always.plain import plain
from domain.ticket.events import Option

_WEIGHED: Final = {
    "pros": ("优点", "pros"),
    "cons": ("缺点", "cons"),
    "cost": ("费用", "cost"),
    "minutes": ("用时", "time"),
}


def require_options(options: Sequence[Option], under: Circumstances) -> None:
    """As many as the policy asks for, none like another in name or text, each complete. Raises NotAllowed."""
    wanted = under.rules.plans.options
    if options and under.live and not wanted.at_least <= len(options) <= wanted.at_most:
        raise NotAllowed("wrong-number-of-options", at_least=wanted.at_least, at_most=wanted.at_most)
    if _alike(option.name for option in options) or (under.live and _alike(option.text for option in options)):
        raise NotAllowed("options-alike")
    for option in options if under.live else ():
        if unsaid := [name for name in _WEIGHED if getattr(option, name) is None]:
            raise NotAllowed("option-incomplete", option=option.name, unsaid=CodedList.of(unsaid, _WEIGHED))


def _alike(texts: Iterable[str]) -> bool:
    said = [plain(text) for text in texts]
    return len(set(said)) < len(said)
