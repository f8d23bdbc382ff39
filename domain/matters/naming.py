"""Whom and what the commands about matters name: staff who act or answer for something, tickets and other matters."""

from typing import Final

from domain.matters.articles.commands import CountHelp
from domain.matters.care.commands import AssignCare, GiveCare, PlanCare
from domain.matters.complaints.commands import AssessComplaint, GiveComplaint, LinkImprovement
from domain.matters.improvements.commands import AssignImprovement, ProposeImprovement
from domain.matters.improvements.vocabulary import LETTERS
from domain.matters.incidents.commands import CallTeam, InformCustomers, ReviewIncident, TakeMeasure
from domain.matters.inspections.commands import SampleTicket
from domain.matters.meetings.commands import ConveneMeeting, RecordDecision, RecordMeeting
from domain.matters.returns.commands import AssignReturn
from domain.record.command import Command

_GIVEN: Final = (PlanCare, AssignCare, AssignReturn, GiveComplaint, AssignImprovement, TakeMeasure)
"""Each gives something to one person, or says that they did it."""


def given_to(command: Command) -> tuple[str, ...]:
    """The staff numbers of those who are to do something."""
    match command:
        case CallTeam(team=team):
            return tuple(dict.fromkeys(member.staff for member in team))
        case RecordDecision(owner=str(owner)):
            return (owner,)
        case _:
            return (command.staff,) if isinstance(command, _GIVEN) else ()


def staff_named_in(command: Command) -> tuple[str, ...]:
    """The staff numbers of all whom it names; whom a customer complains of may be any."""
    match command:
        case ConveneMeeting(invited=people) | RecordMeeting(attendees=people):
            return tuple(dict.fromkeys(people))
        case AssessComplaint(staff=people):
            return people or ()
        case SampleTicket(about=about):
            return (about,)
        case _:
            return given_to(command)


def keys_named_in(command: Command) -> tuple[str, ...]:
    """The keys of the tickets and matters that it names beside its own."""
    match command:
        case LinkImprovement(improvement=number):
            return (f"improvement-{number}",)
        case ReviewIncident(improvement=str(number)) | RecordDecision(improvement=str(number)):
            return (f"improvement-{number}",)
        case ProposeImprovement(origin=origin, source=str(source)) if origin == "ticket" or origin in LETTERS:
            return (f"{origin}-{source}",)
        case GiveCare(opened=str(number)) | CountHelp(ticket=str(number)):
            return (f"ticket-{number}",)
        case InformCustomers(tickets=tickets):
            return tuple(f"ticket-{number}" for number in dict.fromkeys(tickets or ()))
        case _:
            return ()
