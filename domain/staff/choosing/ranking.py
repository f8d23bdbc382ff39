"""Whom to dispatch (派单, R19): every engineer with points, each point with its reason; a person decides."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from domain.staff.choosing.accepting import may_accept, why_not
from domain.staff.choosing.fitting import fit
from domain.staff.choosing.reasons import Reason
from domain.staff.state import Staff
from domain.staff.vocabulary import Duty

CERTIFIED: Final = 15
ON_DUTY: Final = 20
NO_ROSTER: Final = 10
ON_LEAVE: Final = -100
A_WEIGHT: Final = -5
"""For each weight of an open ticket: 1 for a general one, more for one that presses."""
KILOMETRES: Final = 5
"""So many cost a point, up to :data:`FARTHEST`."""
FARTHEST: Final = -20


_OF_DUTY: Final[Mapping[Duty, Reason]] = {
    "on": Reason("on-duty", ON_DUTY),
    "off": Reason("off-duty"),
    "unknown": Reason("no-roster", NO_ROSTER),
}


@dataclass(frozen=True, slots=True)
class Work:
    """What is to be done, and where everybody stands: the weight of their open tickets, and how far they are.

    ``at`` is in the deployment's zone; of whom ``kilometres`` says nothing the distance is not known.
    """

    at: datetime
    product: str | None = None
    model: str | None = None
    load: Mapping[str, int] = field(default_factory=dict[str, int])
    kilometres: Mapping[str, float] = field(default_factory=dict[str, float])


@dataclass(frozen=True, slots=True)
class Candidate:
    """An engineer with the reasons for and against, whose points add up to ``points``."""

    staff: Staff
    reasons: tuple[Reason, ...]

    @property
    def points(self) -> int:
        return sum(reason.points for reason in self.reasons)


@dataclass(frozen=True, slots=True)
class PassedOver:
    """Somebody of whom one might think, and why they are not offered."""

    staff: Staff
    reasons: tuple[Reason, ...]


def ranked(staff: Iterable[Staff], work: Work) -> list[Candidate]:
    """All who may accept the work on that day, the best first; of equal ones the lower staff number."""
    everybody = {person.number: person for person in staff}
    found = [
        Candidate(person, tuple(_reasons(person, everybody, work)))
        for person in everybody.values()
        if may_accept(person, work.at.date())
    ]
    return sorted(found, key=lambda candidate: (-candidate.points, candidate.staff.number))


def passed_over(staff: Iterable[Staff], work: Work) -> list[PassedOver]:
    """Who stands in for an engineer, was one or knows the product, yet could not accept; by staff number."""
    everybody = {person.number: person for person in staff}
    day = work.at.date()
    found = (
        PassedOver(person, why_not(person, everybody, day, skills=_fitting(person, work)))
        for _, person in sorted(everybody.items())
    )
    return [person for person in found if person.reasons]


def _reasons(person: Staff, everybody: Mapping[str, Staff], work: Work) -> Iterable[Reason]:
    yield from _by_skill(person, work)
    yield _by_duty(person, work)
    yield from _by_standing_in(person, everybody, work.at.date())
    weight = work.load.get(person.number, 0)
    yield Reason("load", A_WEIGHT * weight, {"weight": weight}) if weight else Reason("no-load")
    if (distance := work.kilometres.get(person.number)) is not None:
        yield Reason("distance", max(FARTHEST, -int(distance // KILOMETRES)), {"kilometres": round(distance)})


def _by_standing_in(person: Staff, everybody: Mapping[str, Staff], day: date) -> Iterable[Reason]:
    """For whom the person stands in, and who could accept in their place."""
    for number in sorted(person.stands_in_for(day) & everybody.keys()):
        if may_accept(everybody[number], day):
            yield Reason("stands-in", 0, {"absent": number})
    if person.is_on_leave(day):
        for number, other in sorted(everybody.items()):
            if person.number in other.stands_in_for(day) and may_accept(other, day):
                yield Reason("has-stand-in", 0, {"stand_in": number})


def _fitting(person: Staff, work: Work) -> list[str]:
    return [skill for skill in person.skills_on(work.at.date()) if _match(skill, work)]


def _by_skill(person: Staff, work: Work) -> Iterable[Reason]:
    day = work.at.date()
    matching = {skill: _match(skill, work) for skill in sorted(person.skills_on(day))}
    skill, points = max(matching.items(), key=lambda found: found[1], default=("", 0))
    if not points:
        ended = sorted({named for named, _ in person.skills if _match(named, work)})
        yield from (Reason("skill-ended", 0, {"skill": named}) for named in ended[:1])
        yield from () if ended else (Reason("no-skill"),)
        return
    yield Reason("skill", points, {"skill": skill})
    valid = sorted(
        certificate
        for (named, certificate), days in person.skills.items()
        if certificate and matching.get(named) and day in days
    )
    yield Reason("certificate", CERTIFIED, {"certificate": valid[0]}) if valid else Reason("no-certificate")


def _match(skill: str, work: Work) -> int:
    return fit(skill, work.product, work.model)


def _by_duty(person: Staff, work: Work) -> Reason:
    if person.is_on_leave(work.at.date()):
        return Reason("on-leave", ON_LEAVE)
    return _OF_DUTY[person.duty_at(work.at)]
