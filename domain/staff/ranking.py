"""Whom to dispatch (派单, R19): every engineer with points, each point with its reason; a person decides."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from domain.staff.reasons import Reason
from domain.staff.state import Staff
from domain.staff.vocabulary import Duty, Role

MODEL: Final = 40
NAME: Final = 30
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


def ranked(staff: Iterable[Staff], work: Work) -> list[Candidate]:
    """All who may act as engineers on that day, the best first; of equal ones the lower staff number."""
    everybody = {person.number: person for person in staff}
    found = [
        Candidate(person, tuple(_reasons(person, acting_for, everybody, work)))
        for person in everybody.values()
        if (acting_for := _acts_for(person, everybody, work)) is not None
    ]
    return sorted(found, key=lambda candidate: (-candidate.points, candidate.staff.number))


def _acts_for(person: Staff, everybody: Mapping[str, Staff], work: Work) -> tuple[str, ...] | None:
    """The engineers whom the person stands in for; None where they may not act as an engineer at all."""
    day = work.at.date()
    absent = sorted(person.stands_in_for(day) & everybody.keys())
    engineers = tuple(number for number in absent if Role.ENGINEER in everybody[number].roles_on(day))
    return engineers if engineers or Role.ENGINEER in person.roles_on(day) else None


def _reasons(
    person: Staff, acting_for: tuple[str, ...], everybody: Mapping[str, Staff], work: Work
) -> Iterable[Reason]:
    yield from _by_skill(person, work)
    yield _by_duty(person, work)
    yield from (Reason("stands-in", 0, {"absent": number}) for number in acting_for)
    if person.is_on_leave(work.at.date()):
        day = work.at.date()
        stand_ins = sorted(one.number for one in everybody.values() if person.number in one.stands_in_for(day))
        yield from (Reason("has-stand-in", 0, {"stand_in": number}) for number in stand_ins)
    weight = work.load.get(person.number, 0)
    yield Reason("load", A_WEIGHT * weight, {"weight": weight}) if weight else Reason("no-load")
    if (distance := work.kilometres.get(person.number)) is not None:
        yield Reason("distance", max(FARTHEST, -int(distance // KILOMETRES)), {"kilometres": round(distance)})


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
    """Points for a skill: one for the model or its series counts more than one for the kind of product."""
    named = _plain(skill)
    if work.model and _plain(work.model).startswith(named):
        return MODEL
    product = _plain(work.product or "")
    return NAME if product and (named in product or product in named) else 0


def _by_duty(person: Staff, work: Work) -> Reason:
    if person.is_on_leave(work.at.date()):
        return Reason("on-leave", ON_LEAVE)
    return _OF_DUTY[person.duty_at(work.at)]


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().casefold()
