"""A word of the customer is for this very quote or plan: no older file shows it, no hearsay undoes their own (R24)."""

from collections.abc import Iterator, Mapping
from typing import Final

from domain.record.envelope import Recorded
from domain.record.event import Event
from domain.refusals import NotAllowed
from domain.ticket import events as e
from domain.ticket.circumstances import Circumstances
from domain.ticket.commands import (
    AcceptFee,
    AuthoriseRemoteAssistance,
    ChooseOption,
    ConsentToRepair,
    DeclineFee,
    RefuseRemoteAssistance,
    RefuseRepair,
)

Allowing = AcceptFee | ConsentToRepair | ChooseOption | AuthoriseRemoteAssistance
"""What lets us go on."""
Said = Allowing | DeclineFee | RefuseRepair | RefuseRemoteAssistance

_FEE: Final = (e.FeeAccepted, e.FeeDeclined)
_REPAIR: Final = (e.RepairConsented, e.RepairRefused)
_REMOTE: Final = (e.RemoteAssistanceAuthorised, e.RemoteAssistanceRefused)
_WORDS: Final[Mapping[type[Said], tuple[type[Event], ...]]] = {
    AcceptFee: _FEE,
    DeclineFee: _FEE,
    ConsentToRepair: _REPAIR,
    RefuseRepair: _REPAIR,
    ChooseOption: (e.OptionChosen,),
    AuthoriseRemoteAssistance: _REMOTE,
    RefuseRemoteAssistance: _REMOTE,
}
"""What may have been said to the same, by what is said now."""


def require_for_this(word: Said, under: Circumstances) -> None:
    """Its file came after what it is for, and after what was said to the contrary; against their own word it has one.

    Raises NotAllowed; another system is taken at its word.
    """
    if not under.live:
        return
    since = max((version for version, event in _events(under) if _begins(event, word)), default=0)
    contrary = [*_contrary(word, since, under)]
    if word.evidence is not None and _attached(word.evidence, under) <= max((since, *contrary)):
        raise NotAllowed("evidence-older")
    over_their_own = any(_is_their_own(under.history[version - 1]) for version in contrary)
    if over_their_own and word.evidence is None and under.role != "customer" and isinstance(word, Allowing):
        raise NotAllowed("own-word-stands")


def _begins(event: Event, word: Said) -> bool:
    """Whether this is the quote or plan that the word is for; without one, the end of the remedy before."""
    match word, event:
        case ((AcceptFee() | DeclineFee()), e.FeeQuoted(quote=number)):
            return number == word.quote
        case ((ConsentToRepair() | RefuseRepair() | ChooseOption()), e.PlanProposed(plan=number)):
            return number == word.plan
        case _:
            return isinstance(event, e.TicketResolved | e.TicketClosed)


def _contrary(word: Said, since: int, under: Circumstances) -> Iterator[int]:
    """The versions of what was said otherwise, back to where it was last said like this."""
    for version, event in reversed(_events(under)):
        if version <= since or _is_the_same(event, word):
            return
        if isinstance(event, _WORDS[type(word)]):
            yield version


def _is_the_same(event: Event, word: Said) -> bool:
    return isinstance(event, word.causes) and (not isinstance(word, ChooseOption) or _chose(event) == word.option)


def _chose(event: Event) -> str | None:
    return event.option if isinstance(event, e.OptionChosen) else None


def _is_their_own(one: Recorded) -> bool:
    return one.envelope.actor.role == "customer" or getattr(one.event, "given", None) == "portal"


def _attached(evidence: str, under: Circumstances) -> int:
    found = (version for version, event in _events(under) if _is_file(event, evidence))
    return max(found, default=0)


def _is_file(event: Event, evidence: str) -> bool:
    return isinstance(event, e.AttachmentAdded) and event.sha256 == evidence


def _events(under: Circumstances) -> list[tuple[int, Event]]:
    return [*enumerate((one.event for one in under.history), 1)]
