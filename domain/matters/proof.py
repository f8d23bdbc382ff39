"""What shows that a customer gave their word about a matter: how it was given, and a file, as on a ticket (R24)."""

from typing import Protocol

from domain.matters.matter import Matter
from domain.refusals import NotAllowed
from domain.ticket.circumstances import Circumstances
from domain.ticket.decide.always.evidence import require_attached
from domain.ticket.vocabulary import Given


class Word(Protocol):
    """A command that says what the customer said."""

    @property
    def given(self) -> Given | None: ...

    @property
    def evidence(self) -> str | None: ...


def require_proof(matter: Matter, word: Word, under: Circumstances, code: str) -> None:
    """It is the customer's own; else it was given by other means than the portal, and a file shows it.

    The file is one of the matter's ticket: where there is none, nothing holds the file, and the customer says it
    themselves. Raises NotAllowed, with ``code`` where either is missing.
    """
    ticket = under.known.tickets.get(matter.ticket or "")
    if ticket is not None:
        require_attached(ticket, word.evidence)
    if under.by == matter.customer:
        return
    if word.given is None or word.evidence is None:
        raise NotAllowed(code)
    if word.given == "portal":
        raise NotAllowed("portal-by-another")
    if matter.ticket is None:
        raise NotAllowed("no-ticket-for-proof")
