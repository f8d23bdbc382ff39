"""The customer speaks for themselves; who enters their word for them says how it was given and shows it (R24, R28)."""

from domain.refusals import NotAllowed
from domain.ticket.circumstances import Circumstances
from domain.ticket.commands import (
    AcceptFee,
    AnswerSurvey,
    ConfirmResolution,
    ConsentToRepair,
    RaiseObjection,
    RejectResolution,
)
from domain.ticket.decide.always.evidence import require_attached
from domain.ticket.decide.always.this_word import Said, require_for_this
from domain.ticket.state import Ticket
from domain.ticket.vocabulary import SPOKEN

Word = ConfirmResolution | RejectResolution | AnswerSurvey | RaiseObjection
Shown = AcceptFee | ConsentToRepair
"""What the customer agrees to on paper or by message: it is shown."""


def require_word(ticket: Ticket, word: Word, under: Circumstances) -> None:
    """It is the customer's own, or shown by a file of this ticket. Raises NotAllowed."""
    require_attached(ticket, word.evidence)
    if not under.live or under.role == "customer":
        return
    if word.given is None:
        raise NotAllowed("how-given-needed")
    if word.evidence is None:
        raise NotAllowed("evidence-needed")


def require_own_portal(ticket: Ticket, word: Said, under: Circumstances) -> None:
    """What was said in the portal is said there by the customer, and by nobody for them; what shows it shows this.

    Raises NotAllowed.
    """
    if under.live and word.given == "portal" and under.role != "customer":
        raise NotAllowed("portal-by-another")
    require_attached(ticket, word.evidence)
    require_for_this(word, under)


def require_shown(ticket: Ticket, word: Shown, under: Circumstances) -> None:
    """What another enters as signed or written names the file that shows it (R24). Raises NotAllowed."""
    require_own_portal(ticket, word, under)
    if under.live and under.role != "customer" and word.given not in SPOKEN and word.evidence is None:
        raise NotAllowed("evidence-needed")
