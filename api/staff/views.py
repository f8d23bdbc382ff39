"""What is shown of staff: the name masked, what they hold on a day, and whether they are on duty at a moment."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Annotated

from pydantic import BaseModel, Field

from domain.refusals import Language
from domain.staff.choosing.ranking import Candidate, PassedOver
from domain.staff.choosing.reasons import Reason
from domain.staff.spans import Days
from domain.staff.state import Staff
from domain.staff.vocabulary import Duty


class SkillView(BaseModel):
    """What somebody can do; ``until`` is empty where it is without end."""

    skill: str
    certificate: str | None
    until: date | None


class StaffView(BaseModel):
    """A member of staff as of today and now."""

    number: str
    name: str
    office: str
    employed: bool
    roles: list[str]
    teams: list[str]
    skills: list[SkillView]
    duty: Annotated[Duty, Field(description="Now; unknown where no roster is set for the day.")]
    on_leave: bool
    stands_in_for: list[str]


class ReasonView(BaseModel):
    """A reason for or against, worth so many points."""

    code: str
    points: int
    text: str


class CandidateView(BaseModel):
    """An engineer; the reasons' points add up to ``points``. ``load`` weighs the open tickets they have."""

    number: str
    name: str
    office: str
    points: int
    load: int
    open_tickets: int
    reasons: list[ReasonView]


class PassedOverView(BaseModel):
    """Somebody of whom one might think, and why they could not accept the work."""

    number: str
    name: str
    office: str
    reasons: list[ReasonView]


class CandidatesView(BaseModel):
    """Who may accept a ticket's work, the best first; a person decides. Others of whom one might think stand apart."""

    number: str
    product: str | None
    model: str | None
    engineer: str | None
    candidates: list[CandidateView]
    not_offered: list[PassedOverView]


def staff_view(staff: Staff, at: datetime) -> StaffView:
    """``at`` is in the deployment's zone."""
    day = at.date()
    return StaffView(
        number=staff.number,
        name=staff.name,
        office=staff.office,
        employed=day in staff.employed,
        roles=sorted(staff.roles_on(day)),
        teams=sorted(staff.teams_on(day)),
        skills=[
            SkillView(skill=skill, certificate=certificate, until=_until(days, day))
            for (skill, certificate), days in sorted(
                staff.skills.items(), key=lambda held: (held[0][0], held[0][1] or "")
            )
            if day in days
        ],
        duty=staff.duty_at(at),
        on_leave=staff.is_on_leave(day),
        stands_in_for=sorted(staff.stands_in_for(day)),
    )


def candidate_view(candidate: Candidate, load: int, open_tickets: int, *, chinese: bool) -> CandidateView:
    staff, language = candidate.staff, "zh" if chinese else "en"
    return CandidateView(
        number=staff.number,
        name=staff.name,
        office=staff.office,
        points=candidate.points,
        load=load,
        open_tickets=open_tickets,
        reasons=_reasons(candidate.reasons, language),
    )


def passed_over_view(passed: PassedOver, *, chinese: bool) -> PassedOverView:
    staff, language = passed.staff, "zh" if chinese else "en"
    return PassedOverView(
        number=staff.number, name=staff.name, office=staff.office, reasons=_reasons(passed.reasons, language)
    )


def _reasons(reasons: Iterable[Reason], language: Language) -> list[ReasonView]:
    return [ReasonView(code=reason.code, points=reason.points, text=reason.say(language)) for reason in reasons]


def _until(days: Days, day: date) -> date | None:
    until = next(span.until for span in days.spans if day in span)
    return None if until == date.max else until
