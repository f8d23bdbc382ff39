"""The customer speaks for themselves; who enters their word for them says how it was given and what shows it (R28)."""

from domain.refusals import NotAllowed
from domain.ticket.circumstances import Circumstances
from domain.ticket.commands import AnswerSurvey, ConfirmResolution, RaiseObjection, RejectResolution
from domain.ticket.decide.evidence import require_attached
from domain.ticket.state import Ticket

Word = ConfirmResolution | RejectResolution | AnswerSurvey | RaiseObjection


def require_word(ticket: Ticket, word: Word, under: Circumstances) -> None:
    """It is the customer's own, or shown by a file of this ticket. Raises NotAllowed."""
    require_attached(ticket, word.evidence)
    if not under.live or under.role == "customer":
        return
    if word.given is None:
        raise NotAllowed("how-given-needed")
    if word.evidence is None:
        raise NotAllowed("evidence-needed")
