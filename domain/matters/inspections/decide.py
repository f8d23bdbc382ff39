"""The rules of inspections (R44): scored by the whole form, answered by those whose work it is, settled by others."""

from datetime import timedelta
from typing import Final

from domain.matters.inspections import commands
from domain.matters.inspections.events import EVENTS
from domain.matters.inspections.forms import FORMS, Form
from domain.matters.inspections.same_work import ANSWERING
from domain.matters.inspections.state import Inspection, after
from domain.matters.inspections.vocabulary import ENDED, STATUSES
from domain.matters.kind import MatterKind
from domain.matters.matter import Word, caused
from domain.record.command import Command
from domain.record.event import Event
from domain.refusals import NotAllowed
from domain.refusals.coded import Coded, CodedList
from domain.staff.vocabulary import Role
from domain.ticket.circumstances import Circumstances


def begin(command: commands.SampleTicket, under: Circumstances) -> list[Event]:
    """The work of another than who samples, or is stood in for, by a form that there is, and once."""
    _form(command.form)
    if under.is_by(frozenset({command.about})):
        raise NotAllowed("inspects-oneself")
    _require_part(command, under)
    if under.known.same is not None:
        raise NotAllowed("sampled-already", number=under.known.same)
    return [caused(command)]


def _require_part(command: commands.SampleTicket, under: Circumstances) -> None:
    """They worked on it and may answer for that; of who is not on record that is said elsewhere. Raises NotAllowed."""
    person = under.known.staff.get(command.about)
    if person is None and under.known.staff_kept:
        return
    roles = person.roles_on(under.at.date()) if person else frozenset[Role]()
    if command.about not in under.known.worked or (roles and roles.isdisjoint(ANSWERING)):
        worked = ", ".join(sorted(under.known.worked)) or "–"
        raise NotAllowed("inspected-without-part", about=command.about, ticket=command.ticket, worked=worked)


def decide(matter: Inspection, command: Command, under: Circumstances) -> list[Event]:
    if not isinstance(command, commands.AnswerFinding) and under.is_by(frozenset(matter.about)):
        raise NotAllowed("inspects-oneself")
    match command:
        case commands.ScoreTicket():
            return _scored(matter, command, under)
        case commands.UpholdFinding() if matter.status == "finding-raised":
            if matter.due is not None and under.at.date() <= matter.due:
                raise NotAllowed("finding-may-be-answered", until=matter.due.isoformat())
        case _:
            pass
    return [caused(command)]


def _scored(matter: Inspection, command: commands.ScoreTicket, under: Circumstances) -> list[Event]:
    code = matter.form or ""
    form = _form(code)
    reached, today = form.total(command.scores), under.at.date()
    said = {"form": f"{code}@{form.version}", "weights": form.weights, "total": reached, "pass_mark": form.mark}
    if reached >= form.mark:
        return [caused(command, **said, passed=True, answer_by=None)]
    due = command.answer_by or today + timedelta(days=form.answer_days)
    if due < today:
        raise NotAllowed("answer-in-the-past")
    return [caused(command, **said, passed=False, answer_by=due)]


def _form(code: str) -> Form:
    if code not in FORMS:
        there = tuple(Coded(known, form.zh, form.en) for known, form in FORMS.items())
        raise NotAllowed("no-such-form", form=code, forms=CodedList(there))
    return FORMS[code]


INSPECTION: Final = MatterKind(
    name="inspection",
    letters="ZJ",
    called=Word("质检", "inspection"),
    state=Inspection,
    statuses=STATUSES,
    ended=ENDED,
    events=EVENTS,
    opening=commands.SampleTicket,
    possible={
        commands.ScoreTicket: frozenset({"sampled"}),
        commands.DropInspection: frozenset({"sampled"}),
        commands.AnswerFinding: frozenset({"finding-raised"}),
        commands.AcceptAnswer: frozenset({"answered"}),
        commands.UpholdFinding: frozenset({"finding-raised", "answered"}),
        commands.CloseInspection: frozenset({"passed", "accepted", "upheld"}),
    },
    begin=begin,
    rules=decide,
    after=after,
    whose="customer",
)
