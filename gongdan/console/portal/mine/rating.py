"""The satisfaction survey (满意度调查, R29) as its form's own pack asks it."""

from api.service import Service
from api.tickets.standing.ticket import TicketView
from domain.policy.parts.survey import Survey
from domain.refusals import Refusal


def questions_of(service: Service, ticket: TicketView) -> Survey | None:
    """Of the newest survey that waits for an answer; None where its pack is not known here."""
    waiting = [each.form for each in ticket.surveys if not each.answered]
    try:
        return service.desk.policies.of(waiting[-1]).survey if waiting else None
    except Refusal:
        return None
